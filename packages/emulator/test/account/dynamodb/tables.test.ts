import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createAccount, loadAccount, saveAccount, type Account } from '../../../src/account';
import { Stacks } from '../cloudformation/testing';
import { served } from '../served';

const KEY = { AttributeDefinitions: [{ AttributeName: 'vin', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }] };
const TABLE = { ...KEY, BillingMode: 'PAY_PER_REQUEST' };
const CAR = { vin: { S: 'WVW1' }, owner: { S: 'ann' } };

const put = (account: Account, TableName: string, Item: object = CAR) => account.call('dynamodb', 'PutItem', { TableName, Item });
const itemsOf = async (account: Account, TableName: string) => (await account.call('dynamodb', 'Scan', { TableName })).Items;
const errorOf = (call: Promise<unknown>) => call.then(() => undefined, ({ code, message }) => ({ code, message }));

test('the AWS SDK writes, reads and queries items of a table that a stack made', async () => {
  const { account, config, close } = await served();
  await account.call('cloudformation', 'CreateStack', { StackName: 'one', TemplateBody: JSON.stringify({ Resources: { Cars: { Type: 'AWS::DynamoDB::Table', Properties: { ...TABLE, TableName: 'cars' } } } }) });
  await account.settled();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  await client.send(new PutCommand({ TableName: 'cars', Item: { vin: 'WVW1', km: 12, tags: new Set(['new']) } }));

  expect((await client.send(new GetCommand({ TableName: 'cars', Key: { vin: 'WVW1' } }))).Item).toEqual({ vin: 'WVW1', km: 12, tags: new Set(['new']) });
  const query = { TableName: 'cars', KeyConditionExpression: 'vin = :vin', FilterExpression: 'km > :km', ExpressionAttributeValues: { ':vin': 'WVW1', ':km': 10 } };
  expect(await client.send(new QueryCommand(query))).toMatchObject({ Count: 1 });
  await expect(client.send(new PutCommand({ TableName: 'cars', Item: { vin: 'WVW1' }, ConditionExpression: 'attribute_not_exists(vin)' })))
    .rejects.toMatchObject({ name: 'ConditionalCheckFailedException', message: 'The conditional request failed' });
  await expect(client.send(new GetCommand({ TableName: 'trucks', Key: { vin: 'x' } }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await close();
});

describe('a table of a stack', () => {
  const resource = (more: object = {}, attributes: object = {}) => ({ Resources: { Cars: { Type: 'AWS::DynamoDB::Table', ...attributes, Properties: { ...TABLE, ...more } } } });

  test('keeps its items in an update, also of its indexes, and loses them when it is deleted', async () => {
    const stacks = new Stacks();
    await stacks.create('one', resource());
    const name = await stacks.physicalId('one', 'Cars');
    await put(stacks.account, name);
    const index = { IndexName: 'byOwner', KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } };
    const AttributeDefinitions = [...KEY.AttributeDefinitions, { AttributeName: 'owner', AttributeType: 'S' }];
    expect(await stacks.update('one', resource({ AttributeDefinitions, GlobalSecondaryIndexes: [index] }))).toBe('UPDATE_COMPLETE');

    const query = { TableName: name, IndexName: 'byOwner', KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': { S: 'ann' } } };
    expect((await stacks.account.call('dynamodb', 'Query', query)).Items).toEqual([CAR]);
    expect(await stacks.update('one', resource())).toBe('UPDATE_COMPLETE');
    expect(await errorOf(stacks.account.call('dynamodb', 'Query', query))).toMatchObject({ code: 'ValidationException', message: 'The table does not have the specified index: byOwner' });
    expect(await itemsOf(stacks.account, name)).toEqual([CAR]);
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
    expect(await errorOf(itemsOf(stacks.account, name))).toMatchObject({ code: 'ResourceNotFoundException' });
  });

  test('is there with its items after its stack, if it is retained', async () => {
    const stacks = new Stacks();
    await stacks.create('one', resource({}, { DeletionPolicy: 'Retain' }));
    const name = await stacks.physicalId('one', 'Cars');
    await put(stacks.account, name);
    await stacks.delete('one');

    expect(await itemsOf(stacks.account, name)).toEqual([CAR]);
  });

  test('is replaced by an empty one where its key changes', async () => {
    const stacks = new Stacks();
    await stacks.create('one', resource());
    await put(stacks.account, await stacks.physicalId('one', 'Cars'));
    await stacks.update('one', resource({ AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] }));

    expect(await itemsOf(stacks.account, await stacks.physicalId('one', 'Cars'))).toEqual([]);
  });

  test('has the tags of the stack', async () => {
    const stacks = new Stacks();
    await stacks.create('one', resource({ Tags: [{ Key: 'a', Value: '1' }] }), { Tags: [{ Key: 'team', Value: 'cars' }] });
    const tags = await stacks.account.call('dynamodb', 'ListTagsOfResource', { ResourceArn: stacks.account.arn('dynamodb', `table/${await stacks.physicalId('one', 'Cars')}`) });

    expect(tags.Tags).toEqual(expect.arrayContaining([{ Key: 'a', Value: '1' }, { Key: 'team', Value: 'cars' }]));
  });

  test('that DynamoDB refuses fails with its words', async () => {
    const stacks = new Stacks();
    expect(await stacks.create('one', resource({ AttributeDefinitions: [] }))).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.events('one', 'Cars'))[1]).toBe('CREATE_FAILED: Invalid KeySchema: Some index key attribute have no definition');
  });
});

