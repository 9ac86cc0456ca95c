import { RemovalPolicy, aws_iam as iam, aws_kinesisfirehose as firehose, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acceptPatterns } from './accept-patterns';

/** Collects signals of vehicles and writes them to a bucket, compressed, under `telemetry/` and the hour of their arrival. */
export class SignalStream extends firehose.DeliveryStream {
  constructor(scope: Construct, id: string, bucket: s3.IBucket) {
    const logGroup = new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    super(scope, id, {
      encryption: firehose.StreamEncryption.awsOwnedKey(),
      destination: new firehose.S3Bucket(bucket, {
        compression: firehose.Compression.GZIP,
        dataOutputPrefix: 'telemetry/',
        errorOutputPrefix: 'errors/stream/',
        loggingConfig: new firehose.EnableLogging(logGroup),
        role: writerRole(scope, `${id}Writer`, bucket, logGroup),
      }),
    });
  }
}

/** A role with the permissions that Firehose needs to write. The L2 construct's grants would include deletion. */
function writerRole(scope: Construct, id: string, bucket: s3.IBucket, logGroup: logs.ILogGroup): iam.IRole {
  const objects = ['telemetry/*', 'errors/stream/*'].map(prefix => bucket.arnForObjects(prefix));
  const allow = (resources: string[], ...actions: string[]) => new iam.PolicyStatement({ actions, resources });
  const role = new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com'),
    inlinePolicies: {
      Write: new iam.PolicyDocument({
        statements: [
          allow([bucket.bucketArn], 's3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'),
          allow(objects, 's3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'),
          allow([logGroup.logGroupArn], 'logs:PutLogEvents'),
        ],
      }),
    },
  });
  acceptPatterns(role, 'Keys of what the stream writes end with the hour and an id.', objects);
  return role.withoutPolicyUpdates();
}
