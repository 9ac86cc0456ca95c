import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, dependenciesOf } from './dependencies';
import { record } from './record';

export function handlerWith(clients: Clients, settings: Settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async (event: unknown) => {
    const finding = await record(event, dependencies);
    if (!finding) return;
    const { vin, dtc_id, dtc, description } = finding;
    console.info({ message: 'trouble code recorded', vin, dtc_id, dtc, description });
  };
}

export const handler = handlerWith({ dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()), lambda: new LambdaClient() }, process.env);
