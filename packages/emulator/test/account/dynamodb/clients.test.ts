import {
  BatchGetItemCommand, BatchWriteItemCommand, CreateTableCommand, DeleteItemCommand, DeleteTableCommand, DescribeTableCommand,
  DynamoDBClient, GetItemCommand, ListTablesCommand, ListTagsOfResourceCommand, PutItemCommand, QueryCommand, ScanCommand,
  TagResourceCommand, TransactWriteItemsCommand, UntagResourceCommand, UpdateItemCommand, UpdateTableCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { served, type Served } from '../served';

const TableName = 'trips';
const Key = { vin: { S: 'a' }, start: { N: '1' } };
let account: Served;
let client: DynamoDBClient;
beforeEach(async () => {
  account = await served();
  client = new DynamoDBClient(account.config);
  await client.send(new CreateTableCommand({
    TableName,
    AttributeDefinitions: [{ AttributeName: 'vin', AttributeType: 'S' }, { AttributeName: 'start', AttributeType: 'N' }],
    KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }, { AttributeName: 'start', KeyType: 'RANGE' }],
    BillingMode: 'PAY_PER_REQUEST',
  }));
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 1 }, { TableName });
});
afterEach(async () => {
  client.destroy();
  await account.close();
});

test('items are written, changed, read and deleted', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, km: { N: '5' } } }));
  const { Attributes } = await client.send(new UpdateItemCommand({
    TableName, Key, UpdateExpression: 'SET km = km + :more', ExpressionAttributeValues: { ':more': { N: '2' } }, ReturnValues: 'ALL_NEW',
  }));
  expect(Attributes).toEqual({ ...Key, km: { N: '7' } });
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Attributes);
  await client.send(new DeleteItemCommand({ TableName, Key }));
  expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
});

test('many items are written and read at once, queried in order, and scanned in pages', async () => {
  const items = [3, 1, 2].map(start => ({ vin: { S: 'a' }, start: { N: String(start) } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: items.map(Item => ({ PutRequest: { Item } })) } }));
  expect((await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: items } } }))).Responses![TableName]).toHaveLength(3);

  const query = { TableName, KeyConditionExpression: 'vin = :vin AND #s > :start', ExpressionAttributeNames: { '#s': 'start' }, ExpressionAttributeValues: { ':vin': { S: 'a' }, ':start': { N: '1' } } };
  expect((await client.send(new QueryCommand(query))).Items).toEqual([items[2], items[0]]);
  const first = await client.send(new ScanCommand({ TableName, Limit: 2 }));
  const second = await client.send(new ScanCommand({ TableName, ExclusiveStartKey: first.LastEvaluatedKey }));
  expect([...first.Items!, ...second.Items!]).toHaveLength(3);
});

test('tables are listed, described, tagged, changed and deleted', async () => {
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({ TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/trips', TableStatus: 'ACTIVE' });

  const ResourceArn = Table!.TableArn!;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['b'] }));
  expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual([{ Key: 'a', Value: '1' }]);

  await client.send(new UpdateTableCommand({ TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }));
  expect((await client.send(new DescribeTableCommand({ TableName }))).Table!.BillingModeSummary).toMatchObject({ BillingMode: 'PROVISIONED' });
  await client.send(new DeleteTableCommand({ TableName }));
  await expect(client.send(new PutItemCommand({ TableName, Item: Key }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('an operation that it lacks is an error that names it', async () => {
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: Key } }] });
  await expect(client.send(transaction)).rejects.toThrow('the emulator has no operation dynamodb:TransactWriteItems');
});
