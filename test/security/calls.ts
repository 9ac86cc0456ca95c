import type { AccountPolicies } from './account-policies';
import { arn, functionArn, type Need, parameterArn, passRole, pipelineArn, type Request, roleOf, s3Arn, stackArn, tagsAsContext } from './request';
import type { ObservedCall } from '@cv-insync/emulator';

type Needs = (input: any, policies: AccountPolicies) => Need[];

const on = (action: string, resource: string): Need[] => [{ action, resource }];
const pipeline = (operation: string, name = 'pipelineName'): [string, Needs] => [
  `codepipeline:${operation}`, input => on(`codepipeline:${operation}`, pipelineArn(input[name])),
];
const stack = (operation: string): [string, Needs] => [
  `cloudformation:${operation}`, input => on(`cloudformation:${operation}`, stackArn(input.StackName)),
];

/** Changing a stack: the call itself, its tags, and the role that it passes. */
const changeStack = (operation: string): [string, Needs] => [`cloudformation:${operation}`, ({ StackName, RoleARN, Tags }) => [
  // What is updated has the tags that it gets again.
  ...operation === 'UpdateStack'
    ? [{ action: 'cloudformation:UpdateStack', resource: stackArn(StackName), context: tagsAsContext('aws:ResourceTag', Tags) }] : on(`cloudformation:${operation}`, stackArn(StackName)),
  ...Tags?.length && operation !== 'CreateChangeSet' ? on('cloudformation:TagResource', stackArn(StackName)) : [],
  ...RoleARN ? [passRole(RoleARN, 'cloudformation.amazonaws.com')] : [],
]];

/** A stack outside of the solution: roles that may read all stacks may read it. */
const ANY_STACK = stackArn('somebody-elses');

const withKey = (bucket: string, action: string, { keyOfBucket }: AccountPolicies) =>
  keyOfBucket.has(bucket) ? on(action, keyOfBucket.get(bucket)!) : [];

export const readObject: Needs = ({ Bucket, Key, VersionId }, policies) => [
  ...on(VersionId ? 's3:GetObjectVersion' : 's3:GetObject', s3Arn(Bucket, Key)), ...withKey(Bucket, 'kms:Decrypt', policies),
];
export const writeObject: Needs = ({ Bucket, Key, IfNoneMatch }, policies) => [
  { action: 's3:PutObject', resource: s3Arn(Bucket, Key), ...IfNoneMatch && { context: { 's3:if-none-match': IfNoneMatch } } },
  ...withKey(Bucket, 'kms:GenerateDataKey', policies),
];

/** The IAM requests of calls by builds, functions, pipelines and events. */
const CALLS: Readonly<Record<string, Needs>> = Object.fromEntries<Needs>([
  changeStack('CreateStack'), changeStack('UpdateStack'), changeStack('DeleteStack'), changeStack('CreateChangeSet'),
  ...['DeleteChangeSet', 'DescribeChangeSet', 'DescribeStackEvents', 'ExecuteChangeSet', 'GetTemplate', 'ListStackResources'].map(stack),
  ['cloudformation:DescribeStacks', ({ StackName }) => on('cloudformation:DescribeStacks', StackName ? stackArn(StackName) : ANY_STACK)],

  ['ssm:GetParameter', ({ Name }) => on('ssm:GetParameter', parameterArn(Name))],
  ['ssm:GetParameters', ({ Names }) => Names.flatMap((name: string) => on('ssm:GetParameters', parameterArn(name)))],
  ['ssm:GetParametersByPath', ({ Path }) => on('ssm:GetParametersByPath', parameterArn(Path))],
  ['ssm:PutParameter', ({ Name }) => on('ssm:PutParameter', parameterArn(Name))],
  ['ssm:DeleteParameters', ({ Names }) => Names.flatMap((name: string) => on('ssm:DeleteParameters', parameterArn(name)))],

  ['s3:GetObject', readObject],
  ['s3:GetObjectTagging', ({ Bucket, Key, VersionId }) => on(VersionId ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging', s3Arn(Bucket, Key))],
  // Only a role that may list the object's prefix learns whether it exists.
  ['s3:HeadObject', (input, policies) => [
    ...readObject(input, policies), { action: 's3:ListBucket', resource: s3Arn(input.Bucket), context: { 's3:prefix': input.Key } },
  ]],
  ['s3:PutObject', writeObject],
  ['s3:GetBucketVersioning', ({ Bucket }) => on('s3:GetBucketVersioning', s3Arn(Bucket))],

  ['codepipeline:ListPipelines', () => on('codepipeline:ListPipelines', '*')],
  ['codepipeline:PutJobSuccessResult', () => on('codepipeline:PutJobSuccessResult', '*')],
  ['codepipeline:PutJobFailureResult', () => on('codepipeline:PutJobFailureResult', '*')],
  ['codepipeline:DisableStageTransition', ({ pipelineName, stageName }) =>
    on('codepipeline:DisableStageTransition', `${pipelineArn(pipelineName)}/${stageName}`)],
  ...['GetPipelineExecution', 'ListActionExecutions', 'ListPipelineExecutions', 'StopPipelineExecution'].map(operation => pipeline(operation)),
  pipeline('GetPipelineState', 'name'), pipeline('StartPipelineExecution', 'name'),

  ['lambda:Invoke', ({ FunctionName }) => on('lambda:InvokeFunction', functionArn(FunctionName))],
  ['sns:Publish', ({ TopicArn }, { keyOfTopic }) => {
    const key = keyOfTopic.get(TopicArn.split(':').pop());
    return [...on('sns:Publish', TopicArn), ...key ? ['kms:Decrypt', 'kms:GenerateDataKey'].flatMap(action => on(action, key)) : []];
  }],
  ...['CreateLogStream', 'PutLogEvents'].map((operation): [string, Needs] => [
    `logs:${operation}`, ({ logGroupName, logStreamName }) => on(`logs:${operation}`, arn('logs', `log-group:${logGroupName}:log-stream:${logStreamName}`)),
  ]),
  ['sts:GetCallerIdentity', () => []],
]);

/** The permissions that a role needs for a call; none if no role made it. */
export function requestsOfCall({ service, operation, input, caller }: ObservedCall, policies: AccountPolicies): Request[] {
  const role = roleOf(caller);
  if (!role) return [];
  const needs = CALLS[`${service}:${operation}`];
  if (!needs) throw new Error(`${role} called ${service}:${operation}, of which the test does not know what it asks of IAM; add it to CALLS`);
  return needs(input, policies).map(need => ({ role, ...need }));
}

/** Requests of builds and functions that no recorded call shows. */
export function requestsBehind({ service, operation, input: given }: ObservedCall): Request[] {
  const input = given as any;
  const writesLogs = (role: string, group: string, stream = 'some') => ['logs:CreateLogStream', 'logs:PutLogEvents']
    .map(action => ({ role: roleOf(role)!, action, resource: arn('logs', `log-group:${group}:log-stream:${stream}/stream`) }));
  if (service === 'codebuild' && operation === 'CreateProject') {
    const { groupName, streamName } = input.logsConfig.cloudWatchLogs;
    return writesLogs(input.serviceRole, groupName, streamName);
  }
  if (service === 'lambda' && operation === 'CreateFunction' && input.LoggingConfig) return writesLogs(input.Role, input.LoggingConfig.LogGroup);
  return [];
}
