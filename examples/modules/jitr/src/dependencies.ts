import { AttachPolicyCommand, DescribeCertificateCommand, IoTClient, UpdateCertificateCommand } from '@aws-sdk/client-iot';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Dependencies } from './register';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
  readonly iot: Pick<IoTClient, 'send'>;
}

/** Names of the resources that the function uses, from its environment variables. */
export type Settings = Partial<Record<'OWNER_TABLE' | 'OWNER_BY_VIN_INDEX' | 'VEHICLE_POLICY', string>>;

/** The implementation with AWS clients. */
export function dependenciesOf({ dynamodb, iot }: Clients, { OWNER_TABLE, OWNER_BY_VIN_INDEX, VEHICLE_POLICY }: Settings): Dependencies {
  return {
    async certificate(id) {
      const { certificateDescription: found = {} } = await iot.send(new DescribeCertificateCommand({ certificateId: id }));
      return { id, arn: found.certificateArn!, pem: found.certificatePem!, status: found.status! };
    },
    async known(vin) {
      const { Count = 0 } = await dynamodb.send(new QueryCommand({
        TableName: OWNER_TABLE,
        IndexName: OWNER_BY_VIN_INDEX,
        KeyConditionExpression: 'vin = :vin',
        ExpressionAttributeValues: { ':vin': vin },
        Limit: 1,
      }));
      return Count > 0;
    },
    async attachPolicy({ arn }) {
      await iot.send(new AttachPolicyCommand({ policyName: VEHICLE_POLICY, target: arn }));
    },
    async activate({ id }) {
      await iot.send(new UpdateCertificateCommand({ certificateId: id, newStatus: 'ACTIVE' }));
    },
  };
}
