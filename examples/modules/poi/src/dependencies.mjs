import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutRecordCommand } from '@aws-sdk/client-firehose';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PutCommand, UpdateCommand, paginateScan } from '@aws-sdk/lib-dynamodb';

/** How long the points are cached, in milliseconds. */
const FRESH = 60_000;

/** How long a claim reserves an offer, in milliseconds: longer than the function's timeout, shorter than Lambda's delay before a retry. */
const CLAIM = 45_000;

/** A new claim: its expiry, and an id. If the SDK retries a write whose response was lost, the id shows that the claim is its own. */
const claimAt = (now) => `${new Date(now + CLAIM).toISOString()} ${randomUUID()}`;

/** The implementation with AWS clients and the names in the function's environment variables. */
export function dependenciesOf({ dynamodb, firehose, lambda }, { POINT_TABLE, OFFER_TABLE, STREAM, NOTIFY_FUNCTION }, now = Date.now) {
  let known;
  const keyOf = ({ vin, offer_id }) => ({ vin, offer_id });

  async function allPoints() {
    const points = [];
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: POINT_TABLE })) points.push(...Items);
    return points;
  }

  return {
    async points() {
      if (!known || now() - known.since > FRESH) known = { since: now(), points: await allPoints() };
      return known.points;
    },
    async claim(offer) {
      const claim = claimAt(now());
      const isNew = await isDone(dynamodb.send(new PutCommand({
        TableName: OFFER_TABLE, Item: { ...offer, claim }, ConditionExpression: 'attribute_not_exists(offer_id)',
      })));
      return isNew || isDone(dynamodb.send(new UpdateCommand({
        TableName: OFFER_TABLE,
        Key: keyOf(offer),
        UpdateExpression: 'SET claim = :claim',
        ConditionExpression: 'notified = :no AND (claim = :claim OR claim < :now)',
        ExpressionAttributeValues: { ':claim': claim, ':now': new Date(now()).toISOString(), ':no': false },
      })));
    },
    async archive({ offer_id, notified, expires, ...offer }) {
      const Data = Buffer.from(`${JSON.stringify({ ...offer, name: 'poi' })}\n`);
      await firehose.send(new PutRecordCommand({ DeliveryStreamName: STREAM, Record: { Data } }));
    },
    async notify(notification) {
      await lambda.send(new InvokeCommand({ FunctionName: NOTIFY_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(notification) }));
    },
    async markNotified(offer) {
      await dynamodb.send(new UpdateCommand({
        TableName: OFFER_TABLE, Key: keyOf(offer), UpdateExpression: 'SET notified = :yes REMOVE claim', ExpressionAttributeValues: { ':yes': true },
      }));
    },
  };
}

/** Whether a write succeeded; false if its condition is not met. */
async function isDone(written) {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
