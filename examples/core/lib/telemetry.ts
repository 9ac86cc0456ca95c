import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { SignalStream } from './signal-stream';
import { dataBucket } from './storage';
import { TopicRule } from './topic-rule';
import { version } from '../package.json';

/** What vehicles send: every signal into a bucket, every finished trip into the fleet's table. A vehicle speaks only for itself. */
export class Telemetry extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Takes in the signals and trips that vehicles send' });

    const raw = dataBucket(this, 'Raw');
    const trips = dataBucket(this, 'Trips');
    const stream = new SignalStream(this, 'Stream', raw);
    const tripTable = { name: this.consume('fleet', 'TripTableName'), arn: this.consume('fleet', 'TripTableArn') };

    new TopicRule(this, 'Signals', {
      name: 'signals',
      sql: "SELECT * FROM 'connectedcar/telemetry/#' WHERE vin = topic(3)",
      errorBucket: raw,
      actions: roleArn => ({
        actions: [{ firehose: { deliveryStreamName: stream.deliveryStreamName, separator: '\n', roleArn } }],
        permissions: [{ action: 'firehose:PutRecord', resource: stream.deliveryStreamArn }],
      }),
    });
    new TopicRule(this, 'FinishedTrips', {
      name: 'trips',
      sql: "SELECT * FROM 'connectedcar/trip/#' WHERE vin = topic(3)",
      errorBucket: raw,
      actions: roleArn => ({
        actions: [
          { dynamoDBv2: { putItem: { tableName: tripTable.name }, roleArn } },
          { s3: { bucketName: trips.bucketName, key: 'trips/${vin}/${trip_id}.json', roleArn } },
        ],
        permissions: [
          { action: 'dynamodb:PutItem', resource: tripTable.arn },
          { action: 's3:PutObject', resource: trips.arnForObjects('trips/*') },
        ],
      }),
    });

    this.produce('StreamName', stream.deliveryStreamName);
    this.produce('StreamArn', stream.deliveryStreamArn);
    this.produce('RawBucketName', raw.bucketName);
    this.produce('TripBucketName', trips.bucketName);
  }
}
