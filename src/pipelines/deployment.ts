import { expandLanguageExtensions } from './grants';
import { arn, iamArn, Permission, s3Arn } from './permissions';

/** Whose resources a deploying role may create, change and delete. Texts as in `Fn::Sub`. */
export interface DeploymentScope {
  /** What names begin with, like `${Solution}-${Module}-`. */
  readonly prefix: string;
  /** The same for resources whose names have no hyphens. */
  readonly underscored: string;
  /** Tags of resources that AWS names by itself. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of the boundary that every role created has to carry. */
  readonly boundary: string;
}

const NAMES = 'the names of what a stack creates end with parts that only CloudFormation knows; they begin with the name of their owner';
const MAPPINGS = 'event source mappings have no names; the function that they belong to limits them';
const TAGS = 'AWS chooses these ids; creating is limited to resources that carry the tags of their owner, and so is everything after it';

/** What CloudFormation needs to create, change and delete the resources that modules are made of. */
export function deploymentPermissions({ prefix, underscored, tags, boundary }: DeploymentScope): Permission[] {
  const named = (service: string, type = '', end = '*') => arn(service, `${type}${prefix}${end}`);
  return [
    ...NAMED_ACTIONS.map(({ actions, resources }) => ({ actions, resources: resources({ named, prefix, underscored }), because: NAMES })),
    ...rolePermissions(iamArn(`role/${prefix}*`), iamArn(`policy/${prefix}*`), iamArn(`instance-profile/${prefix}*`), boundary),
    {
      actions: ['lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:FunctionArn': named('lambda', 'function:') } },
      because: MAPPINGS,
    },
    // CloudFormation gives them the tags of the stack.
    { actions: ['lambda:TagResource'], resources: [arn('lambda', 'event-source-mapping:*')], conditions: { StringEquals: prefixKeys('aws:RequestTag/', tags) }, because: TAGS },
    expandLanguageExtensions,
    { actions: TAGGED_ACTIONS.create, resources: ['*'], conditions: { StringEquals: prefixKeys('aws:RequestTag/', tags) }, because: TAGS },
    { actions: TAGGED_ACTIONS.change, resources: ['*'], conditions: { StringEquals: prefixKeys('aws:ResourceTag/', tags) }, because: TAGS },
    { actions: LOOKUPS, resources: ['*'], because: 'these actions only list or look up, and AWS knows no narrower resource for them' },
  ];
}

/** Roles only with the boundary, which can neither be exchanged nor taken away; passed only to services that run a module's resources. */
function rolePermissions(roles: string, policies: string, profiles: string, boundary: string): Permission[] {
  return [
    {
      actions: ['iam:*RolePolicy', 'iam:CreateRole'],
      resources: [roles],
      conditions: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      because: NAMES,
    },
    {
      actions: [
        'iam:*InstanceProfile', 'iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:DeleteRole', 'iam:Get*', 'iam:List*', 'iam:TagRole', 'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
      ],
      resources: [roles, policies, profiles],
      because: NAMES,
    },
    { actions: ['iam:PassRole'], resources: [roles], because: NAMES },
  ];
}

interface Scoped {
  readonly named: (service: string, type?: string, end?: string) => string;
  readonly prefix: string;
  readonly underscored: string;
}

interface NamedActions {
  readonly actions: readonly string[];
  readonly resources: (scope: Scoped) => string[];
}

const of = (service: string, ...actions: string[]) => actions.map(action => `${service}:${action}`);

