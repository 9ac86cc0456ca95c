import { att, deleted, policy, ref, resource, role, sub, type TypeCase } from './case';

/** Data, keys, logs and metrics. */
export const STORAGE: readonly TypeCase[] = [
  {
    name: 'table',
    resources: {
      Table: deleted('AWS::DynamoDB::Table', {
        BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    },
    change: { Table: { TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } } },
  },
  {
    name: 'bucket',
    resources: {
      Bucket: deleted('AWS::S3::Bucket'),
      BucketPolicy: resource('AWS::S3::BucketPolicy', {
        Bucket: ref('Bucket'),
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [att('Bucket')], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
        },
      }),
    },
    change: { Bucket: { VersioningConfiguration: { Status: 'Enabled' } } },
  },
  {
    name: 'key',
    resources: {
      Key: deleted('AWS::KMS::Key', {
        Description: 'one',
        PendingWindowInDays: 7,
        KeyPolicy: policy('kms:*', '*', { Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') } }),
      }),
    },
    change: { Key: { Description: 'two' } },
  },
  {
    name: 'secret',
    resources: { Secret: deleted('AWS::SecretsManager::Secret', { Description: 'one', GenerateSecretString: {} }) },
    change: { Secret: { Description: 'two' } },
  },
  {
    name: 'parameter',
    resources: { Parameter: resource('AWS::SSM::Parameter', { Type: 'String', Value: 'one' }) },
    change: { Parameter: { Value: 'two' } },
  },
  {
    name: 'logs',
    resources: {
      Logs: resource('AWS::Logs::LogGroup', { LogGroupName: sub('${Prefix}logs'), RetentionInDays: 1 }),
      LogStream: resource('AWS::Logs::LogStream', { LogGroupName: ref('Logs') }),
    },
    change: { Logs: { RetentionInDays: 3 } },
  },
  {
    name: 'alarm',
    resources: {
      Alarm: resource('AWS::CloudWatch::Alarm', {
        AlarmDescription: 'one',
        Namespace: 'conformance',
        MetricName: 'None',
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
      CompositeAlarm: resource('AWS::CloudWatch::CompositeAlarm', { AlarmDescription: 'one', AlarmRule: sub('ALARM("${Alarm}")') }),
    },
    change: { Alarm: { AlarmDescription: 'two' }, CompositeAlarm: { AlarmDescription: 'two' } },
  },
  {
    name: 'firehose',
    resources: {
      FirehoseBucket: deleted('AWS::S3::Bucket'),
      FirehoseRole: role('firehose', ['s3:PutObject'], sub('${FirehoseBucket.Arn}/*')),
      DeliveryStream: resource('AWS::KinesisFirehose::DeliveryStream', {
        S3DestinationConfiguration: { BucketARN: att('FirehoseBucket'), RoleARN: att('FirehoseRole'), BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 5 } },
      }),
    },
    change: {
      DeliveryStream: {
        S3DestinationConfiguration: { BucketARN: att('FirehoseBucket'), RoleARN: att('FirehoseRole'), BufferingHints: { IntervalInSeconds: 301, SizeInMBs: 5 } },
      },
    },
  },
];
