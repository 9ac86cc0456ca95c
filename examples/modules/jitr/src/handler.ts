import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IoTClient } from '@aws-sdk/client-iot';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, dependenciesOf } from './dependencies';
import { register } from './register';

export function handlerWith(clients: Clients, settings: Settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async (event: unknown) => {
    console.info({ message: 'certificate checked', ...await register(event, dependencies) });
  };
}

export const handler = handlerWith({ dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()), iot: new IoTClient() }, process.env);
