import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { handlerWith } from '../src/handler';

const settings = { OWNER_TABLE: 'owners', OWNER_BY_VIN_INDEX: 'by-vin', USER_POOL: 'users' };
const request = { vin: 'VIN1', message: { type: 'dtc', mobile: 'hello', mqtt: { dtc: 'P0300' } } };

interface Command { readonly constructor: { readonly name: string }; readonly input: Record<string, any> }

/** Every command that the handler sends, by what it is sent to. */
let sent: Record<string, Record<string, any>>;
let users: Record<string, object>;

const client = (name: string, answer: (input: Record<string, any>) => object = () => ({})) => ({
  async send({ input }: Command) {
    sent[name] = input;
    return answer(input);
  },
});
const handler = handlerWith({
  dynamodb: client('dynamodb', () => ({ Items: Object.keys(users).map(owner_id => ({ owner_id, vin: 'VIN1' })) })) as never,
  users: client('users', ({ Username }) => {
    if (users[Username] instanceof Error) throw users[Username];
    return users[Username];
  }) as never,
  iot: client('iot') as never,
  sns: client('sns') as never,
}, settings);

beforeEach(() => {
  sent = {};
  users = {};
});

test('asks the fleet for the owners, the user pool for their phones, and sends', async () => {
  users = { ann: { Enabled: true, UserAttributes: [{ Name: 'phone_number', Value: '+14255550100' }, { Name: 'phone_number_verified', Value: 'true' }] } };

  assert.deepEqual(await handler(request), { vin: 'VIN1', published: 'connectedcar/alert/VIN1/dtc', texted: 1 });

  const { TableName, IndexName, ExpressionAttributeValues } = sent.dynamodb;
  assert.deepEqual({ TableName, IndexName, ExpressionAttributeValues }, { TableName: 'owners', IndexName: 'by-vin', ExpressionAttributeValues: { ':vin': 'VIN1' } });
  assert.deepEqual(sent.users, { UserPoolId: 'users', Username: 'ann' });
  assert.deepEqual(sent.iot, { topic: 'connectedcar/alert/VIN1/dtc', payload: '{"dtc":"P0300"}', qos: 1 });
  assert.deepEqual([sent.sns.PhoneNumber, sent.sns.Message], ['+14255550100', 'hello']);
});

test('texts nobody who is gone, or whose phone is not verified', async () => {
  users = {
    ann: new UserNotFoundException({ message: 'User does not exist.', $metadata: {} }),
    bob: { Enabled: true, UserAttributes: [{ Name: 'phone_number', Value: '+14255550100' }] },
  };

  assert.equal((await handler(request)).texted, 0);
  assert.equal(sent.sns, undefined);
});

test('fails, and so is tried again, when the user pool is away', async () => {
  users = { ann: new Error('throttled') };

  await assert.rejects(handler(request), /throttled/);
  assert.equal(sent.iot.topic, 'connectedcar/alert/VIN1/dtc');
});
