import { resourcePattern, type TemplateResources } from './template-pattern';
import { isObject } from '../../model/json';
import { managedPolicy } from '@cv-insync/emulator/facts';

/** A statement that lets the roles of a template do something. */
export interface Asked {
  /** Logical id of the resource that the statement is written in. */
  readonly id: string;
  /** Logical ids of the roles; none if they are defined elsewhere. */
  readonly roles: readonly string[];
  /** The policy of AWS that contains the statement. */
  readonly managed?: string;
  readonly actions: readonly string[];
  /** Patterns of ARNs. */
  readonly resources: readonly string[];
}

const POLICIES: Readonly<Record<string, string>> = {
  'AWS::IAM::ManagedPolicy': 'Roles', 'AWS::IAM::Policy': 'Roles', 'AWS::IAM::RolePolicy': 'RoleName',
};
const MANAGED_BY_AWS = /:iam::aws:policy\/(.+)$/;

/** What the policies of the roles in a template allow. Statements about everything but some actions are left out: their author names nothing. */
export const askedIn = (template: TemplateResources): Asked[] =>
  Object.entries(template.resources).flatMap(([id, { Type, Properties = {} }]) => {
    if (Type === 'AWS::IAM::Role') return ofRole(Properties, template).map(statement => ({ id, roles: [id], ...statement }));
    if (POLICIES[Type] === undefined) return [];
    const roles = referredIn(Properties[POLICIES[Type]], template);
    return statementsOf(Properties.PolicyDocument, template).map(statement => ({ id, roles, ...statement }));
  });

type Statement = Pick<Asked, 'actions' | 'resources' | 'managed'>;

const ofRole = ({ Policies = [], ManagedPolicyArns }: Readonly<Record<string, unknown>>, template: TemplateResources): Statement[] => [
  ...[Policies].flat().filter(isObject).flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument, template)),
  ...managedBy(ManagedPolicyArns, template),
];

function statementsOf(document: unknown, template: TemplateResources): Statement[] {
  const statements = isObject(document) ? [document.Statement].flat() : [];
  return statements.filter(isObject).filter(({ Effect, Action }) => Effect === 'Allow' && Action !== undefined).map(({ Action, Resource = '*' }) => ({
    actions: [Action].flat().filter((action): action is string => typeof action === 'string' && action.includes(':')),
    resources: [...new Set([Resource].flat().map(resource => resourcePattern(resource, template)))],
  }));
}

/** The policies of AWS among those of a role, as far as they are known. */
const managedBy = (arns: unknown, template: TemplateResources): Statement[] => [arns ?? []].flat().flatMap(arn => {
  const pattern = resourcePattern(arn, template);
  const [, managed] = MANAGED_BY_AWS.exec(pattern) ?? [];
  const document = managed === undefined ? undefined : managedPolicy(pattern);
  return document === undefined ? [] : statementsOf(JSON.parse(document), template).map(statement => ({ ...statement, managed }));
});

const referredIn = (values: unknown, { resources }: TemplateResources): string[] => [values ?? []].flat()
  .flatMap(value => isObject(value) && typeof value.Ref === 'string' && resources[value.Ref] ? value.Ref : []);
