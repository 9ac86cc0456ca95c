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

/** The outside, as AWS offers it. */
export function outsideOf({ dynamodb, lambda }: Clients, { TRIP_TABLE, NOTIFY_FUNCTION }: Settings): Outside {
  return {
    async write({ vin, trip_id, score }) {
      try {
        // Another rule stores the trip at the same time, as a whole: a score that came first would be lost.
        const { Attributes = {} } = await dynamodb.send(new UpdateCommand({
          TableName: TRIP_TABLE,
          Key: { vin, trip_id },
          UpdateExpression: 'SET driver_safety_score = :score',
          ConditionExpression: 'ignition_status = :off',
          ExpressionAttributeValues: { ':score': score, ':off': 'off' },
          ReturnValues: 'ALL_NEW',
        }));
        return { told: Attributes.driver_safety_told === true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new Error(`trip ${trip_id} of ${vin} is not stored yet, or not as it ended: to be tried again`);
      }
    },
    async markTold({ vin, trip_id }) {
      await dynamodb.send(new UpdateCommand({
        TableName: TRIP_TABLE,
        Key: { vin, trip_id },
        UpdateExpression: 'SET driver_safety_told = :yes',
        ExpressionAttributeValues: { ':yes': true },
      }));
    },
    async notify(notification) {
      await lambda.send(new InvokeCommand({ FunctionName: NOTIFY_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(notification) }));
    },
  };
}
