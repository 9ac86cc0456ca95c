import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Outside } from './rate';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** The names of what the function works with, as its environment has them. */
export type Settings = Partial<Record<'TRIP_TABLE' | 'NOTIFY_FUNCTION', string>>;

/** So long one attempt has the telling of a score to itself, in milliseconds: longer than it may run, and shorter than Lambda waits before the next. */
const CLAIM = 45_000;

/** When a claim made now runs out, and whose it is: the SDK repeats a write whose answer was lost, and must not be refused by itself. */
const claimAt = (now: number) => `${new Date(now + CLAIM).toISOString()} ${randomUUID()}`;

/** Milliseconds before each look for a trip, which the telemetry module's function stores at the same time, mostly within a second. */
const PAUSES = [0, 250, 500, 1000, 2000, 4000];

/** The outside, as AWS offers it. */
export function outsideOf({ dynamodb, lambda }: Clients, { TRIP_TABLE, NOTIFY_FUNCTION }: Settings, now = Date.now, pause = setTimeout): Outside {
  return {
    async write({ vin, trip_id, score }) {
      for (const milliseconds of PAUSES) {
        await pause(milliseconds);
        const written = await unlessRefused(dynamodb.send(new UpdateCommand({
          TableName: TRIP_TABLE,
          Key: { vin, trip_id },
          UpdateExpression: 'SET driver_safety_score = :score',
          ConditionExpression: 'ignition_status = :off',
          ExpressionAttributeValues: { ':score': score, ':off': 'off' },
        })));
        if (written) return;
      }
      throw new Error(`trip ${trip_id} of ${vin} is not stored yet, or not as it ended: to be tried again`);
    },
    async claim({ vin, trip_id }) {
      const taken = await unlessRefused(dynamodb.send(new UpdateCommand({
        TableName: TRIP_TABLE,
        Key: { vin, trip_id },
        UpdateExpression: 'SET driver_safety_claim = :claim',
        ConditionExpression: `attribute_not_exists(driver_safety_told)
          AND (attribute_not_exists(driver_safety_claim) OR driver_safety_claim = :claim OR driver_safety_claim < :now)`,
        ExpressionAttributeValues: { ':claim': claimAt(now()), ':now': new Date(now()).toISOString() },
      })));
      return taken !== undefined;
    },
    async markTold({ vin, trip_id }) {
      await dynamodb.send(new UpdateCommand({
        TableName: TRIP_TABLE,
        Key: { vin, trip_id },
        UpdateExpression: 'SET driver_safety_told = :yes REMOVE driver_safety_claim',
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
