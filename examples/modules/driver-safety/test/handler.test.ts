import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
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
let answer: (command: string) => object;

const client = {
  async send({ constructor: { name }, input }: Command) {
    const command = `${name} ${input.TableName ?? input.FunctionName}`;
    sent.push(command);
    inputs.push(input);
    return answer(command);
  },
};
const handler = handlerWith({ dynamodb: client as never, lambda: client as never }, { TRIP_TABLE: 'trips', NOTIFY_FUNCTION: 'notify' });

beforeEach(() => {
  sent = [];
  inputs = [];
  answer = () => ({});
});

test('writes the score to the trip as it ended, notifies without waiting, and notes that it did', async () => {
  await handler(trip);

  assert.deepEqual(sent, ['UpdateCommand trips', 'InvokeCommand notify', 'UpdateCommand trips']);
  const [update, invoke, told] = inputs;
  assert.deepEqual(update.Key, { vin: 'VIN1', trip_id: 'T7' });
  assert.equal(update.ConditionExpression, 'ignition_status = :off');
  assert.deepEqual(update.ExpressionAttributeValues, { ':score': 100, ':off': 'off' });
  assert.equal(invoke.InvocationType, 'Event');
  assert.deepEqual(JSON.parse(invoke.Payload).message.mqtt, { trip_id: 'T7', score: 100 });
  assert.deepEqual(told.Key, { vin: 'VIN1', trip_id: 'T7' });
});

test('tells nothing when the trip says that it was told', async () => {
  answer = () => ({ Attributes: { driver_safety_told: true } });

  await handler(trip);

  assert.deepEqual(sent, ['UpdateCommand trips']);
});

test('fails, and so is tried again, while the trip is not stored as it ended', async () => {
  answer = () => { throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} }); };

  await assert.rejects(handler(trip), /trip T7 of VIN1 is not stored yet, or not as it ended: to be tried again/);
  assert.deepEqual(sent, ['UpdateCommand trips']);
});
