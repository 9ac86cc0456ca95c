import { decoded, orAbsent, unless, type Reader } from './reader';
import type { ResourceState } from '../../state';
import { GONE, texts } from '../iam';

const attachedBy = (stack: readonly ResourceState[], type: string, roleName: string) =>
  stack.filter(other => other.type === type && texts(other.properties.Roles).includes(roleName));

/** Policies that other resources of the stack attach do not belong to the role. */
export const role: Reader = async ({ account, physicalId: RoleName }, stack) => {
  const call = (operation: string, input: object = {}) => account.call('iam', operation, { RoleName, ...input });
  const found = await unless(GONE, call('GetRole'));
  if (!found) return undefined;
  const { Path, Description, MaxSessionDuration, AssumeRolePolicyDocument, PermissionsBoundary, Tags = [] } = found.Role;
  const { AttachedPolicies } = await call('ListAttachedRolePolicies');
  const { PolicyNames } = await call('ListRolePolicies');
  const attached = attachedBy(stack, 'AWS::IAM::ManagedPolicy', RoleName).map(({ physicalId }) => physicalId);
  const inline = attachedBy(stack, 'AWS::IAM::Policy', RoleName).map(({ properties }) => properties.PolicyName);
  const Policies = [];
  for (const PolicyName of PolicyNames.filter((name: string) => !inline.includes(name))) {
    const { PolicyDocument } = await call('GetRolePolicy', { PolicyName });
    Policies.push({ PolicyName, PolicyDocument: decoded(PolicyDocument) });
  }
  return {
    RoleName,
    Path,
    Description: orAbsent(Description),
    MaxSessionDuration,
    AssumeRolePolicyDocument: decoded(AssumeRolePolicyDocument),
    PermissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
    ManagedPolicyArns: AttachedPolicies.map(({ PolicyArn }: { PolicyArn: string }) => PolicyArn).filter((arn: string) => !attached.includes(arn)),
    Policies,
    Tags,
  };
};

export const managedPolicy: Reader = async ({ account, physicalId: PolicyArn }) => {
  const found = await unless(GONE, account.call('iam', 'GetPolicy', { PolicyArn }));
  if (!found) return undefined;
  const { PolicyName, Path, Description, DefaultVersionId: VersionId } = found.Policy;
  const { PolicyVersion } = await account.call('iam', 'GetPolicyVersion', { PolicyArn, VersionId });
  const { PolicyRoles } = await account.call('iam', 'ListEntitiesForPolicy', { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' });
  return {
    ManagedPolicyName: PolicyName,
    Path,
    Description: orAbsent(Description),
    PolicyDocument: decoded(PolicyVersion.Document),
    Roles: PolicyRoles.map(({ RoleName }: { RoleName: string }) => RoleName),
  };
};

/** An inline policy exists in its roles. */
export const policy: Reader = async ({ account, properties }) => {
  const { PolicyName } = properties;
  const documents = new Map<string, string>();
  for (const RoleName of texts(properties.Roles)) {
    const found = await unless(GONE, account.call('iam', 'GetRolePolicy', { RoleName, PolicyName }));
    if (found) documents.set(RoleName, found.PolicyDocument);
  }
  if (!documents.size) return undefined;
  const changed = [...documents.values()].find(document => JSON.stringify(decoded(document)) !== JSON.stringify(properties.PolicyDocument));
  return { PolicyName, Roles: [...documents.keys()], PolicyDocument: decoded(changed ?? [...documents.values()][0]) };
};
