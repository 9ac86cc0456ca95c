import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parseTrip, updateOf } from './trip';

/** Stores a vehicle's report of a trip. */
export function handlerWith(dynamodb: Pick<DynamoDBDocumentClient, 'send'>, { TRIP_TABLE }: Readonly<Record<string, string | undefined>>) {
  return async (message: unknown) => {
    const trip = parseTrip(message);
    const { vin, trip_id } = trip;
    try {
      await dynamodb.send(new UpdateCommand({ TableName: TRIP_TABLE, ...updateOf(trip) }));
      console.info({ message: 'trip stored', vin, trip_id });
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      console.info({ message: 'ignored an earlier state of a trip that has ended', vin, trip_id });
    }
  };
}

export const handler = handlerWith(DynamoDBDocumentClient.from(new DynamoDBClient()), process.env);
