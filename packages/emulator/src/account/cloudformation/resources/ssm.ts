import type { JsonObject } from '../json';
import { documentOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, codeOf, ignoring, notFound, type Provider, type ResourceRequest } from './provider';

const inputOf = (properties: JsonObject, Name: string) => ({
  Name,
  Type: properties.Type,
  Value: String(properties.Value),
  Description: properties.Description,
  AllowedPattern: properties.AllowedPattern,
  Tier: properties.Tier,
  DataType: properties.DataType,
  Policies: documentOf(properties.Policies),
});

async function put(request: ResourceRequest, name: string, Overwrite: boolean) {
  const Tags = Overwrite || !request.tags.length ? undefined : request.tags;
  await request.account.call('ssm', 'PutParameter', { ...inputOf(request.properties, name), Overwrite, Tags });
  return { physicalId: name, attributes: { Type: request.properties.Type, Value: String(request.properties.Value) } };
}

export const parameter: Provider = {
  async create(request) {
    const name = typeof request.properties.Name === 'string' ? request.properties.Name.trim() : generatedName(request.type, request.stackName, request.logicalId);
    try {
      return await put(request, name, false);
    } catch (error) {
      throw codeOf(error) === 'ParameterAlreadyExists' ? alreadyExists(request.type, name) : error;
    }
  },
  // A parameter deleted outside of the stack is not created again: AWS fails here, too.
  async update(request) {
    await request.account.call('ssm', 'GetParameter', { Name: request.physicalId }).catch(error => {
      throw codeOf(error) === 'ParameterNotFound' ? notFound(request.type, request.physicalId) : error;
    });
    const made = await put(request, request.physicalId, true);
    await retag(request.account, request.physicalId, request.previousTags, request.tags);
    return made;
  },
  async delete({ account, physicalId }) {
    await ignoring(['ParameterNotFound'], account.call('ssm', 'DeleteParameter', { Name: physicalId }));
  },
};

type TagList = readonly { readonly Key: string; readonly Value: string }[];

async function retag(account: ResourceRequest['account'], name: string, before: TagList, after: TagList): Promise<void> {
  const target = { ResourceType: 'Parameter', ResourceId: name };
  const gone = before.filter(tag => !after.some(other => other.Key === tag.Key)).map(tag => tag.Key);
  const changed = after.filter(tag => !before.some(other => other.Key === tag.Key && other.Value === tag.Value));
  if (gone.length) await account.call('ssm', 'RemoveTagsFromResource', { ...target, TagKeys: gone });
  if (changed.length) await account.call('ssm', 'AddTagsToResource', { ...target, Tags: changed });
}
