import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { handlerWith } from '../src/handler';

const report = { vin: 'VIN1', trip_id: 'T7', dtc: 'P0300', timestamp: '2026-03-01T10:00:00Z' };
const key = { vin: 'VIN1', dtc_id: '2026-03-01T10:00:00.000Z#P0300#T7' };
const settings = { DTC_TABLE: 'dtc', TRIP_TABLE: 'trips', NOTIFY_FUNCTION: 'notify' };

interface Command { readonly constructor: { readonly name: string }; readonly input: Record<string, any> }

/** Every command that the handler sends, as `PutCommand dtc`. */
let sent: string[];
let inputs: Record<string, any>[];
let answer: (command: string) => object;

const client = {
  async send({ constructor: { name }, input }: Command) {
    const command = `${name} ${input.TableName ?? input.FunctionName}`;
    sent.push(command);
    inputs.push(input);
    return answer(command);
  },
};
const handler = handlerWith({ dynamodb: client as never, lambda: client as never }, settings);

beforeEach(() => {
  sent = [];
  inputs = [];
  answer = () => ({});
});

test('reads the trip, stores the finding, notifies without waiting, and notes that it did', async () => {
  answer = command => command === 'GetCommand trips' ? { Item: { odometer: 4711 } } : {};

  await handler(report);

  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand dtc', 'InvokeCommand notify', 'UpdateCommand dtc']);
  const [trip, put, invoke, update] = inputs;
  assert.deepEqual(trip.Key, { vin: 'VIN1', trip_id: 'T7' });
  assert.deepEqual({ vin: put.Item.vin, dtc_id: put.Item.dtc_id, odometer: put.Item.odometer }, { ...key, odometer: 4711 });
  assert.equal(put.ConditionExpression, 'attribute_not_exists(dtc_id)');
  assert.equal(invoke.InvocationType, 'Event');
  assert.equal(JSON.parse(invoke.Payload).message.type, 'dtc');
  assert.deepEqual(update.Key, key);
});

test('goes by what is stored when the finding is there already', async () => {
  answer = command => {
    if (command === 'PutCommand dtc') throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    return command === 'GetCommand dtc' ? { Item: { ...key, notified: true } } : {};
  };

  await handler(report);

  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand dtc', 'GetCommand dtc']);
});

test('fails, and so is tried again, when the finding cannot be stored', async () => {
  answer = command => {
    if (command === 'PutCommand dtc') throw new Error('throttled');
    return {};
  };

  await assert.rejects(handler(report), /throttled/);
  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand dtc']);
});
