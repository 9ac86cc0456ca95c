/**
 * What CloudFormation calls to create, read, change and delete the resources that modules and core modules are made of, for the roles that
 * deploy them. The source is the handlers' permissions in CloudFormation's registry schemas, also those for properties that templates do not
 * use yet. Patterns keep the policies within the 10,240 characters that a role's inline policies may have.
 */

/** Services whose resources have names, with the actions on them. */
const NAMED_ACTIONS = {
  cloudwatch: ['*Alarm*', '*Resource'],
  dynamodb: ['*Resource*', '*Table', 'Describe*', 'UpdateCont*', 'UpdateTimeToLive'],
  events: ['*Resource', '*Rule', '*Targets'],
  firehose: ['*DeliveryStream*', 'UpdateDestination'],
  iot: ['*Policy*', '*Resource', '*TopicRule'],
  kinesis: ['*Resource', '*Stream*', 'UpdateMaxRecordSize'],
  lambda: [
    '*Alias', '*Concurrency*', '*Permission', '*Resource', 'CreateFunction', 'DeleteFunction*', 'Get*', 'InvokeFunction', 'List*', 'PublishVersion',
    'PutFunction*', 'PutRuntime*', 'UpdateFunction*',
  ],
  logs: ['*Resource', '*RetentionPolicy', 'CreateLog*', 'DeleteLog*', 'GetData*'],
  pipes: ['*Pipe', '*Resource'],
  s3: ['*Bucket*', '*Configuration', '*Resource'],
  scheduler: ['*Resource', '*Schedule*'],
  secretsmanager: ['*Resource', '*Secret*'],
  sns: ['*Resource', '*Topic*', 'Get*', 'SetSubscriptionAttributes', 'Subscribe', 'Unsubscribe'],
  sqs: ['*Queue*'],
  states: ['*Resource', '*StateMachine'],
} as const satisfies Record<string, readonly string[]>;

export type NamedService = keyof typeof NAMED_ACTIONS;
export const NAMED_SERVICES = Object.keys(NAMED_ACTIONS) as NamedService[];
/** The services of core modules: the core's template has to stay small enough for one request, so these are fewer. */
export const CORE_SERVICES = NAMED_SERVICES.filter(service => !['pipes', 'scheduler', 'secretsmanager'].includes(service));

export const actionsOf = (service: NamedService): string[] => NAMED_ACTIONS[service].map(action => `${service}:${action}`);

/** What creates resources whose ids AWS chooses. */
export const CREATING = ['cognito-identity:CreateIdentityPool', 'cognito-idp:CreateUserPool', 'kms:CreateKey'];

/**
 * What is done with such resources afterwards. Changes of tags are among it: `aws:ResourceTag` is known also in the request that creates
 * a resource with tags, while `aws:RequestTag` alone would let a role take any resource of the account by tagging it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
export const CHANGING = [
  'apigateway:DELETE', 'apigateway:GET', 'apigateway:P*', 'cognito-identity:*IdentityPool*', 'cognito-identity:*Resource', 'cognito-idp:*Group',
  'cognito-idp:*Resource', 'cognito-idp:*UserPool*', 'cognito-idp:AddCustomAttributes', 'kms:*KeyRotation*', 'kms:*Resource', 'kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey',
  'kms:GetKeyPolicy', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:UpdateKeyDescription',
  'lambda:*Resource', 'lambda:ListTags',
];

/** What AWS knows no narrower resource for: listing, looking up, and the roles of an identity pool, of which `iam:PassRole` leaves only a module's own. */
export const WITHOUT_RESOURCE = [
  'cognito-identity:SetIdentityPoolRoles', 'cognito-idp:DescribeUserPoolDomain', 'lambda:GetEventSourceMapping', 'logs:Describe*',
];

/**
 * The same for what only modules have. Access logs of HTTP and WebSocket APIs are log deliveries, for which the caller adds a resource policy
 * of CloudWatch Logs unless there is one. `logs:PutResourcePolicy` cannot be narrowed: it has neither resource types nor condition keys, AWS asks for
 * a wildcard, and API Gateway is none of the services that `aws:CalledVia` names.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
export const MODULE_WITHOUT_RESOURCE = ['logs:*LogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'secretsmanager:GetRandomPassword'];

export const NO_NARROWER = 'AWS knows no narrower resource for these actions';