test('items are in a saved account', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cv-insync-tables-'));
  const account = createAccount();
  await account.call('dynamodb', 'CreateTable', { TableName: 'cars', ...TABLE });
  await new Promise(done => setTimeout(done, 20));
  await put(account, 'cars');
  await put(account, 'cars', { vin: { S: 'WVW2' } });
  await account.call('dynamodb', 'DeleteItem', { TableName: 'cars', Key: { vin: { S: 'WVW2' } } });
  await saveAccount(account, folder);
  const loaded = loadAccount(folder);

  expect(await itemsOf(loaded, 'cars')).toEqual([CAR]);
  await put(loaded, 'cars', { vin: { S: 'WVW3' } });
  expect(await itemsOf(loaded, 'cars')).toHaveLength(2);
  rmSync(folder, { recursive: true });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html
test('a role reads and writes the tables and the indexes that its policy names, and no others', async () => {
  const account = createAccount({ iam: true });
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  await account.call('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }) });
  const PolicyDocument = document({ Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:BatchWriteItem', 'dynamodb:Query'], Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/cars' });
  await account.call('iam', 'PutRolePolicy', { RoleName: 'worker', PolicyName: 'own', PolicyDocument });
  for (const TableName of ['cars', 'trucks']) await account.call('dynamodb', 'CreateTable', { TableName, ...TABLE });
  await new Promise(done => setTimeout(done, 20));
  const session = 'arn:aws:sts::123456789012:assumed-role/worker/run';
  const asWorker = (operation: string, input: object) => errorOf(account.call('dynamodb', operation, input, { caller: session }));
  const refused = (action: string, resource: string) => ({
    code: 'AccessDeniedException',
    message: `User: ${session} is not authorized to perform: dynamodb:${action} on resource: `
    + `arn:aws:dynamodb:us-east-1:123456789012:table/${resource} because no identity-based policy allows the dynamodb:${action} action`,
  });
  const query = { KeyConditionExpression: 'vin = :v', ExpressionAttributeValues: { ':v': { S: 'x' } } };

  expect(await asWorker('PutItem', { TableName: 'cars', Item: CAR })).toBeUndefined();
  expect(await asWorker('PutItem', { TableName: 'arn:aws:dynamodb:us-east-1:123456789012:table/cars', Item: CAR })).toBeUndefined();
  expect(await asWorker('Query', { TableName: 'cars', ...query })).toBeUndefined();
  expect(await asWorker('Query', { TableName: 'cars', IndexName: 'byOwner', ...query })).toEqual(refused('Query', 'cars/index/byOwner'));
  expect(await asWorker('Scan', { TableName: 'cars' })).toEqual(refused('Scan', 'cars'));
  expect(await asWorker('BatchWriteItem', { RequestItems: { cars: [{ PutRequest: { Item: CAR } }], trucks: [{ PutRequest: { Item: CAR } }] } })).toEqual(refused('BatchWriteItem', 'trucks'));
});
