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

/** The outside, as AWS offers it. */
export function outsideOf({ dynamodb, lambda }: Clients, { DTC_TABLE, TRIP_TABLE, NOTIFY_FUNCTION }: Settings): Outside {
  return {
    async trip(vin, trip_id) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: TRIP_TABLE, Key: { vin, trip_id }, ProjectionExpression: 'odometer' }));
      return Item;
    },
    async store(finding) {
      try {
        await dynamodb.send(new PutCommand({ TableName: DTC_TABLE, Item: finding, ConditionExpression: 'attribute_not_exists(dtc_id)' }));
        return finding;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { vin, dtc_id } = finding;
        const { Item } = await dynamodb.send(new GetCommand({ TableName: DTC_TABLE, Key: { vin, dtc_id }, ConsistentRead: true }));
        return Item as Finding;
      }
    },
    async markNotified({ vin, dtc_id }) {
      await dynamodb.send(new UpdateCommand({
        TableName: DTC_TABLE,
        Key: { vin, dtc_id },
        UpdateExpression: 'SET notified = :yes',
        ExpressionAttributeValues: { ':yes': true },
      }));
    },
    async notify(notification) {
      await lambda.send(new InvokeCommand({ FunctionName: NOTIFY_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(notification) }));
    },
  };
}
