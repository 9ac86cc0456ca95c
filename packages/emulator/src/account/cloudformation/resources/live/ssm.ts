import { unless, type Reader } from './reader';

export const parameter: Reader = async ({ account, physicalId: Name }) => {
  const found = await unless(['ParameterNotFound'], account.call('ssm', 'GetParameter', { Name, WithDecryption: true }));
  if (!found) return undefined;
  const { Parameters: [described] } = await account.call('ssm', 'DescribeParameters', { ParameterFilters: [{ Key: 'Name', Values: [Name] }] });
  const { TagList } = await account.call('ssm', 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId: Name });
  const { Type, Value, DataType } = found.Parameter;
  return {
    Name,
    Type,
    Value,
    DataType,
    Description: described?.Description,
    AllowedPattern: described?.AllowedPattern,
    Tier: described?.Tier,
    Tags: Object.fromEntries(TagList.map(({ Key, Value: text }: { Key: string; Value: string }) => [Key, text])),
  };
};
