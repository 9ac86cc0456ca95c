import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, dependenciesOf } from './dependencies';
import { notify } from './notify';

export function handlerWith(clients: Clients, settings: Settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async (event: unknown) => {
    const sent = await notify(event, dependencies);
    console.info({ message: 'alert sent', ...sent });
    return sent;
  };
}

export const handler = handlerWith({
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()),
  users: new CognitoIdentityProviderClient(),
  iot: new IoTDataPlaneClient(),
  sns: new SNSClient(),
}, process.env);
