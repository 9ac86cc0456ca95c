import { Construct } from 'constructs';
import { ASSET_BUCKET, KEY_ARN } from './settings';
import { corePath, entryPath, modulesPath, moduleStackName, pipelineName, TAGS, coreRoleName, logGroupName } from '../../model/names';
import { managePipelines, passConnections } from '../grants';
import { arn, iamArn, parameterArn, Permission, s3Arn, serviceRole, stackArn } from '../permissions';

const OWN = 'what the solution consists of has names that begin or end with its name';

/**
 * Deploys the core's own stack, the module-definition pipeline and the core modules, all of which the core's repository defines.
 * Such a role can change itself, so verbs would limit nothing; names do: it reaches what carries the name of the solution.
 */
export function defineDeployRole(scope: Construct, solution: string) {
  const permissions: Permission[] = [
    { actions: VERBS.flatMap(([service, ...verbs]) => verbs.map(verb => `${service}:${verb}`)), resources: namedResources(solution), because: OWN },
    ...rolePermissions(solution),
    ...managePipelines([pipelineName(solution, 'core'), pipelineName(solution, 'modules')], moduleStackName(solution, 'core-*'), OWN),
    passConnections('another version of the core may read through another connection'),
    {
      actions: ['ssm:AddTagsToResource', 'ssm:DeleteParameter', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:RemoveTagsFromResource'],
      resources: [corePath(solution), entryPath(solution, 'core', '').slice(0, -1), modulesPath(solution)].map(path => parameterArn(`${path}/*`)),
      because: OWN,
    },
    { actions: ['s3:GetObject'], resources: [s3Arn(`${ASSET_BUCKET}/*`)], because: 'keys of assets are digests of their content' },
    { actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey'], resources: [KEY_ARN] },
    {
      actions: ['lambda:*EventSourceMapping'],
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:FunctionArn': arn('lambda', `function:${solution}-*`) } },
      because: 'event source mappings have no names; the function that they belong to limits them',
    },
    {
      actions: ['cloudformation:*Stack', 'cloudformation:DescribeStacks'],
      resources: [stackArn(`${solution}-*`)],
      because: 'nested stacks have generated names that begin with the name of their parent',
    },
    { actions: ['logs:DescribeLogGroups'], resources: ['*'], because: 'AWS knows no narrower resource for listing log groups' },
    {
      actions: TAGGED,
      resources: ['*'],
      conditions: { StringEquals: { [`aws:ResourceTag/${TAGS.solution}`]: solution } },
      because: 'AWS chooses these ids; the tag of the solution limits them',
    },
    {
      actions: CREATED,
      resources: ['*'],
      conditions: { StringEquals: { [`aws:RequestTag/${TAGS.solution}`]: solution } },
      because: 'AWS chooses these ids; the tag of the solution limits them',
    },
  ];
  serviceRole(scope, 'DeployRole', { name: coreRoleName(solution, 'deploy'), service: 'cloudformation.amazonaws.com', permissions });
}

/** What CloudFormation does with resources of these services that have names; grouped, as the template has to stay small. */
const VERBS: readonly string[][] = [
  ['cloudwatch', '*Alarm*', '*Resource'],
  ['dynamodb', '*Resource', '*Table', 'Describe*', 'UpdateContinuousBackups', 'UpdateContributorInsights', 'UpdateTimeToLive'],
  ['events', '*Rule', '*Targets', '*Resource'],
  ['firehose', '*DeliveryStream', 'UpdateDestination'],
  ['iot', '*TopicRule', 'CreatePolicy*', 'DeletePolicy*', 'Get*', 'List*', '*Resource'],
  ['kinesis', '*Stream', 'Describe*', 'List*', 'StartStreamEncryption', 'UpdateStreamMode'],
  ['lambda', '*Alias', '*Function*', '*Permission', '*Resource', 'Get*', 'List*', 'PublishVersion'],
  ['logs', 'CreateLog*', 'DeleteLog*', 'PutRetentionPolicy', '*Resource'],
  ['s3', '*EncryptionConfiguration', '*LifecycleConfiguration', 'CreateBucket', 'DeleteBucket*', 'GetBucket*', 'ListBucket', 'PutBucket*'],
  ['sns', '*Topic', 'Get*', 'List*', 'Set*', 'Subscribe', '*Resource', 'Unsubscribe'],
  ['sqs', '*Queue', 'Get*', 'ListQueueTags', 'SetQueueAttributes'],
  ['states', '*StateMachine', '*Resource'],
];

const namedResources = (solution: string) => [
  arn('cloudwatch', `alarm:${solution}-*`), arn('dynamodb', `table/${solution}-*`), arn('events', `rule/${solution}-*`),
  arn('firehose', `deliverystream/${solution}-*`), arn('iot', `policy/${solution}-*`), arn('iot', `rule/${underscored(solution)}_*`),
  arn('kinesis', `stream/${solution}-*`), arn('lambda', `function:${solution}-*`), arn('logs', `log-group:${solution}-*`),
  arn('logs', `log-group:/aws/*/${solution}-*`), arn('logs', `log-group:${logGroupName(solution)}*`), s3Arn(`${solution}-*`),
  arn('sns', `${solution}-*`), arn('sqs', `${solution}-*`), arn('states', `stateMachine:${solution}-*`),
];

/** Names of IoT rules have no hyphens. */
const underscored = (solution: string) => solution.replace('${Solution}', '${UnderscoredSolution}').replace(/-/g, '_');

/** What it does with resources whose ids AWS chooses: only with those of the solution. */
const CREATED = [
  'apigateway:P*', 'cognito-identity:CreateIdentityPool', 'cognito-identity:TagResource', 'cognito-idp:CreateUserPool', 'kms:CreateKey', 'kms:TagResource',
  'lambda:TagResource',
];
const TAGGED = [
  'apigateway:DELETE', 'apigateway:GET', 'apigateway:P*',
  'cognito-identity:*IdentityPool*', 'cognito-identity:UntagResource', 'cognito-idp:AddCustomAttributes',
  'cognito-idp:Create*', 'cognito-idp:Delete*', 'cognito-idp:Describe*', 'cognito-idp:Get*',
  'cognito-idp:*Resource', 'cognito-idp:SetUserPoolMfaConfig', 'cognito-idp:Update*',
  'kms:DescribeKey', 'kms:EnableKeyRotation', 'kms:Get*', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:UpdateKeyDescription',
  'lambda:ListTags', 'lambda:UntagResource',
];

/** The core's own roles have no boundary; those of core modules carry the one of all modules. */
function rolePermissions(solution: string): Permission[] {
  const roles = iamArn(`role/${solution}-*`);
  const actions = ['iam:*RolePolicy', 'iam:CreateRole'];
  return [
    { actions, resources: [roles], conditions: { StringEquals: { 'iam:PermissionsBoundary': '${Boundary}' } }, because: OWN },
    { actions, resources: [iamArn(`role/${moduleStackName(solution, 'core-*')}`)], because: OWN },
    {
      actions: ['iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:DeleteRole', 'iam:Get*', 'iam:List*', 'iam:PassRole', 'iam:TagRole', 'iam:UntagRole', 'iam:Update*Role*'],
      resources: [roles, iamArn(`policy/${solution}-*`)],
      because: OWN,
    },
  ];
}
