import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IoTClient } from '@aws-sdk/client-iot';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, outsideOf } from './outside';
import { register } from './register';

export function handlerWith(clients: Clients, settings: Settings) {
  const outside = outsideOf(clients, settings);
  return async (event: unknown) => {
    console.info({ message: 'certificate looked at', ...await register(event, outside) });
  };
}

export const handler = handlerWith({ dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()), iot: new IoTClient() }, process.env);
