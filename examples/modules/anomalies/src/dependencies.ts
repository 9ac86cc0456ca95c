import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Anomaly } from './anomaly';
import { claimAt, unlessRejected } from './claim';
import { Dependencies } from './watch';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly firehose: Pick<FirehoseClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** Names of the resources that the function uses, from its environment variables. */
export type Settings = Partial<Record<'ANOMALY_TABLE' | 'TRIP_TABLE' | 'STREAM' | 'NOTIFY_FUNCTION', string>>;

/** The implementation with AWS clients. */
export function dependenciesOf(
  { dynamodb, firehose, lambda }: Clients, { ANOMALY_TABLE, TRIP_TABLE, STREAM, NOTIFY_FUNCTION }: Settings, now = Date.now,
): Dependencies {
  return {
    async trip(vin, trip_id) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: TRIP_TABLE, Key: { vin, trip_id }, ProjectionExpression: 'odometer' }));
      return Item;
    },
    async claim(anomaly) {
      const { vin, anomaly_id } = anomaly;
      const claim = claimAt(now());
      const isNew = await unlessRejected(dynamodb.send(new PutCommand({
        TableName: ANOMALY_TABLE, Item: { ...anomaly, claim }, ConditionExpression: 'attribute_not_exists(anomaly_id)',
      })));
      if (isNew) return anomaly;
      const taken = await unlessRejected(dynamodb.send(new UpdateCommand({
        TableName: ANOMALY_TABLE,
        Key: { vin, anomaly_id },
        UpdateExpression: 'SET claim = :claim',
        ConditionExpression: 'notified = :no AND (claim = :claim OR claim < :now)',
        ExpressionAttributeValues: { ':claim': claim, ':now': new Date(now()).toISOString(), ':no': false },
        ReturnValues: 'ALL_OLD',
      })));
      if (!taken) return undefined;
      const { claim: _before, ...stored } = taken.Attributes!;
      return stored as Anomaly;
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
        UpdateExpression: 'SET notified = :yes REMOVE claim',
        ExpressionAttributeValues: { ':yes': true },
      }));
    },
  };
}
