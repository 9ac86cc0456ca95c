import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';
import { identify } from './stored';

import { active, gone } from '../../dynamodb/tables';
import { same, type Json, type JsonObject } from '../json';

/** The properties that a table's data depends on. Others, such as backups and streams, are recorded with the stack. */
const SERVED = ['AttributeDefinitions', 'BillingMode', 'GlobalSecondaryIndexes', 'KeySchema', 'LocalSecondaryIndexes', 'ProvisionedThroughput'];
const OF_INDEX = ['IndexName', 'KeySchema', 'Projection', 'ProvisionedThroughput'];

const list = (value: Json | undefined) => (value ?? []) as JsonObject[];

/** Tables, with their items. */
export const table: Provider = {
  async create(request) {
    const made = identify(request);
    const exists = await request.account.call('dynamodb', 'DescribeTable', { TableName: made.physicalId }).catch(error => {
      if (codeOf(error) !== 'ResourceNotFoundException') throw error;
    });
    if (exists) throw alreadyExists(request.type, made.physicalId);
    await request.account.call('dynamodb', 'CreateTable', { TableName: made.physicalId, ...inputOf(request.properties) });
    await active(runIn(request), made.physicalId);
    await tag(request, made.physicalId, []);
    return made;
  },
  async update(request: UpdateRequest) {
    const { physicalId, previous, properties, previousTags } = request;
    for (const change of changesOf(previous, properties)) {
      await request.account.call('dynamodb', 'UpdateTable', { TableName: physicalId, ...change });
      await active(runIn(request), physicalId);
    }
    await tag(request, physicalId, previousTags);
    return { physicalId, attributes: request.attributes };
  },
  async delete(request: ExistingResource) {
    await ignoring(['ResourceNotFoundException'], gone(runIn(request), request.physicalId));
  },
};

function inputOf(properties: JsonObject): JsonObject {
  const served: JsonObject = Object.fromEntries(SERVED.flatMap(key => properties[key] === undefined ? [] : [[key, properties[key]]]));
  const indexes = (['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const).filter(key => properties[key] !== undefined);
  return { ...served, ...throughputOf(properties), ...Object.fromEntries(indexes.map(key => [key, list(properties[key]).map(indexOf)])) };
}

function throughputOf({ ProvisionedThroughput }: JsonObject): JsonObject {
  const { ReadCapacityUnits, WriteCapacityUnits } = (ProvisionedThroughput ?? {}) as JsonObject;
  if (ReadCapacityUnits === undefined) return {};
  return { ProvisionedThroughput: { ReadCapacityUnits: Number(ReadCapacityUnits), WriteCapacityUnits: Number(WriteCapacityUnits) } };
}

const indexOf = (index: JsonObject): JsonObject =>
  ({ ...Object.fromEntries(Object.entries(index).filter(([key]) => OF_INDEX.includes(key))), ...throughputOf(index) });

/** DynamoDB adds or removes one index at a time. */
function changesOf(previous: JsonObject, next: JsonObject): JsonObject[] {
  const before = list(previous.GlobalSecondaryIndexes);
  const after = list(next.GlobalSecondaryIndexes);
  const nameOf = ({ IndexName }: JsonObject) => String(IndexName);
  const without = (indexes: JsonObject[], others: JsonObject[]) => indexes.filter(index => !others.some(other => nameOf(other) === nameOf(index)));
  const billed = ({ BillingMode = 'PROVISIONED', ...more }: JsonObject) => ({ BillingMode, ...throughputOf(more) });
  return [
    ...same(billed(previous), billed(next)) ? [] : [billed(next)],
    ...without(before, after).map(index => ({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: nameOf(index) } }] })),
    ...without(after, before).map(index => ({
      AttributeDefinitions: next.AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: indexOf(index) }],
    })),
  ];
}

const runIn = ({ account }: ResourceRequest) => (operation: string, input: object) => account.call('dynamodb', operation, input);

async function tag({ account, tags }: ResourceRequest, name: string, before: ResourceRequest['tags']): Promise<void> {
  const ResourceArn = account.arn('dynamodb', `table/${name}`);
  const TagKeys = before.map(({ Key }) => Key).filter(key => !tags.some(({ Key }) => Key === key));
  if (TagKeys.length) await account.call('dynamodb', 'UntagResource', { ResourceArn, TagKeys });
  if (tags.length) await account.call('dynamodb', 'TagResource', { ResourceArn, Tags: tags });
}
