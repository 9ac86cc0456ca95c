import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Anomaly } from './anomaly';
import { Outside } from './watch';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly firehose: Pick<FirehoseClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** The names of what the function works with, as its environment has them. */
export type Settings = Partial<Record<'ANOMALY_TABLE' | 'TRIP_TABLE' | 'STREAM' | 'NOTIFY_FUNCTION', string>>;

/** The outside, as AWS offers it. */
export function outsideOf({ dynamodb, firehose, lambda }: Clients, { ANOMALY_TABLE, TRIP_TABLE, STREAM, NOTIFY_FUNCTION }: Settings): Outside {
  return {
    async trip(vin, trip_id) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: TRIP_TABLE, Key: { vin, trip_id }, ProjectionExpression: 'odometer' }));
      return Item;
    },
    async store(anomaly) {
      try {
        await dynamodb.send(new PutCommand({ TableName: ANOMALY_TABLE, Item: anomaly, ConditionExpression: 'attribute_not_exists(anomaly_id)' }));
        return anomaly;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { vin, anomaly_id } = anomaly;
        const { Item } = await dynamodb.send(new GetCommand({ TableName: ANOMALY_TABLE, Key: { vin, anomaly_id }, ConsistentRead: true }));
        return Item as Anomaly;
      }
    },
    async archive(anomaly) {
      await firehose.send(new PutRecordCommand({ DeliveryStreamName: STREAM, Record: { Data: Buffer.from(`${JSON.stringify(anomaly)}\n`) } }));
    },
    async notify(notification) {
      await lambda.send(new InvokeCommand({ FunctionName: NOTIFY_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(notification) }));
    },
    async markNotified({ vin, anomaly_id }) {
      await dynamodb.send(new UpdateCommand({
        TableName: ANOMALY_TABLE,
        Key: { vin, anomaly_id },
        UpdateExpression: 'SET notified = :yes',
        ExpressionAttributeValues: { ':yes': true },
      }));
    },
  };
}
