import { unless, type Reader } from './reader';

const GONE = ['ResourceNotFoundException'];

const capacity = ({ ProvisionedThroughput }: any) => {
  const { ReadCapacityUnits, WriteCapacityUnits } = ProvisionedThroughput ?? {};
  return ReadCapacityUnits ? { ReadCapacityUnits, WriteCapacityUnits } : undefined;
};
const index = ({ IndexName, KeySchema, Projection, ...rest }: any) => {
  const ProvisionedThroughput = capacity(rest);
  return { IndexName, KeySchema, Projection, ...ProvisionedThroughput && { ProvisionedThroughput } };
};

export const table: Reader = async ({ account, physicalId: TableName }) => {
  const found = await unless(GONE, account.call('dynamodb', 'DescribeTable', { TableName }));
  if (!found) return undefined;
  const { AttributeDefinitions, KeySchema, BillingModeSummary, GlobalSecondaryIndexes, LocalSecondaryIndexes, TableArn, ...rest } = found.Table;
  const { Tags } = await account.call('dynamodb', 'ListTagsOfResource', { ResourceArn: TableArn });
  return {
    TableName,
    AttributeDefinitions,
    KeySchema,
    BillingMode: BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    ProvisionedThroughput: capacity(rest),
    GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(index),
    LocalSecondaryIndexes: LocalSecondaryIndexes?.map(index),
    Tags,
  };
};
