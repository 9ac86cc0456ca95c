import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, dependenciesOf } from './dependencies';
import { rate } from './rate';

export function handlerWith(clients: Clients, settings: Settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async (event: unknown) => {
    console.info({ message: 'trip scored', ...await rate(event, dependencies) });
  };
}

export const handler = handlerWith({ dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()), lambda: new LambdaClient() }, process.env);
