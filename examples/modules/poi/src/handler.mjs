import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dependenciesOf } from './dependencies.mjs';
import { guide } from './guide.mjs';

export function handlerWith(clients, settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async event => {
    const told = await guide(event, Number(settings.RADIUS), dependencies);
    if (told.length > 0) console.info({ message: 'points told', vin: event.vin, trip_id: event.trip_id, told });
  };
}

export const handler = handlerWith({
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient()), firehose: new FirehoseClient(), lambda: new LambdaClient(),
}, process.env);
