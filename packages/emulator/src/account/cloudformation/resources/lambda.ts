import { strToU8, zipSync } from 'fflate';
import { isObject, same, type Json, type JsonObject } from '../json';
import { numberOf } from './camel-case';
import { generatedName, randomMixed } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';

/** Inline code becomes one file, `index`, with the extension of the runtime's language. */
function codeOfFunction({ Code, Runtime }: JsonObject): object {
  if (!isObject(Code) || typeof Code.ZipFile !== 'string') return isObject(Code) ? Code : {};
  const file = String(Runtime ?? '').startsWith('python') ? 'index.py' : 'index.js';
  return { ZipFile: zipSync({ [file]: [strToU8(Code.ZipFile), { mtime: new Date(1980, 0, 1) }] }) };
}

const environmentOf = (value: Json | undefined) => {
  const variables = isObject(value) && isObject(value.Variables) ? value.Variables : {};
  return { Variables: Object.fromEntries(Object.entries(variables).map(([key, item]) => [key, String(item)])) };
};

const configurationOf = (properties: JsonObject) => ({
  Runtime: properties.Runtime,
  Role: properties.Role,
  Handler: properties.Handler,
  Description: properties.Description,
  Timeout: numberOf(properties.Timeout),
  MemorySize: numberOf(properties.MemorySize),
  Environment: environmentOf(properties.Environment),
  Layers: properties.Layers,
  LoggingConfig: properties.LoggingConfig,
});

const attributesOf = ({ account }: ResourceRequest, name: string) => ({ Arn: account.arn('lambda', `function:${name}`) });
const tagMap = (tags: ResourceRequest['tags']) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export const lambdaFunction: Provider = {
  async create(request) {
    const { account, properties, tags, type } = request;
    const name = typeof properties.FunctionName === 'string' ? properties.FunctionName : generatedName(type, request.stackName, request.logicalId);
    try {
      await account.call('lambda', 'CreateFunction', {
        FunctionName: name, ...configurationOf(properties), Code: codeOfFunction(properties), Tags: tagMap(tags),
      });
    } catch (error) {
      throw codeOf(error) === 'ResourceConflictException' ? alreadyExists(type, name) : error;
    }
    return { physicalId: name, attributes: attributesOf(request, name) };
  },
  async update(request: UpdateRequest) {
    const { account, properties, previous, physicalId: FunctionName } = request;
    if (!same(properties.Code, previous.Code)) await account.call('lambda', 'UpdateFunctionCode', { FunctionName, ...codeOfFunction(properties) });
    if (!same(configurationOf(properties), configurationOf(previous))) {
      await account.call('lambda', 'UpdateFunctionConfiguration', { FunctionName, ...configurationOf(properties) });
    }
    await retag(request);
    return { physicalId: FunctionName, attributes: attributesOf(request, FunctionName) };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(['ResourceNotFoundException'], account.call('lambda', 'DeleteFunction', { FunctionName: physicalId }));
  },
};

async function retag({ account, physicalId, tags, previousTags }: UpdateRequest): Promise<void> {
  const Resource = account.arn('lambda', `function:${physicalId}`);
  const gone = previousTags.filter(tag => !tags.some(other => other.Key === tag.Key)).map(tag => tag.Key);
  if (gone.length) await account.call('lambda', 'UntagResource', { Resource, TagKeys: gone });
  if (tags.length && !same(tags, previousTags)) await account.call('lambda', 'TagResource', { Resource, Tags: tagMap(tags) });
}

export const permission: Provider = {
  async create({ account, properties, stackName, logicalId }) {
    const id = `${stackName}-${logicalId}-${randomMixed()}`;
    const { FunctionName, Action, Principal, SourceArn, SourceAccount } = properties;
    await account.call('lambda', 'AddPermission', { FunctionName, StatementId: id, Action, Principal, SourceArn, SourceAccount });
    return { physicalId: id, attributes: { Id: id } };
  },
  update: async ({ physicalId }) => ({ physicalId }),
  async delete({ account, properties, physicalId }: ExistingResource) {
    await ignoring(['ResourceNotFoundException'], account.call('lambda', 'RemovePermission', { FunctionName: properties.FunctionName, StatementId: physicalId }));
  },
};
