import { Fn, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** A statement of a role's policy. Strings may contain `${...}` as in `Fn::Sub`. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Why resources or actions are named by a pattern. Required if they are. */
  readonly because?: string;
}

export interface ServiceRoleProps {
  readonly name: string;
  /** The service that assumes the role, such as `codebuild.amazonaws.com`. */
  readonly service: string;
  /** ARN of its permissions boundary. */
  readonly boundary?: string;
  /** ARNs of roles that may assume it as well. */
  readonly trusted?: readonly string[];
  readonly permissions: readonly Permission[];
  /** Further statements, such as conditional ones. */
  readonly statements?: readonly unknown[];
}

/** Values that CloudFormation derives from the parameters of a static template. */
const COMPUTED: Readonly<Record<string, () => string>> = {
  UnderscoredSolution: () => Fn.join('_', Fn.split('-', Fn.ref('Solution'))),
  RepositoryOwner: () => Fn.select(0, Fn.split('/', Fn.ref('Repository'))),
};

/** A string of a template whose `${...}` CloudFormation replaces, some of them by the given values. */
export function sub(text: string, variables: Readonly<Record<string, string>> = {}): string {
  if (!text.includes('${')) return text;
  const computed = Object.entries(COMPUTED).filter(([name]) => text.includes(`\${${name}}`)).map(([name, value]) => [name, value()]);
  const all = { ...Object.fromEntries(computed), ...variables };
  return Fn.sub(text, Object.keys(all).length ? all : undefined);
}

/** An ARN in the stack's own account and region. */
export const arn = (service: string, resource: string) => `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;
export const iamArn = (resource: string) => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}`;
export const s3Arn = (resource: string) => `arn:\${AWS::Partition}:s3:::${resource}`;
export const stackArn = (name: string) => arn('cloudformation', `stack/${name}/*`);
export const parameterArn = (path: string) => arn('ssm', `parameter${path}`);

export const passRole = (roles: readonly string[], services: string | readonly string[], because?: string): Permission =>
  ({ actions: ['iam:PassRole'], resources: roles, conditions: { StringEquals: { 'iam:PassedToService': services } }, because });

/** Denies actions on stacks that a pattern of names would allow. */
export const protectStacks = (actions: readonly string[], names: readonly string[]) =>
  ({ Effect: 'Deny', Action: list(actions), Resource: list(names.map(stackArn)) });

/** A role with a fixed name, in which every pattern of resources has a reason. */
export function serviceRole(scope: Construct, id: string, props: ServiceRoleProps): CfnRole {
  const principal = { Service: props.service, ...props.trusted && { AWS: list(props.trusted) } };
  const role = new CfnRole(scope, id, {
    roleName: sub(props.name),
    assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] },
    permissionsBoundary: props.boundary && sub(props.boundary),
    policies: [{ policyName: 'permissions', policyDocument: document([...props.permissions.map(statement), ...props.statements ?? []]) }],
  });
  acceptPatterns(role, props.permissions);
  return role;
}

export const document = (statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

export function statement({ actions, resources, conditions }: Permission) {
  return {
    Effect: 'Allow',
    Action: actions.length === 1 ? actions[0] : [...actions].sort(),
    Resource: list(resources),
    ...conditions && { Condition: mapValues(conditions, operator => mapValues(operator, value => list(typeof value === 'string' ? [value] : value))) },
  };
}

/**
 * Acknowledges the patterns that have a reason for cdk-nag; a pattern without one remains a finding. Writes the metadata that
 * `Validations.acknowledge()` writes, because that refuses ids with more than one `::`, as in ARNs of buckets and roles.
 */
export function acceptPatterns(construct: Construct, permissions: readonly Permission[]) {
  const accepted = permissions.flatMap(({ actions, resources, because }) => because
    ? [...actions.map(action => `Action::${action}`), ...resources.map(resource => `Resource::${flat(resource)}`)].map(name => [`AwsSolutions-IAM5[${name}]`, because])
    : []).filter(([finding]) => finding.includes('*'));
  if (accepted.length) construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(accepted));
}

/** How cdk-nag renders a string of `Fn::Sub`. */
const flat = (text: string) => text.replace(/\${/g, '<').replace(/}/g, '>');

function list(texts: readonly string[]): string | string[] {
  return texts.length === 1 ? sub(texts[0]) : texts.map(text => sub(text));
}

function mapValues<T, U>(object: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