const NAMED_ACTIONS: readonly NamedActions[] = [
  {
    actions: of('lambda', '*Alias', '*Permission', 'CreateFunction', 'DeleteFunction*', 'Get*', 'InvokeFunction', 'List*', 'PublishVersion', 'PutFunction*',
      'TagResource', 'UntagResource', 'UpdateFunction*'),
    resources: ({ named }) => [named('lambda', 'function:')],
  },
  {
    actions: of('dynamodb', 'CreateTable', 'DeleteTable', 'Describe*', 'ListTagsOfResource', 'TagResource', 'UntagResource', 'UpdateContinuousBackups',
      'UpdateContributorInsights', 'UpdateTable', 'UpdateTimeToLive'),
    resources: ({ named }) => [named('dynamodb', 'table/')],
  },
  {
    actions: of('s3', '*EncryptionConfiguration', '*LifecycleConfiguration', 'CreateBucket', 'DeleteBucket*', 'GetBucket*', 'ListBucket', 'PutBucket*'),
    resources: ({ prefix }) => [s3Arn(`${prefix}*`)],
  },
  {
    actions: of('firehose', 'CreateDeliveryStream', 'DeleteDeliveryStream', 'DescribeDeliveryStream', 'ListTagsForDeliveryStream',
      'StartDeliveryStreamEncryption', 'StopDeliveryStreamEncryption', 'TagDeliveryStream', 'UntagDeliveryStream', 'UpdateDestination'),
    resources: ({ named }) => [named('firehose', 'deliverystream/')],
  },
  {
    actions: of('kinesis', 'AddTagsToStream', 'CreateStream', 'DeleteStream', 'Describe*', 'List*', 'RemoveTagsFromStream', 'StartStreamEncryption',
      'UpdateShardCount', 'UpdateStreamMode'),
    resources: ({ named }) => [named('kinesis', 'stream/')],
  },
  {
    actions: of('iot', 'CreatePolicy*', 'CreateTopicRule', 'DeletePolicy*', 'DeleteTopicRule', 'GetPolicy*', 'GetTopicRule', 'List*', 'ReplaceTopicRule',
      'TagResource', 'UntagResource'),
    resources: ({ named, underscored }) => [arn('iot', `rule/${underscored}*`), named('iot', 'policy/')],
  },
  {
    actions: of('sqs', 'CreateQueue', 'DeleteQueue', 'GetQueue*', 'ListQueueTags', 'SetQueueAttributes', 'TagQueue', 'UntagQueue'),
    resources: ({ named }) => [named('sqs')],
  },
  {
    actions: of('sns', 'CreateTopic', 'DeleteTopic', 'Get*', 'List*', 'Set*', 'Subscribe', 'TagResource', 'Unsubscribe', 'UntagResource'),
    resources: ({ named }) => [named('sns')],
  },
  {
    actions: of('events', 'DeleteRule', 'DescribeRule', 'List*', 'PutRule', 'PutTargets', 'RemoveTargets', 'TagResource', 'UntagResource'),
    resources: ({ named }) => [named('events', 'rule/')],
  },
  {
    actions: of('states', '*StateMachine', 'TagResource', 'UntagResource'),
    resources: ({ named }) => [named('states', 'stateMachine:')],
  },
  {
    actions: of('cloudwatch', 'DeleteAlarms', 'DescribeAlarms', 'ListTagsForResource', 'PutMetricAlarm', 'TagResource', 'UntagResource'),
    resources: ({ named }) => [named('cloudwatch', 'alarm:')],
  },
  {
    actions: of('logs', 'CreateLog*', 'DeleteLog*', 'DeleteRetentionPolicy', 'ListTagsForResource', 'PutRetentionPolicy', 'TagResource', 'UntagResource'),
    resources: ({ named }) => [named('logs', 'log-group:'), named('logs', 'log-group:/aws/*/')],
  },
];

const TAGGED_ACTIONS = {
  create: of('cognito-identity', 'CreateIdentityPool', 'TagResource')
    .concat(of('cognito-idp', 'CreateUserPool', 'TagResource'), of('kms', 'CreateKey', 'TagResource'), of('apigateway', 'POST', 'PUT')),
  change: of('cognito-identity', 'DeleteIdentityPool', 'DescribeIdentityPool', 'GetIdentityPoolRoles', 'SetIdentityPoolRoles', 'UntagResource',
    'UpdateIdentityPool')
    .concat(
      of('cognito-idp', 'AddCustomAttributes', 'CreateGroup', 'CreateUserPool*', 'DeleteGroup', 'DeleteUserPool*', 'DescribeUserPool*', 'GetGroup',
        'GetUserPoolMfaConfig', 'ListTagsForResource', 'SetUserPoolMfaConfig', 'UntagResource', 'UpdateGroup', 'UpdateUserPool*'),
      of('kms', 'DescribeKey', 'DisableKey', 'EnableKeyRotation', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags', 'PutKeyPolicy',
        'ScheduleKeyDeletion', 'UntagResource', 'UpdateKeyDescription'),
      of('apigateway', 'DELETE', 'GET', 'PATCH', 'POST', 'PUT'),
      of('lambda', 'ListTags', 'UntagResource'),
    ),
};

const LOOKUPS = ['cognito-identity:ListIdentityPools', 'iot:DescribeEndpoint', 'lambda:GetEventSourceMapping', 'lambda:ListEventSourceMappings',
  'logs:DescribeLogGroups'];

const prefixKeys = (prefix: string, object: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [prefix + key, value]));
