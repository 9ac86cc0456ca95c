import { ACCOUNT, deployPolicies, type Granted, REGION } from './role-policy';
import { moduleStackName, outputPath, TAGS } from '../../model/names';
import { namePrefix } from '../../model/resource-names';
import { type HandledResource, handlerNeeds } from '@cv-insync/emulator/facts';
import { type Context, evaluate, type PolicyDocument } from '@cv-insync/emulator/iam';

/** A module whose resources its deploy role creates. */
export interface DeployedModule {
  readonly solution: string;
  readonly module: string;
  readonly policies: readonly PolicyDocument[];
}

/** A right that the deploy role lacks. */
export interface MissingRight {
  readonly action: string;
  readonly resource: string;
}

export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
export const PLACE = { partition: 'aws', region: REGION, account: ACCOUNT };
const OPERATIONS = ['create', 'update', 'delete'] as const;

/** @param template the template of the module's delivery */
export function deployedModule(template: unknown, solution: string, module: string, granted: readonly Granted[] = []): DeployedModule {
  const UnderscoredName = moduleStackName(solution, module).replace(/-/g, '_');
  const parameters = { Solution: solution, Module: module, UnderscoredName, Boundary: BOUNDARY };
  return { solution, module, policies: deployPolicies(template, parameters, granted) };
}

/** What CloudFormation asks of IAM for a resource and the deploy role does not allow; undefined for a type that is unknown. */
export function missingRights(resource: HandledResource, deployed: DeployedModule): MissingRight[] | undefined {
  const needs = OPERATIONS.map(operation => handlerNeeds(resource, operation, PLACE));
  if (needs.some(list => list === undefined)) return undefined;
  const tags = tagsOf(deployed);
  const missing = needs.flatMap(list => list!).filter(({ action, resource: on, context, taggable }) => {
    const boundary: Context = action.startsWith('iam:') ? { 'iam:PermissionsBoundary': BOUNDARY } : {};
    return !allows(deployed, action, on, { ...taggable ? tags : {}, ...boundary, ...context });
  });
  return [...new Map(missing.map(({ action, resource: on }) => [action, { action, resource: on }])).values()];
}

export const allows = ({ solution, module, policies }: DeployedModule, action: string, resource: string, context: Context): boolean => evaluate({
  principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${solution}-delivery-${module}-deploy/AWSCloudFormation`,
  action,
  resource,
  resourceAccount: ACCOUNT,
  context,
}, { identity: policies, ...action.startsWith('kms:') ? { resource: KEY_POLICY } : {} }).allowed;

/** Keys have the default policy, which leaves it to the account's policies: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const KEY_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};

/** The stack's tags are in the request, and on what it creates. */
function tagsOf({ solution, module }: DeployedModule): Record<string, string> {
  const tags = Object.entries({ [TAGS.solution]: solution, [TAGS.module]: module });
  return Object.fromEntries(['aws:RequestTag', 'aws:ResourceTag'].flatMap(key => tags.map(([name, value]) => [`${key}/${name}`, value])));
}

/** Ids of other forms than names with the module's prefix. */
const GENERATED_IDS: Readonly<Record<string, (solution: string, module: string) => string>> = {
  'AWS::CloudFormation::Stack': (solution, module) => `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${namePrefix(solution, module)}Name/1`,
  'AWS::IoT::TopicRule': (solution, module) => `${namePrefix(solution, module)}Name`.replace(/-/g, '_'),
  'AWS::SSM::Parameter': (solution, module) => outputPath(solution, module, 'Name'),
};

/** A resource of a type as a module has it, with everything it belongs to being the module's own. */
export function resourceOfType(type: string, { solution, module }: Pick<DeployedModule, 'solution' | 'module'>): HandledResource {
  const name = `${namePrefix(solution, module)}Name`;
  const owner = Object.fromEntries([
    'ApiId', 'Bucket', 'ClusterName', 'EventBusName', 'FunctionName', 'GroupName', 'IdentityPoolId', 'LogGroupName', 'PolicyName', 'QueueName', 'RestApiId',
    'StateMachineName', 'StreamName', 'TableName', 'UserPoolId',
  ].map(property => [property, name]));
  return {
    type,
    id: GENERATED_IDS[type]?.(solution, module) ?? name,
    properties: { ...owner, Queues: [name], Roles: [name], Topics: [`arn:aws:sns:${REGION}:${ACCOUNT}:${name}`], TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:${name}` },
  };
}
