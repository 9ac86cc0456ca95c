import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { handlerWith } from '../src/handler';

/** What the handler asked of the table. */
let inputs: Record<string, any>[];
let answer: () => object;
const client = {
  async send({ input }: { readonly input: Record<string, any> }) {
    inputs.push(input);
    return answer();
  },
};
const handler = handlerWith(client as never, { TRIP_TABLE: 'trips' });

beforeEach(() => {
  inputs = [];
  answer = () => ({});
});

const NOT_OVER = 'attribute_not_exists(ignition_status) OR ignition_status <> :off';

test('the end of a trip is written, whatever is stored, beside what is there besides', async () => {
  await handler({ vin: 'VIN1', trip_id: 'T7', odometer: 20, ignition_status: 'off' });

  assert.deepEqual(inputs, [{
    TableName: 'trips',
    Key: { vin: 'VIN1', trip_id: 'T7' },
    UpdateExpression: 'SET #a0 = :a0, #a1 = :a1',
    ExpressionAttributeNames: { '#a0': 'ignition_status', '#a1': 'odometer' },
    ExpressionAttributeValues: { ':a0': 'off', ':a1': 20 },
  }]);
});

test('a state of a trip that lasts is written unless the stored one has ended', async () => {
  await handler({ vin: 'VIN1', trip_id: 'T7', odometer: 9 });
  await handler({ vin: 'VIN1', trip_id: 'T7' });

  assert.deepEqual(inputs.map(({ ConditionExpression }) => ConditionExpression), [NOT_OVER, NOT_OVER]);
  assert.deepEqual(inputs[0].ExpressionAttributeValues, { ':a0': 9, ':off': 'off' });
  assert.equal(inputs[1].UpdateExpression, undefined);
});

test('leaves out a state from before the end, and fails on anything else that the table refuses', async () => {
  answer = () => { throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} }); };
  await handler({ vin: 'VIN1', trip_id: 'T7', ignition_status: 'on' });

  answer = () => { throw new Error('too many requests'); };
  await assert.rejects(handler({ vin: 'VIN1', trip_id: 'T7' }), /too many requests/);
});

test('refuses what is no trip, and names everything that is wrong with it', async () => {
  await assert.rejects(handler({ vin: 7 }), /^Error: not a trip: vin must be a text, got 7; trip_id must be a text, got undefined$/);
  await assert.rejects(handler(undefined), /vin must be a text/);
  assert.deepEqual(inputs, []);
});
