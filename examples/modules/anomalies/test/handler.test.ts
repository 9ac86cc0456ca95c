import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { handlerWith } from '../src/handler';

const signal = { vin: 'VIN1', trip_id: 'T7', name: 'oil_temp', value: 291.5, timestamp: '2026-03-01T10:00:00Z' };
const key = { vin: 'VIN1', anomaly_id: 'T7#oil_temp' };
const STORED = { ...key, trip_id: 'T7', signal: 'oil_temp', value: 300, score: 50, timestamp: '2026-03-01T09:59:00.000Z', description: 'hot', acknowledged: true, notified: false };
const settings = { ANOMALY_TABLE: 'anomalies', TRIP_TABLE: 'trips', STREAM: 'stream', NOTIFY_FUNCTION: 'notify' };

interface Command { readonly constructor: { readonly name: string }; readonly input: Record<string, any> }

/** Every command that the handler sends, as `PutCommand anomalies`. */
let sent: string[];
let inputs: Record<string, any>[];
let answer: (command: string) => object;

const client = {
  async send({ constructor: { name }, input }: Command) {
    const command = `${name} ${input.TableName ?? input.DeliveryStreamName ?? input.FunctionName}`;
    sent.push(command);
    inputs.push(input);
    return answer(command);
  },
};
const handler = handlerWith({ dynamodb: client as never, firehose: client as never, lambda: client as never }, settings);

const refused = () => new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

beforeEach(() => {
  sent = [];
  inputs = [];
  answer = () => ({});
});

test('reads the trip, stores and archives the anomaly, notifies without waiting, and notes that it did', async () => {
  answer = command => command === 'GetCommand trips' ? { Item: { odometer: 4711 } } : {};

  await handler(signal);

  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand anomalies', 'PutRecordCommand stream', 'InvokeCommand notify', 'UpdateCommand anomalies']);
  const [, put, record, invoke, update] = inputs;
  assert.equal(put.ConditionExpression, 'attribute_not_exists(anomaly_id)');
  assert.deepEqual([put.Item.score, put.Item.odometer], [41.5, 4711]);
  assert.match(record.Record.Data.toString(), /^\{"vin":"VIN1",.*\}\n$/);
  assert.deepEqual([invoke.InvocationType, JSON.parse(invoke.Payload).message.type], ['Event', 'anomaly']);
  assert.deepEqual(update.Key, key);
});

test('what is stored already is told only if it was not, and no other attempt is at that', async () => {
  answer = command => {
    if (/^(Put|Update)Command anomalies/.test(command)) throw refused();
    return {};
  };

  await handler(signal);

  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand anomalies', 'UpdateCommand anomalies']);
  assert.equal(inputs[2].ConditionExpression, 'notified = :no AND (claim = :claim OR claim < :now)');
});

test('an attempt that finds what an earlier one left goes on with that, under a claim that outlasts it and not the wait for the next', async () => {
  answer = command => {
    if (command === 'PutCommand anomalies') throw refused();
    return command === 'UpdateCommand anomalies' && !sent.includes('InvokeCommand notify') ? { Attributes: { ...STORED, claim: 'before' } } : {};
  };

  await handler(signal);

  assert.deepEqual(sent.filter(command => /notify|anomalies$/.test(command)), ['PutCommand anomalies', 'UpdateCommand anomalies', 'InvokeCommand notify', 'UpdateCommand anomalies']);
  assert.deepEqual(JSON.parse(inputs[3].Record.Data), STORED);
  const { ':claim': claim, ':now': now } = inputs[2].ExpressionAttributeValues;
  const worth = Date.parse(claim.split(' ')[0]) - Date.parse(now);
  assert.ok(worth > 30_000 && worth < 60_000);
});

test('sends nothing for a signal that is in order', async () => {
  await handler({ ...signal, value: 200 });

  assert.deepEqual(sent, []);
});
