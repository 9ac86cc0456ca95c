import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Clients, Settings, dependenciesOf } from './dependencies';
import { watch } from './watch';

export function handlerWith(clients: Clients, settings: Settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async (event: unknown) => {
    const anomaly = await watch(event, dependencies);
    if (!anomaly) return;
    const { vin, anomaly_id, score } = anomaly;
    console.info({ message: 'anomaly recorded', vin, anomaly_id, score });
  };
}

export const handler = handlerWith({
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()),
  firehose: new FirehoseClient(),
  lambda: new LambdaClient(),
}, process.env);
