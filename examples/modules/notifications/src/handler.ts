import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IoTDataPlaneClient, PublishCommand as PublishToTopic } from '@aws-sdk/client-iot-data-plane';
import { PublishCommand as SendText, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Owner } from './alert';
import { Outside, notify } from './notify';

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient());
const iot = new IoTDataPlaneClient();
const sns = new SNSClient();

const outside: Outside = {
  async ownersOf(vin) {
    const { Items = [] } = await dynamodb.send(new QueryCommand({
      TableName: process.env.OWNER_TABLE,
      IndexName: process.env.OWNER_BY_VIN_INDEX,
      KeyConditionExpression: 'vin = :vin',
      ExpressionAttributeValues: { ':vin': vin },
    }));
    return Items as Owner[];
  },
  async publish(topic, payload) {
    await iot.send(new PublishToTopic({ topic, payload, qos: 1 }));
  },
  async text(phone, text) {
    await sns.send(new SendText({ PhoneNumber: phone, Message: text }));
  },
};

export const handler = (event: unknown) => notify(event, outside);
