import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { claimAt, unlessRejected } from './claim';
import { Finding } from './finding';
import { Dependencies } from './record';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** Names of the resources that the function uses, from its environment variables. */
export type Settings = Partial<Record<'DTC_TABLE' | 'TRIP_TABLE' | 'NOTIFY_FUNCTION', string>>;

/** The implementation with AWS clients. */
export function dependenciesOf({ dynamodb, lambda }: Clients, { DTC_TABLE, TRIP_TABLE, NOTIFY_FUNCTION }: Settings, now = Date.now): Dependencies {
  return {
    async trip(vin, trip_id) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: TRIP_TABLE, Key: { vin, trip_id }, ProjectionExpression: 'odometer' }));
      return Item;
    },
    async claim(finding) {
      const { vin, dtc_id } = finding;
      const claim = claimAt(now());
      const isNew = await unlessRejected(dynamodb.send(new PutCommand({
        TableName: DTC_TABLE, Item: { ...finding, claim }, ConditionExpression: 'attribute_not_exists(dtc_id)',
      })));
      if (isNew) return finding;
      const taken = await unlessRejected(dynamodb.send(new UpdateCommand({
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
