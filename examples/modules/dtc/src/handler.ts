import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, outsideOf } from './outside';
import { record } from './record';

export function handlerWith(clients: Clients, settings: Settings) {
  const outside = outsideOf(clients, settings);
  return async (event: unknown) => {
    const finding = await record(event, outside);
    if (!finding) return;
    const { vin, dtc_id, dtc, description } = finding;
    console.info({ message: 'trouble code recorded', vin, dtc_id, dtc, description });
  };
}

export const handler = handlerWith({ dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()), lambda: new LambdaClient() }, process.env);
