import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Dependencies, remember, Trip } from './longest-trip';

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient());
const { LONGEST_TABLE_NAME, FLEET_TRIP_TABLE_NAME } = process.env;

const dependencies: Dependencies = {
  async trip(vin, trip_id) {
    const { Item } = await dynamodb.send(new GetCommand({ TableName: FLEET_TRIP_TABLE_NAME, Key: { vin, trip_id } }));
    return Item as Trip | undefined;
  },
  async keepIfLonger({ vin, trip_id, odometer }) {
    try {
      await dynamodb.send(new PutCommand({
        TableName: LONGEST_TABLE_NAME,
        Item: { vin, trip_id, odometer },
        ConditionExpression: 'attribute_not_exists(vin) OR odometer < :odometer',
        ExpressionAttributeValues: { ':odometer': odometer },
      }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
};

export const handler = (event: unknown) => remember(event, dependencies);
