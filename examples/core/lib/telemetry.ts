import { aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { SignalStream } from './signal-stream';
import { dataBucket } from './storage';
import { TopicRule } from './topic-rule';
import { Worker } from './worker';
import { version } from '../package.json';

/** Ingests the messages of vehicles: signals into a bucket, trips into the fleet's table. A vehicle can only report about itself. */
export class Telemetry extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Ingests the signals and trips that vehicles send' });

    const raw = dataBucket(this, 'Raw');
    const trips = dataBucket(this, 'Trips');
    const stream = new SignalStream(this, 'Stream', raw);
    // A rule's own action could only replace whole items, and would delete the attributes that modules add to a trip.
    const recorder = new Worker(this, 'Recorder', {
      description: 'Stores a trip as its vehicle reports it, and keeps what modules added',
      environment: { TRIP_TABLE: this.consume('fleet', 'TripTableName') },
    });
    recorder.allow(this.consume('fleet', 'TripTableArn'), 'dynamodb:UpdateItem');

    new TopicRule(this, 'Signals', {
      name: 'signals',
      sql: "SELECT * FROM 'connectedcar/telemetry/#' WHERE vin = topic(3)",
      errorBucket: raw,
      actions: roleArn => ({
        actions: [{ firehose: { deliveryStreamName: stream.deliveryStreamName, separator: '\n', roleArn } }],
        permissions: [{ action: 'firehose:PutRecord', resource: stream.deliveryStreamArn }],
      }),
    });
    const tripRule = new TopicRule(this, 'FinishedTrips', {
      name: 'trips',
      sql: "SELECT * FROM 'connectedcar/trip/#' WHERE vin = topic(3)",
      errorBucket: raw,
      actions: roleArn => ({
        actions: [
          { lambda: { functionArn: recorder.functionArn } },
          { s3: { bucketName: trips.bucketName, key: 'trips/${vin}/${trip_id}.json', roleArn } },
        ],
        permissions: [{ action: 's3:PutObject', resource: trips.arnForObjects('trips/*') }],
      }),
    });
    recorder.addPermission('FromTrips', {
      principal: new iam.ServicePrincipal('iot.amazonaws.com'),
      sourceArn: tripRule.arn,
      sourceAccount: this.account,
    });

    this.produce('StreamName', stream.deliveryStreamName);
    this.produce('StreamArn', stream.deliveryStreamArn);
    this.produce('RawBucketName', raw.bucketName);
    this.produce('TripBucketName', trips.bucketName);
  }
}
