import { AdminGetUserCommand, CognitoIdentityProviderClient, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { IoTDataPlaneClient, PublishCommand as PublishToTopic } from '@aws-sdk/client-iot-data-plane';
import { PublishCommand as SendText, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Dependencies } from './notify';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly users: Pick<CognitoIdentityProviderClient, 'send'>;
  readonly iot: Pick<IoTDataPlaneClient, 'send'>;
  readonly sns: Pick<SNSClient, 'send'>;
}

/** Names of the resources that the function uses, from its environment variables. */
export type Settings = Partial<Record<'OWNER_TABLE' | 'OWNER_BY_VIN_INDEX' | 'USER_POOL', string>>;

/** The implementation with AWS clients. */
export function dependenciesOf({ dynamodb, users, iot, sns }: Clients, { OWNER_TABLE, OWNER_BY_VIN_INDEX, USER_POOL }: Settings): Dependencies {
  return {
    async ownersOf(vin) {
      const { Items = [] } = await dynamodb.send(new QueryCommand({
        TableName: OWNER_TABLE,
        IndexName: OWNER_BY_VIN_INDEX,
        KeyConditionExpression: 'vin = :vin',
        ExpressionAttributeValues: { ':vin': vin },
      }));
      return Items.map(({ owner_id }) => owner_id);
    },
    async user(ownerId) {
      try {
        const { Enabled = false, UserAttributes = [] } = await users.send(new AdminGetUserCommand({ UserPoolId: USER_POOL, Username: ownerId }));
        const attribute = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value;
        return { enabled: Enabled, phone: attribute('phone_number'), phoneVerified: attribute('phone_number_verified') === 'true' };
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      }
    },
    async publish(topic, payload) {
      await iot.send(new PublishToTopic({ topic, payload, qos: 1 }));
    },
    async text(phone, text) {
      await sns.send(new SendText({
        PhoneNumber: phone,
        Message: text,
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      }));
    },
  };
}
