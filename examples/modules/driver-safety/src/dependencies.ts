import { setTimeout } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { claimAt, unlessRejected } from './claim';
import { Dependencies } from './rate';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** Names of the resources that the function uses, from its environment variables. */
export type Settings = Partial<Record<'TRIP_TABLE' | 'NOTIFY_FUNCTION', string>>;

/** Delays before each attempt to find the trip, in milliseconds. The telemetry module's function stores it at the same time, usually within a second. */
const PAUSES = [0, 250, 500, 1000, 2000, 4000];

/** The implementation with AWS clients. */
export function dependenciesOf(
  { dynamodb, lambda }: Clients, { TRIP_TABLE, NOTIFY_FUNCTION }: Settings, now = Date.now, pause = setTimeout,
): Dependencies {
  return {
    async write({ vin, trip_id, score }) {
      for (const milliseconds of PAUSES) {
        await pause(milliseconds);
        const written = await unlessRejected(dynamodb.send(new UpdateCommand({
          TableName: TRIP_TABLE,
          Key: { vin, trip_id },
          UpdateExpression: 'SET driver_safety_score = :score',
          ConditionExpression: 'ignition_status = :off',
          ExpressionAttributeValues: { ':score': score, ':off': 'off' },
        })));
        if (written) return;
      }
      throw new Error(`trip ${trip_id} of ${vin} is not stored yet, or not with its end; Lambda retries this event`);
    },
    async claim({ vin, trip_id }) {
      const taken = await unlessRejected(dynamodb.send(new UpdateCommand({
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
