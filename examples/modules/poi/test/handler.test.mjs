import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { handlerWith } from '../src/handler.mjs';

const signal = { vin: 'VIN1', trip_id: 'T7', name: 'location', value: 90, latitude: 48.139, longitude: 11.575, timestamp: '2026-03-01T10:00:00Z' };
const settings = { POINT_TABLE: 'points', OFFER_TABLE: 'offers', STREAM: 'stream', NOTIFY_FUNCTION: 'notify', RADIUS: '500' };

/** A handler, with every command that it sends, and these answers to them. */
function handlerAnswering(answers) {
  const sent = [];
  const send = async ({ constructor: { name }, input }) => {
    const command = `${name} ${input.TableName ?? input.DeliveryStreamName ?? input.FunctionName}`;
    sent.push([command, input]);
    const answer = answers[command] ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  dynamodb.send = send;
  return { handler: handlerWith({ dynamodb, firehose: { send }, lambda: { send } }, settings), sent, names: () => sent.map(([command]) => command) };
}

const Items = [{ point_id: 'coffee', latitude: 48.137, longitude: 11.575, message: 'Coffee at the square' }];

test('stores the offer, archives it, notifies without waiting, and notes that it did', async () => {
  const { handler, sent, names } = handlerAnswering({ 'ScanCommand points': { Items } });

  await handler(signal);

  assert.deepEqual(names(), ['ScanCommand points', 'PutCommand offers', 'PutRecordCommand stream', 'InvokeCommand notify', 'UpdateCommand offers']);
  assert.equal(sent[1][1].ConditionExpression, 'attribute_not_exists(offer_id)');
  assert.deepEqual(JSON.parse(sent[2][1].Record.Data), {
    vin: 'VIN1', trip_id: 'T7', point_id: 'coffee', latitude: 48.139, longitude: 11.575, timestamp: '2026-03-01T10:00:00Z', name: 'poi',
  });
  assert.equal(sent[3][1].InvocationType, 'Event');
  assert.deepEqual(sent[4][1].Key, { vin: 'VIN1', offer_id: 'T7#coffee' });
});

const refused = new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

test('tells nothing when the offer was told or another attempt is at it, and remembers the points for a while', async () => {
  const { handler, names } = handlerAnswering({ 'ScanCommand points': { Items }, 'PutCommand offers': refused, 'UpdateCommand offers': refused });

  await handler(signal);
  await handler(signal);

  assert.deepEqual(names(), ['ScanCommand points', 'PutCommand offers', 'UpdateCommand offers', 'PutCommand offers', 'UpdateCommand offers']);
});

test('goes on with an offer that an earlier attempt left, under a claim that outlasts it and not the wait for the next', async () => {
  const { handler, sent, names } = handlerAnswering({ 'ScanCommand points': { Items }, 'PutCommand offers': refused });

  await handler(signal);

  assert.deepEqual(names(), ['ScanCommand points', 'PutCommand offers', 'UpdateCommand offers', 'PutRecordCommand stream', 'InvokeCommand notify', 'UpdateCommand offers']);
  const [, { ConditionExpression, ExpressionAttributeValues: { ':claim': claim, ':now': now } }] = sent[2];
  assert.equal(ConditionExpression, 'notified = :no AND (claim = :claim OR claim < :now)');
  const worth = Date.parse(claim.split(' ')[0]) - Date.parse(now);
  assert.ok(worth > 30_000 && worth < 60_000);
});
