import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Finding } from './finding';
import { Outside } from './record';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** The names of what the function works with, as its environment has them. */
export type Settings = Partial<Record<'DTC_TABLE' | 'TRIP_TABLE' | 'NOTIFY_FUNCTION', string>>;

/** So long one attempt has a finding to itself, in milliseconds: longer than it may run, and shorter than Lambda waits before the next. */
const CLAIM = 45_000;

/** When a claim made now runs out, and whose it is: the SDK repeats a write whose answer was lost, and must not be refused by itself. */
const claimAt = (now: number) => `${new Date(now + CLAIM).toISOString()} ${randomUUID()}`;

/** The outside, as AWS offers it. */
export function outsideOf({ dynamodb, lambda }: Clients, { DTC_TABLE, TRIP_TABLE, NOTIFY_FUNCTION }: Settings, now = Date.now): Outside {
  return {
    async trip(vin, trip_id) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: TRIP_TABLE, Key: { vin, trip_id }, ProjectionExpression: 'odometer' }));
      return Item;
    },
    async claim(finding) {
      const { vin, dtc_id } = finding;
      const claim = claimAt(now());
      const isNew = await unlessRefused(dynamodb.send(new PutCommand({
        TableName: DTC_TABLE, Item: { ...finding, claim }, ConditionExpression: 'attribute_not_exists(dtc_id)',
      })));
      if (isNew) return finding;
      const taken = await unlessRefused(dynamodb.send(new UpdateCommand({
        TableName: DTC_TABLE,
        Key: { vin, dtc_id },
        UpdateExpression: 'SET claim = :claim',
        ConditionExpression: 'notified = :no AND (claim = :claim OR claim < :now)',
        ExpressionAttributeValues: { ':claim': claim, ':now': new Date(now()).toISOString(), ':no': false },
        ReturnValues: 'ALL_NEW',
      })));
      return taken?.Attributes as Finding | undefined;
    },
    async markNotified({ vin, dtc_id }) {
      await dynamodb.send(new UpdateCommand({
        TableName: DTC_TABLE,
        Key: { vin, dtc_id },
        UpdateExpression: 'SET notified = :yes REMOVE claim',
        ExpressionAttributeValues: { ':yes': true },
      }));
    },
    async notify(notification) {
      await lambda.send(new InvokeCommand({ FunctionName: NOTIFY_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(notification) }));
    },
  };
}

/** Nothing, if the condition of a write does not hold. */
async function unlessRefused<T>(written: Promise<T>): Promise<T | undefined> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
