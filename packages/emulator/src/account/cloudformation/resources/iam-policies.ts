import { createHash } from 'crypto';
import { ResourceFailure } from '../errors';
import { same, type JsonObject } from '../json';
import { documentOf } from './camel-case';
import { EXISTS, GONE, texts } from './iam';
import { generatedName, randomUpper } from './names';
import { alreadyExists, codeOf, ignoring, type Provider, type ResourceRequest } from './provider';

const HOLDERS = ['Roles', 'Groups', 'Users'];
/** Groups and users are stored only; roles get the policies. */
const rolesOf = (properties: JsonObject | undefined) => texts(properties?.Roles);
const hasHolder = (properties: JsonObject) => HOLDERS.some(holders => texts(properties[holders]).length);
const NO_HOLDER = 'At least one of [Groups,Roles,Users] must be non-empty.';

/** Sets an inline policy. Without a role, group or user it can be neither created nor deleted. */
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

/** A policy has at most five versions: deletes the oldest. */
async function makeRoom({ account }: ResourceRequest, PolicyArn: string): Promise<void> {
  const { Versions } = await account.call('iam', 'ListPolicyVersions', { PolicyArn });
  if (Versions.length < 5) return;
  const oldest = [...Versions].reverse().find(({ IsDefaultVersion }) => !IsDefaultVersion);
  await account.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
}
