import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { handlerWith } from '../src/handler';

const signal = { vin: 'VIN1', trip_id: 'T7', name: 'oil_temp', value: 291.5, timestamp: '2026-03-01T10:00:00Z' };
const key = { vin: 'VIN1', anomaly_id: 'T7#oil_temp' };
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

test('goes by what is stored when the anomaly is there already', async () => {
  answer = command => {
    if (command === 'PutCommand anomalies') throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    return command === 'GetCommand anomalies' ? { Item: { ...key, notified: true } } : {};
  };

  await handler(signal);

  assert.deepEqual(sent, ['GetCommand trips', 'PutCommand anomalies', 'GetCommand anomalies']);
});

test('sends nothing for a signal that is in order', async () => {
  await handler({ ...signal, value: 200 });

  assert.deepEqual(sent, []);
});
