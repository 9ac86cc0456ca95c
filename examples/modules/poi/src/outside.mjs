import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutRecordCommand } from '@aws-sdk/client-firehose';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetCommand, PutCommand, UpdateCommand, paginateScan } from '@aws-sdk/lib-dynamodb';

/** How long the points are remembered, in milliseconds. */
const FRESH = 60_000;

/** The outside, as AWS offers it, by the names in the function's environment. */
export function outsideOf({ dynamodb, firehose, lambda }, { POINT_TABLE, OFFER_TABLE, STREAM, NOTIFY_FUNCTION }, now = Date.now) {
  let known;
  const keyOf = ({ trip_id, point_id }) => ({ trip_id, point_id });

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
    async store(offer) {
      try {
        await dynamodb.send(new PutCommand({ TableName: OFFER_TABLE, Item: offer, ConditionExpression: 'attribute_not_exists(point_id)' }));
        return offer;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { Item } = await dynamodb.send(new GetCommand({ TableName: OFFER_TABLE, Key: keyOf(offer), ConsistentRead: true }));
        return Item;
      }
    },
    async archive({ notified, expires, ...offer }) {
      const Data = Buffer.from(`${JSON.stringify({ ...offer, name: 'poi' })}\n`);
      await firehose.send(new PutRecordCommand({ DeliveryStreamName: STREAM, Record: { Data } }));
    },
    async notify(notification) {
      await lambda.send(new InvokeCommand({ FunctionName: NOTIFY_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(notification) }));
    },
    async markNotified(offer) {
      await dynamodb.send(new UpdateCommand({
        TableName: OFFER_TABLE, Key: keyOf(offer), UpdateExpression: 'SET notified = :yes', ExpressionAttributeValues: { ':yes': true },
      }));
    },
  };
}
