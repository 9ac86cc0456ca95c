import type { AccountPolicies } from './account-policies';
import { readObject, writeObject } from './calls';
import { arn, functionArn, type Need, type Request, roleArn, roleOf, s3Arn, stackArn } from './request';
import { type Account, type ActionExecution, observe } from '@cv-insync/emulator';

type Needs = (configuration: Readonly<Record<string, string>>) => Need[];

/** The requests that CodePipeline makes with an action's role before, during and after the action. */
const ACTIONS: Readonly<Record<string, Needs>> = {
  CodeStarSourceConnection: ({ ConnectionArn }) => [
    { action: `${ConnectionArn.split(':')[2]}:UseConnection`, resource: ConnectionArn },
  ],
  S3: ({ S3Bucket, S3ObjectKey }) => S3ObjectKey.startsWith('definitions/') ? lookAtBucket(S3Bucket) : [
    ...lookAtBucket(S3Bucket), ...['s3:GetObjectTagging', 's3:GetObjectVersion'].map(action => ({ action, resource: s3Arn(S3Bucket, S3ObjectKey) })),
  ],
  CodeBuild: ({ ProjectName }) => ['codebuild:StartBuild', 'codebuild:BatchGetBuilds', 'codebuild:StopBuild']
    .map(action => ({ action, resource: arn('codebuild', `project/${ProjectName}`) })),
  Lambda: ({ FunctionName }) => [{ action: 'lambda:InvokeFunction', resource: functionArn(FunctionName) }, { action: 'lambda:ListFunctions', resource: '*' }],
  CloudFormation: ({ StackName }) => ['DescribeStacks', 'DescribeStackEvents', 'DescribeStackResources']
    .map(operation => ({ action: `cloudformation:${operation}`, resource: stackArn(StackName) })),
  Manual: ({ NotificationArn }) => [{ action: 'sns:Publish', resource: NotificationArn }],
};

const lookAtBucket = (bucket: string): Need[] => ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning']
  .map(action => ({ action, resource: s3Arn(bucket) }));

const artifacts = (records: ActionExecution['inputs']) => Object.values(records).map(({ bucket, key }) => ({ Bucket: bucket, Key: key }));

/** The IAM requests of executed actions: with their own roles, and with those of the builds that they started. */
export function requestsOfActions(account: Account, policies: AccountPolicies): Request[] {
  const executions = observe(account).pipelines().flatMap(pipeline => pipeline.executions);
  return executions.flatMap(({ declaration, actions }) => actions.flatMap(action => {
    const { provider } = action.declaration.actionTypeId!;
    const pipelineRole = roleOf(declaration.roleArn!)!;
    const role = action.declaration.roleArn ? roleOf(action.declaration.roleArn)! : pipelineRole;
    const needs = [
      ...ACTIONS[provider!](action.resolved),
      ...artifacts({ ...action.inputs, ...action.outputs }).flatMap(({ Bucket }) => lookAtBucket(Bucket)),
      ...artifacts(action.inputs).flatMap(input => readObject(input, policies)),
      ...provider === 'CodeBuild' ? [] : artifacts(action.outputs).flatMap(output => writeObject(output, policies)),
    ];
    const assumed = role === pipelineRole ? [] : [{ role: pipelineRole, action: 'sts:AssumeRole', resource: roleArn(role) }];
    return [...assumed, ...needs.map(need => ({ role, ...need }))];
  }));
}

/** The requests that CodeBuild makes with the roles of projects for builds of pipelines. */
export function requestsOfBuilds(account: Account, policies: AccountPolicies): Request[] {
  return observe(account).builds().flatMap(({ project, pipeline }) => [
    ...pipeline!.inputs.flatMap(({ bucket }) => lookAtBucket(bucket)),
    ...pipeline!.inputs.flatMap(({ bucket, key }) => readObject({ Bucket: bucket, Key: key }, policies)),
    ...pipeline!.outputs.flatMap(({ bucket, key }) => writeObject({ Bucket: bucket, Key: key }, policies)),
  ].map(need => ({ role: roleOf(project.serviceRole!)!, ...need })));
}
