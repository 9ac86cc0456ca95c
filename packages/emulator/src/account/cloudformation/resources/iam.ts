import { isObject, same, type Json, type JsonObject } from '../json';
import { documentOf, numberOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';

export const GONE = ['NoSuchEntity', 'NoSuchEntityException'];
export const EXISTS = ['EntityAlreadyExists', 'EntityAlreadyExistsException'];
export const texts = (value: Json | undefined) => Array.isArray(value) ? value.map(String) : [];
const inline = (value: Json | undefined) => Array.isArray(value) ? value.filter(isObject) : [];

const roleAttributes = ({ Role }: { Role: { Arn: string; RoleId: string } }) => ({ Arn: Role.Arn, RoleId: Role.RoleId });

/** Updates the managed and inline policies of a role. */
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
    await retag(request, RoleName);
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

async function retag({ account, tags, previousTags }: UpdateRequest, RoleName: string): Promise<void> {
  const gone = previousTags.filter(tag => !tags.some(other => other.Key === tag.Key)).map(tag => tag.Key);
  if (gone.length) await account.call('iam', 'UntagRole', { RoleName, TagKeys: gone });
  if (tags.length && !same(tags, previousTags)) await account.call('iam', 'TagRole', { RoleName, Tags: tags });
}
