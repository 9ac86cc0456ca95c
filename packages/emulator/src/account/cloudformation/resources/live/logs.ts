import { tagList, type Reader } from './reader';

export const logGroup: Reader = async ({ account, physicalId: LogGroupName }) => {
  const { logGroups } = await account.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: LogGroupName });
  const found = logGroups.find(({ logGroupName }: { logGroupName: string }) => logGroupName === LogGroupName);
  if (!found) return undefined;
  const { tags } = await account.call('logs', 'ListTagsForResource', { resourceArn: account.arn('logs', `log-group:${LogGroupName}`) });
  return { LogGroupName, RetentionInDays: found.retentionInDays, Tags: tagList(tags) };
};
