import { createHash } from 'crypto';
import { ResourceFailure } from '../errors';
import { isObject, same, type Json, type JsonObject } from '../json';
import { documentOf, numberOf } from './camel-case';
import { generatedName, randomUpper } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';

const GONE = ['NoSuchEntity', 'NoSuchEntityException'];
const EXISTS = ['EntityAlreadyExists', 'EntityAlreadyExistsException'];
const texts = (value: Json | undefined) => Array.isArray(value) ? value.map(String) : [];
const inline = (value: Json | undefined) => Array.isArray(value) ? value.filter(isObject) : [];

const roleAttributes = ({ Role }: { Role: { Arn: string; RoleId: string } }) => ({ Arn: Role.Arn, RoleId: Role.RoleId });

/** Brings a role's policies from what they were to what they are to be. */
async function setPolicies({ account, properties }: ResourceRequest, RoleName: string, previous: JsonObject): Promise<void> {
  const { ManagedPolicyArns, Policies } = properties;
  const call = (operation: string, input: object) => account.call('iam', operation, { RoleName, ...input });
  for (const PolicyArn of texts(previous.ManagedPolicyArns)) {
    if (!texts(ManagedPolicyArns).includes(PolicyArn)) await ignoring(GONE, call('DetachRolePolicy', { PolicyArn }));
  }
  for (const PolicyArn of texts(ManagedPolicyArns)) await call('AttachRolePolicy', { PolicyArn });
  for (const { PolicyName } of inline(previous.Policies)) {
    if (!inline(Policies).some(policy => policy.PolicyName === PolicyName)) await ignoring(GONE, call('DeleteRolePolicy', { PolicyName }));
  }
  for (const { PolicyName, PolicyDocument } of inline(Policies)) await call('PutRolePolicy', { PolicyName, PolicyDocument: documentOf(PolicyDocument) });
}

export const role: Provider = {
  async create(request) {
    const { account, properties, tags } = request;
    const RoleName = typeof properties.RoleName === 'string' ? properties.RoleName : generatedName(request.type, request.stackName, request.logicalId);
    try {
      const created = await account.call('iam', 'CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: documentOf(properties.AssumeRolePolicyDocument),
        Path: properties.Path,
        Description: properties.Description,
        MaxSessionDuration: numberOf(properties.MaxSessionDuration),
        PermissionsBoundary: properties.PermissionsBoundary,
        Tags: tags,
      });
      await setPolicies(request, RoleName, {});
      return { physicalId: RoleName, attributes: roleAttributes(created) };
    } catch (error) {
      throw EXISTS.includes(codeOf(error)) ? alreadyExists(request.type, RoleName) : error;
    }
  },
  async update(request: UpdateRequest) {
    const { account, properties, previous, physicalId: RoleName } = request;
    const call = (operation: string, input: object) => account.call('iam', operation, { RoleName, ...input });
    if (!same(properties.AssumeRolePolicyDocument, previous.AssumeRolePolicyDocument)) {
      await call('UpdateAssumeRolePolicy', { PolicyDocument: documentOf(properties.AssumeRolePolicyDocument) });
    }
    if (!same([properties.Description ?? '', properties.MaxSessionDuration ?? 3600], [previous.Description ?? '', previous.MaxSessionDuration ?? 3600])) {
      await call('UpdateRole', { Description: properties.Description ?? '', MaxSessionDuration: numberOf(properties.MaxSessionDuration) ?? 3600 });
    }
    if (properties.PermissionsBoundary !== previous.PermissionsBoundary) {
      if (properties.PermissionsBoundary) await call('PutRolePermissionsBoundary', { PermissionsBoundary: properties.PermissionsBoundary });
      else await call('DeleteRolePermissionsBoundary', {});
    }
    await setPolicies(request, RoleName, previous);
    await retag(request, 'Role', { RoleName });
    return { physicalId: RoleName, attributes: roleAttributes(await call('GetRole', {})) };
  },
  async delete(request: ExistingResource) {
    const { account, physicalId: RoleName } = request;
    await ignoring(GONE, (async () => {
      await setPolicies({ ...request, properties: {} }, RoleName, request.properties);
      await account.call('iam', 'DeleteRole', { RoleName });
    })());
  },
};

async function retag({ account, tags, previousTags }: UpdateRequest, kind: 'Role' | 'Policy', target: object): Promise<void> {
  const gone = previousTags.filter(tag => !tags.some(other => other.Key === tag.Key)).map(tag => tag.Key);
  if (gone.length) await account.call('iam', `Untag${kind}`, { ...target, TagKeys: gone });
  if (tags.length && !same(tags, previousTags)) await account.call('iam', `Tag${kind}`, { ...target, Tags: tags });
}

