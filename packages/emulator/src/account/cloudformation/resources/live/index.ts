import { trail } from './cloudtrail';
import { table } from './dynamodb';
import { rule } from './events';
import { managedPolicy, policy, role } from './iam';
import { alias, key } from './kms';
import { lambdaFunction, permission } from './lambda';
import { logGroup } from './logs';
import { connection, pipeline, project } from './pipelines';
import type { Reader } from './reader';
import { bucket, bucketPolicy } from './s3';
import { subscription, topic, topicPolicy } from './sns';
import { parameter } from './ssm';

/** The types that support drift detection. Nested stacks are checked on their own. */
const READERS: Readonly<Record<string, Reader>> = {
  'AWS::CloudTrail::Trail': trail,
  'AWS::CodeBuild::Project': project,
  'AWS::CodeConnections::Connection': connection,
  'AWS::CodePipeline::Pipeline': pipeline,
  'AWS::CodeStarConnections::Connection': connection,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': rule,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::KMS::Alias': alias,
  'AWS::KMS::Key': key,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': permission,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SSM::Parameter': parameter,
};

/** The reader of a type; undefined for types without drift detection. */
export const readerOf = (type: string): Reader | undefined => READERS[type];
