import { changePartsOfApis, createApis } from './apis';
import { expandLanguageExtensions } from './grants';
import { arn, iamArn, Permission, s3Arn } from './permissions';
import { actionsOf, CHANGING, CREATING, MODULE_WITHOUT_RESOURCE, NAMED_SERVICES, NamedService, NO_NARROWER, WITHOUT_RESOURCE } from './resource-actions';

/** The resources that a deployment role may create, change and delete. Strings have the syntax of `Fn::Sub`. */
export interface DeploymentScope {
  /** Prefix of their names, such as `${Solution}-${Module}-`. */
  readonly prefix: string;
  /** The same for resources whose names have no hyphens. */
  readonly underscored: string;
  /** Tags of resources that AWS names by itself. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of the permissions boundary that every created role must have. */
  readonly boundary: string;
}

const NAMES = 'the names of what a stack creates end with parts that only CloudFormation knows; they begin with the name of their owner';
const MAPPINGS = 'event source mappings have no names; the function that they belong to limits them';
const TAGS = 'AWS chooses these ids; creating and changing them is limited to resources with the tags of their owner';

/** What CloudFormation needs to create, change and delete the resources that modules are made of. */
export function deploymentPermissions({ prefix, underscored, tags, boundary }: DeploymentScope): Permission[] {
  const named = (service: string, type = '') => arn(service, `${type}${prefix}*`);
  const resources: Readonly<Record<NamedService, string[]>> = {
    lambda: [named('lambda', 'function:')],
    dynamodb: [named('dynamodb', 'table/')],
    s3: [s3Arn(`${prefix}*`)],
    firehose: [named('firehose', 'deliverystream/')],
    kinesis: [named('kinesis', 'stream/')],
    iot: [arn('iot', `rule/${underscored}*`), named('iot', 'policy/')],
    sqs: [named('sqs')],
    sns: [named('sns')],
    events: [named('events', 'rule/')],
    states: [named('states', 'stateMachine:')],
    cloudwatch: [named('cloudwatch', 'alarm:')],
    pipes: [named('pipes', 'pipe/')],
    scheduler: [arn('scheduler', `schedule/*/${prefix}*`), named('scheduler', 'schedule-group/')],
    secretsmanager: [named('secretsmanager', 'secret:')],
    logs: [named('logs', 'log-group:'), named('logs', 'log-group:/aws/*/')],
  };
  return [
    // One statement, as there is little room: an action reaches resources of its own service only.
    { actions: NAMED_SERVICES.flatMap(actionsOf), resources: NAMED_SERVICES.flatMap(service => resources[service]), because: NAMES },
    ...rolePermissions(iamArn(`role/${prefix}*`), iamArn(`policy/${prefix}*`), iamArn(`instance-profile/${prefix}*`), boundary),
    {
      actions: ['lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:FunctionArn': named('lambda', 'function:') } },
      because: MAPPINGS,
    },
    expandLanguageExtensions,
    { actions: CREATING, resources: ['*'], conditions: { StringEquals: prefixKeys('aws:RequestTag/', tags) }, because: TAGS },
    { actions: CHANGING, resources: ['*'], conditions: { StringEquals: prefixKeys('aws:ResourceTag/', tags) }, because: TAGS },
    createApis(tags),
    changePartsOfApis(tags),
    { actions: [...WITHOUT_RESOURCE, ...MODULE_WITHOUT_RESOURCE], resources: ['*'], because: NO_NARROWER },
  ];
}

const prefixKeys = (prefix: string, object: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [prefix + key, value]));

/** Roles are created only with the boundary, which replaces any other and cannot be replaced or removed, and only the module's own roles are passed. */
function rolePermissions(roles: string, policies: string, profiles: string, boundary: string): Permission[] {
  return [
    {
      actions: ['iam:*RolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      resources: [roles],
      conditions: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      because: NAMES,
    },
    {
      actions: [
        'iam:*InstanceProfile', 'iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:DeleteRole', 'iam:Get*', 'iam:List*', 'iam:TagRole', 'iam:UntagRole',
        'iam:UpdateRole*',
      ],
      resources: [roles, policies, profiles],
      because: NAMES,
    },
    { actions: ['iam:PassRole'], resources: [roles], because: NAMES },
  ];
}
