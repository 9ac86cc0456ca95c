import type { OperationNeed } from './operation-need';
import { S3_OPERATIONS } from './operations-s3';

const own = (service: string, operation: string): OperationNeed => ({ action: `${service}:${operation}` });
const passes = (passedTo: string, ...members: string[]): OperationNeed[] => members.map(when => ({ action: 'iam:PassRole', when, passedTo }));

/** The IAM prefixes of clients that are named otherwise. */
const PREFIXES: Readonly<Record<string, string>> = {
  'cloudwatch-logs': 'logs',
  'eventbridge': 'events',
  'cognito-identity-provider': 'cognito-idp',
  'iot-data-plane': 'iot',
  'dynamodb-streams': 'dynamodb',
  'lib-dynamodb': 'dynamodb',
  'sfn': 'states',
  'sesv2': 'ses',
  'codestar-connections': 'codeconnections',
};

/**
 * Without cloudformation:TagResource for the tags of the stack: the Service Authorization Reference has no such dependent action, and neither the deployment role
 * of a CDK bootstrap (bootstrap-template.yaml of aws-cdk, "DeployPermissions") nor the CDK's actions of pipelines are granted it, which pass tags.
 */
const changesStack = (operation: string): OperationNeed[] => [own('cloudformation', operation), ...passes('cloudformation.amazonaws.com', 'RoleARN')];

const definesPipeline = (operation: string): OperationNeed[] => [
  own('codepipeline', operation),
  ...passes('codepipeline.amazonaws.com', 'pipeline.roleArn', 'pipeline.stages[].actions[].roleArn'),
  // Service Authorization Reference of CodePipeline, CreatePipeline; docs/userguide "permissions reference"
  ...passes('cloudformation.amazonaws.com', 'pipeline.stages[].actions[].configuration.RoleArn'),
  { action: 'codeconnections:PassConnection', when: 'pipeline.stages[].actions[].configuration.ConnectionArn' },
];

/**
 * Operations that ask for something else than the action of their name. Sources, unless a line names another:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/ (the service's page, with "Dependent actions") and the operation's page in the API reference.
 */
const EXCEPTIONS: Readonly<Record<string, readonly OperationNeed[]>> = {
  ...S3_OPERATIONS,
  'cloudformation:CreateStack': changesStack('CreateStack'),
  'cloudformation:UpdateStack': changesStack('UpdateStack'),
  'cloudformation:CreateChangeSet': changesStack('CreateChangeSet'),
  'cloudformation:DeleteStack': [own('cloudformation', 'DeleteStack'), ...passes('cloudformation.amazonaws.com', 'RoleARN')],
  'cloudformation:RollbackStack': [own('cloudformation', 'RollbackStack'), ...passes('cloudformation.amazonaws.com', 'RoleARN')],
  'cloudformation:ContinueUpdateRollback': [own('cloudformation', 'ContinueUpdateRollback'), ...passes('cloudformation.amazonaws.com', 'RoleARN')],
  'codebuild:CreateProject': [own('codebuild', 'CreateProject'), ...passes('codebuild.amazonaws.com', 'serviceRole')],
  'codebuild:UpdateProject': [own('codebuild', 'UpdateProject'), ...passes('codebuild.amazonaws.com', 'serviceRole')],
  'codepipeline:CreatePipeline': [...definesPipeline('CreatePipeline'), { action: 'codepipeline:TagResource', when: 'tags' }],
  'codepipeline:UpdatePipeline': definesPipeline('UpdatePipeline'),
  'events:PutTargets': [own('events', 'PutTargets'), ...passes('events.amazonaws.com', 'Targets[].RoleArn')],
  'events:PutRule': [own('events', 'PutRule'), { action: 'events:TagResource', when: 'Tags' }, ...passes('events.amazonaws.com', 'RoleArn')],
  'iam:CreateRole': [own('iam', 'CreateRole'), { action: 'iam:TagRole', when: 'Tags' }],
  'iam:CreatePolicy': [own('iam', 'CreatePolicy'), { action: 'iam:TagPolicy', when: 'Tags' }],
  'kms:CreateKey': [own('kms', 'CreateKey'), { action: 'kms:TagResource', when: 'Tags' }],
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
  'lambda:Invoke': [own('lambda', 'InvokeFunction')],
  'lambda:CreateFunction': [own('lambda', 'CreateFunction'), { action: 'lambda:TagResource', when: 'Tags' }, ...passes('lambda.amazonaws.com', 'Role')],
  'lambda:UpdateFunctionConfiguration': [own('lambda', 'UpdateFunctionConfiguration'), ...passes('lambda.amazonaws.com', 'Role')],
  'logs:CreateLogGroup': [own('logs', 'CreateLogGroup'), { action: 'logs:TagResource', when: 'tags' }],
  'sns:CreateTopic': [own('sns', 'CreateTopic'), { action: 'sns:TagResource', when: 'Tags' }],
  'ssm:PutParameter': [own('ssm', 'PutParameter'), { action: 'ssm:AddTagsToResource', when: 'Tags' }],
  'codeconnections:CreateConnection': [own('codeconnections', 'CreateConnection'), { action: 'codeconnections:TagResource', when: 'Tags' }],
  'cloudtrail:CreateTrail': [own('cloudtrail', 'CreateTrail'), { action: 'cloudtrail:AddTags', when: 'TagsList' }],
  // "No permissions are required": https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html, API_GetSessionToken.html
  'sts:GetCallerIdentity': [],
  'sts:GetSessionToken': [],
  // The document client's commands: https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/
  ...Object.fromEntries(Object.entries({ Get: 'GetItem', Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', BatchGet: 'BatchGetItem', BatchWrite: 'BatchWriteItem' })
    .map(([command, action]) => [`dynamodb:${command}`, [own('dynamodb', action)]])),
};

/** The IAM prefix of a service, by the name of its SDK's client (`cloudwatch-logs`) or of the account's service (`logs`). */
export const prefixOf = (service: string): string => PREFIXES[service] ?? service;

/** What an operation asks of IAM: `service:Operation`, but for the exceptions above. */
export function needsOfOperation(service: string, operation: string): readonly OperationNeed[] {
  const prefix = prefixOf(service);
  return EXCEPTIONS[`${prefix}:${operation}`] ?? [own(prefix, operation)];
}
