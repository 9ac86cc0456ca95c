import { aws_iam as iam, aws_kinesisfirehose as firehose, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { dataBucket, logGroup } from './storage';
import { TopicRule } from './topic-rule';
import { version } from '../package.json';

/** What vehicles send: every signal into a bucket, every finished trip into the fleet's table. A vehicle speaks only for itself. */
export class Telemetry extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Takes in the signals and trips that vehicles send' });

    const raw = dataBucket(this, 'Raw');
    const trips = dataBucket(this, 'Trips');
    const stream = this.stream(raw);

    new TopicRule(this, 'Signals', {
      name: 'signals',
      sql: "SELECT * FROM 'connectedcar/telemetry/#' WHERE vin = topic(3)",
      errorBucket: raw,
      actions: role => {
        stream.grantPutRecords(role);
        return [{ firehose: { deliveryStreamName: stream.deliveryStreamName, separator: '\n', roleArn: role.roleArn } }];
      },
    });

    const tableName = this.consume('fleet', 'TripTableName');
    const tableArn = this.consume('fleet', 'TripTableArn');
    new TopicRule(this, 'FinishedTrips', {
      name: 'trips',
      sql: "SELECT * FROM 'connectedcar/trip/#' WHERE vin = topic(3)",
      errorBucket: raw,
      actions: role => {
        role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [tableArn] }));
        trips.grantPut(role, 'trips/*');
        return [
          { dynamoDBv2: { putItem: { tableName }, roleArn: role.roleArn } },
          { s3: { bucketName: trips.bucketName, key: 'trips/${vin}/${trip_id}.json', roleArn: role.roleArn } },
        ];
      },
    });

    this.produce('StreamName', stream.deliveryStreamName);
    this.produce('StreamArn', stream.deliveryStreamArn);
    this.produce('RawBucketName', raw.bucketName);
    this.produce('TripBucketName', trips.bucketName);
  }

  private stream(bucket: s3.IBucket): firehose.DeliveryStream {
    return new firehose.DeliveryStream(this, 'Stream', {
      encryption: firehose.StreamEncryption.awsOwnedKey(),
      destination: new firehose.S3Bucket(bucket, {
        compression: firehose.Compression.GZIP,
        dataOutputPrefix: 'telemetry/',
        errorOutputPrefix: 'errors/stream/',
        loggingConfig: new firehose.EnableLogging(logGroup(this, 'StreamLogs')),
      }),
    });
  }
}
