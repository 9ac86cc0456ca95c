import { unless, type Reader } from './reader';

export const trail: Reader = async ({ account, physicalId: Name }) => {
  const found = await unless(['TrailNotFoundException'], account.call('cloudtrail', 'GetTrail', { Name }));
  if (!found) return undefined;
  const { IsLogging } = await account.call('cloudtrail', 'GetTrailStatus', { Name });
  const { S3BucketName, S3KeyPrefix, IsMultiRegionTrail, IncludeGlobalServiceEvents } = found.Trail;
  return { TrailName: Name, S3BucketName, S3KeyPrefix, IsMultiRegionTrail, IncludeGlobalServiceEvents, IsLogging };
};
