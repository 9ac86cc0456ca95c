import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { dependenciesOf } from '../src/dependencies';
import { handlerWith } from '../src/handler';

const trip = {
  vin: 'VIN1',
  trip_id: 'T7',
  start_time: '2026-03-01T10:00:00Z',
  end_time: '2026-03-01T10:20:00Z',
  odometer: 20,
  idle_duration: 0,
  high_speed_duration: 0,
  high_braking_event: 0,
  high_acceleration_event: 0,
};

interface Command { readonly constructor: { readonly name: string }; readonly input: Record<string, any> }

/** Every command that the handler sends, as `UpdateCommand trips`. */
let sent: string[];
let inputs: Record<string, any>[];
let answer: (input: Command['input']) => object;

const client = {
  async send({ constructor: { name }, input }: Command) {
    sent.push(`${name} ${input.TableName ?? input.FunctionName}`);
    inputs.push(input);
    return answer(input);
  },
};
const clients = { dynamodb: client as never, lambda: client as never };
const settings = { TRIP_TABLE: 'trips', NOTIFY_FUNCTION: 'notify' };
const handler = handlerWith(clients, settings);

const refused = () => new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

beforeEach(() => {
  sent = [];
  inputs = [];
  answer = () => ({});
});

test('writes the score to the trip as it ended, notifies without waiting, and notes that it did', async () => {
  await handler(trip);

  assert.deepEqual(sent, ['UpdateCommand trips', 'UpdateCommand trips', 'InvokeCommand notify', 'UpdateCommand trips']);
  const [update, claim, invoke, told] = inputs;
  assert.deepEqual(claim.Key, { vin: 'VIN1', trip_id: 'T7' });
  assert.deepEqual(update.Key, { vin: 'VIN1', trip_id: 'T7' });
  assert.equal(update.ConditionExpression, 'ignition_status = :off');
  assert.deepEqual(update.ExpressionAttributeValues, { ':score': 100, ':off': 'off' });
  assert.equal(invoke.InvocationType, 'Event');
  assert.deepEqual(JSON.parse(invoke.Payload).message.mqtt, { trip_id: 'T7', score: 100 });
  assert.deepEqual(told.Key, { vin: 'VIN1', trip_id: 'T7' });
});

test('tells nothing when the trip says that it was told, or that another attempt is at it', async () => {
  answer = ({ UpdateExpression = '' }) => {
    if (UpdateExpression.startsWith('SET driver_safety_claim')) throw refused();
    return {};
  };

  await handler(trip);

  assert.deepEqual(sent, ['UpdateCommand trips', 'UpdateCommand trips']);
});

test('a claim is worth more than an attempt may last, and less than the time to the next', async () => {
  const dependencies = dependenciesOf(clients, settings, () => 1_000_000);

  assert.equal(await dependencies.claim({ vin: 'VIN1', trip_id: 'T7', score: 88 }), true);

  const { ':claim': claim, ':now': now } = inputs[0].ExpressionAttributeValues;
  assert.equal(now, new Date(1_000_000).toISOString());
  const worth = Date.parse(claim.split(' ')[0]) - Date.parse(now);
  assert.ok(worth > 30_000 && worth < 60_000);
});

test('waits some seconds for the trip to be stored as it ended, then fails, and so is tried again', async () => {
  let waited = 0;
  const pause = async (milliseconds?: number) => { waited += milliseconds!; };
  const dependencies = dependenciesOf(clients, settings, Date.now, pause as never);
  answer = () => {
    if (waited < 1000) throw refused();
    return {};
  };
  await dependencies.write({ vin: 'VIN1', trip_id: 'T7', score: 88 });
  assert.equal(sent.length, 4);

  answer = () => { throw refused(); };
  await assert.rejects(dependencies.write({ vin: 'VIN1', trip_id: 'T7', score: 88 }), /trip T7 of VIN1 is not stored yet, or not with its end; Lambda retries this event/);
  assert.ok(waited < 20_000);
});

test('fails at once on anything else that the table refuses', async () => {
  answer = () => { throw new Error('too many requests'); };

  await assert.rejects(handler(trip), /too many requests/);
  assert.deepEqual(sent, ['UpdateCommand trips']);
});
