import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { handlerWith } from '../src/handler';

const report = { vin: 'VIN1', trip_id: 'T7', dtc: 'P0300', timestamp: '2026-03-01T10:00:00Z' };
const key = { vin: 'VIN1', dtc_id: '2026-03-01T10:00:00.000Z#P0300#T7' };
const STORED = { ...report, ...key, description: 'Several cylinders misfire', steps: [], acknowledged: true, notified: false };
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

const refused = () => new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

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
  assert.ok(put.Item.claim > new Date().toISOString());
  assert.equal(invoke.InvocationType, 'Event');
  assert.equal(JSON.parse(invoke.Payload).message.type, 'dtc');
  assert.deepEqual(update.Key, key);
});

test('what is stored already is told only if it was not, and no other attempt is at that', async () => {
  answer = command => {
    if (/^(Put|Update)Command dtc/.test(command)) throw refused();
    return {};
  };

  await handler(report);

  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand dtc', 'UpdateCommand dtc']);
  assert.equal(inputs[2].ConditionExpression, 'notified = :no AND (claim = :claim OR claim < :now)');
});

test('an attempt that finds what an earlier one left goes on with that, under a claim that outlasts it and not the wait for the next', async () => {
  answer = command => {
    if (command === 'PutCommand dtc') throw refused();
    return command === 'UpdateCommand dtc' && !sent.includes('InvokeCommand notify') ? { Attributes: { ...STORED, claim: 'before' } } : {};
  };

  await handler(report);

  assert.deepEqual(sent.filter(command => /notify|dtc$/.test(command)), ['PutCommand dtc', 'UpdateCommand dtc', 'InvokeCommand notify', 'UpdateCommand dtc']);
  const { ':claim': claim, ':now': now } = inputs[2].ExpressionAttributeValues;
  const worth = Date.parse(claim.split(' ')[0]) - Date.parse(now);
  assert.ok(worth > 30_000 && worth < 60_000);
});

test('fails, and so is tried again, when the finding cannot be stored', async () => {
  answer = command => {
    if (command === 'PutCommand dtc') throw new Error('throttled');
    return {};
  };

  await assert.rejects(handler(report), /throttled/);
  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand dtc']);
});
