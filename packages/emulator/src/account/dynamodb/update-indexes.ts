import { AwsError } from '../aws-error';
import { type DynamoDbState, rowsBelow } from './state';
import { active, gone, type Run } from './tables';

interface Index { readonly IndexName: string; readonly ProvisionedThroughput?: object; readonly KeySchema: object; readonly Projection: object }
interface IndexUpdate { readonly Create?: Index; readonly Delete?: { readonly IndexName: string } }

/** Whether a request adds or removes an index, which the engine only does with a new table. */
export const changesIndexes = ({ GlobalSecondaryIndexUpdates: updates }: { GlobalSecondaryIndexUpdates?: readonly IndexUpdate[] }): boolean =>
  updates?.some(({ Create, Delete }) => Create || Delete) ?? false;

/** Adds and removes indexes: creates the table again, with its items and tags. */
export async function updateIndexes(run: Run, state: DynamoDbState, input: any): Promise<object> {
  const { TableName, GlobalSecondaryIndexUpdates: updates, AttributeDefinitions } = input;
  const { Table } = await run('DescribeTable', { TableName });
  if (updates.length > 1) {
    throw new AwsError('LimitExceededException', 'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table');
  }
  const [{ Create, Delete }] = updates as IndexUpdate[];
  const before: Index[] = Table.GlobalSecondaryIndexes ?? [];
  const existing = before.find(({ IndexName }) => IndexName === (Create ?? Delete)!.IndexName);
  if (Create && existing) throw new AwsError('ValidationException', 'Attempting to create an index which already exists');
  if (Delete && !existing) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');

  const indexes = [...before.filter(index => index !== existing || Create), ...Create ? [Create] : []];
  const attributes = merged(Table.AttributeDefinitions, AttributeDefinitions ?? []);
  const next = definitionOf({ ...Table, AttributeDefinitions: attributes, GlobalSecondaryIndexes: indexes });
  // A definition that is refused must leave the table as it is.
  const trial = `${TableName.slice(0, 240)}.indexes`;
  await run('CreateTable', { ...next, TableName: trial });
  await gone(run, trial);
  const items = rowsBelow(state, `item-${TableName}~`).map(([, Item]) => Item);
  const tags = rowsBelow(state, `tag-${TableName}~`).map(([Key, Value]) => ({ Key, Value }));
  await gone(run, TableName);
  await run('CreateTable', { ...next, TableName });
  await active(run, TableName);
  for (const Item of items) await run('PutItem', { TableName, Item });
  if (tags.length) await run('TagResource', { ResourceArn: Table.TableArn, Tags: tags });
  return { TableDescription: (await run('DescribeTable', { TableName })).Table };
}

function definitionOf(table: any): object {
  const billing = table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
  const throughput = (part: any) => billing ? {} : { ProvisionedThroughput: capacity(part.ProvisionedThroughput) };
  const indexOf = (index: Index) => ({ IndexName: index.IndexName, KeySchema: index.KeySchema, Projection: index.Projection });
  const { KeySchema, GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local } = table;
  const keys = [table, ...global ?? [], ...local ?? []].flatMap(each => each.KeySchema).map(({ AttributeName }) => AttributeName);
  return {
    KeySchema,
    AttributeDefinitions: table.AttributeDefinitions.filter(({ AttributeName }: { AttributeName: string }) => keys.includes(AttributeName)),
    ...billing ? { BillingMode: 'PAY_PER_REQUEST' } : throughput(table),
    ...global?.length && { GlobalSecondaryIndexes: global.map((index: Index) => ({ ...indexOf(index), ...throughput(index) })) },
    ...local?.length && { LocalSecondaryIndexes: local.map(indexOf) },
  };
}

const capacity = ({ ReadCapacityUnits, WriteCapacityUnits }: any = {}) =>
  ReadCapacityUnits === undefined ? undefined : { ReadCapacityUnits, WriteCapacityUnits };

const merged = (before: readonly { AttributeName: string }[], added: readonly { AttributeName: string }[]) =>
  [...before.filter(({ AttributeName }) => !added.some(other => other.AttributeName === AttributeName)), ...added];