const HOLDERS = ['Roles', 'Groups', 'Users'];
/** Groups and users are stored, not acted on: only roles really get policies. */
const rolesOf = (properties: JsonObject | undefined) => texts(properties?.Roles);
const hasHolder = (properties: JsonObject) => HOLDERS.some(holders => texts(properties[holders]).length);
const NO_HOLDER = 'At least one of [Groups,Roles,Users] must be non-empty.';

/** An inline policy of roles (or groups, or users); without any it can neither be made nor deleted. */
async function setInline(request: ResourceRequest, physicalId: string, previous: JsonObject | undefined): Promise<void> {
  const { account, properties } = request;
  if (!hasHolder(properties)) throw new ResourceFailure(NO_HOLDER, physicalId);
  const PolicyName = properties.PolicyName;
  const keeps = rolesOf(properties);
  for (const RoleName of rolesOf(previous)) {
    if (keeps.includes(RoleName) && previous?.PolicyName === PolicyName) continue;
    await ignoring(GONE, account.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: previous?.PolicyName }));
  }
  for (const RoleName of keeps) {
    await account.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: documentOf(properties.PolicyDocument) });
  }
}

export const policy: Provider = {
  async create(request) {
    const physicalId = `${request.stackName.slice(0, 5)}-${request.logicalId.slice(0, 4)}-${randomUpper(13)}`;
    await setInline(request, physicalId, undefined);
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(request) {
    await setInline(request, request.physicalId, request.previous);
    return { physicalId: request.physicalId, attributes: { Id: request.physicalId } };
  },
  async delete({ account, properties, physicalId }) {
    if (!hasHolder(properties)) throw new ResourceFailure(NO_HOLDER, physicalId);
    for (const RoleName of rolesOf(properties)) {
      await ignoring(GONE, account.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: properties.PolicyName }));
    }
  },
};

async function setAttachments({ account, properties }: ResourceRequest, PolicyArn: string, previous: JsonObject): Promise<void> {
  const before = rolesOf(previous);
  const after = rolesOf(properties);
  for (const RoleName of before.filter(other => !after.includes(other))) await ignoring(GONE, account.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
  for (const RoleName of after.filter(other => !before.includes(other))) await account.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
}

const policyAttributes = (arn: string) => ({
  PolicyArn: arn, PolicyId: `ANPA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`, DefaultVersionId: 'v1', IsAttachable: true,
});

export const managedPolicy: Provider = {
  async create(request) {
    const { account, properties, type } = request;
    const PolicyName = typeof properties.ManagedPolicyName === 'string'
      ? properties.ManagedPolicyName : generatedName(type, request.stackName, request.logicalId);
    try {
      const { Policy } = await account.call('iam', 'CreatePolicy', {
        PolicyName, PolicyDocument: documentOf(properties.PolicyDocument), Path: properties.Path, Description: properties.Description,
      });
      await setAttachments(request, Policy.Arn, {});
      return { physicalId: Policy.Arn, attributes: policyAttributes(Policy.Arn) };
    } catch (error) {
      throw EXISTS.includes(codeOf(error)) ? alreadyExists(type, PolicyName) : error;
    }
  },
  async update(request) {
    const { account, properties, previous, physicalId: PolicyArn } = request;
    if (!same(properties.PolicyDocument, previous.PolicyDocument)) {
      await makeRoom(request, PolicyArn);
      await account.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: documentOf(properties.PolicyDocument), SetAsDefault: true });
    }
    await setAttachments(request, PolicyArn, previous);
    return { physicalId: PolicyArn, attributes: policyAttributes(PolicyArn) };
  },
  async delete(request) {
    const { account, physicalId: PolicyArn } = request;
    await ignoring(GONE, (async () => {
      await setAttachments({ ...request, properties: {} }, PolicyArn, request.properties);
      for (const { VersionId, IsDefaultVersion } of (await account.call('iam', 'ListPolicyVersions', { PolicyArn })).Versions) {
        if (!IsDefaultVersion) await account.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
      }
      await account.call('iam', 'DeletePolicy', { PolicyArn });
    })());
  },
};

/** A policy has five versions at most: the oldest goes. */
async function makeRoom({ account }: ResourceRequest, PolicyArn: string): Promise<void> {
  const { Versions } = await account.call('iam', 'ListPolicyVersions', { PolicyArn });
  if (Versions.length < 5) return;
  const oldest = [...Versions].reverse().find(({ IsDefaultVersion }) => !IsDefaultVersion);
  await account.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
}
