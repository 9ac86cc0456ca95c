import { setTimeout } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { claimAt, unlessRefused } from './claim';
import { Outside } from './rate';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** The names of what the function works with, as its environment has them. */
export type Settings = Partial<Record<'TRIP_TABLE' | 'NOTIFY_FUNCTION', string>>;

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
