import { connection } from './connections';
import { table } from './dynamodb';
import { rule } from './events';
import { role } from './iam';
import { managedPolicy, policy } from './iam-policies';
import { alias, key } from './kms';
import { lambdaFunction, permission } from './lambda';
import { logGroup } from './logs';
import { nestedStack } from './nested-stack';
import { pipeline, project } from './pipelines';
import { waitConditionHandle } from './plain';
import type { Provider } from './provider';
import { bucket, bucketPolicy } from './s3';
import { subscription, topic, topicPolicy } from './sns';
import { parameter } from './ssm';
import { stored } from './stored';
import { trail } from './trails';

/** The types whose resources exist in the account's services. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  'AWS::CloudFormation::Stack': nestedStack,
  'AWS::CloudFormation::WaitConditionHandle': waitConditionHandle,
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

export const ACTING_TYPES = Object.keys(PROVIDERS);

/** Types without effect on AWS, too. */
const INERT = ['AWS::CDK::Metadata'];

export const providerOf = (type: string): Provider => PROVIDERS[type] ?? stored;

export const isStoredOnly = (type: string) => !(type in PROVIDERS) && !INERT.includes(type);
