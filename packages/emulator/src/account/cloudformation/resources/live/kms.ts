import { orAbsent, unless, type Reader } from './reader';

const GONE = ['NotFoundException'];

export const key: Reader = async ({ account, physicalId: KeyId }) => {
  const found = await unless(GONE, account.call('kms', 'DescribeKey', { KeyId }));
  if (!found || found.KeyMetadata.KeyState === 'PendingDeletion') return undefined;
  const { Description, Enabled, KeyUsage, KeySpec, MultiRegion } = found.KeyMetadata;
  const { Policy } = await account.call('kms', 'GetKeyPolicy', { KeyId, PolicyName: 'default' });
  const { KeyRotationEnabled } = await account.call('kms', 'GetKeyRotationStatus', { KeyId });
  const { Tags = [] } = await account.call('kms', 'ListResourceTags', { KeyId });
  return {
    Description: orAbsent(Description),
    Enabled,
    KeyUsage,
    KeySpec,
    MultiRegion,
    KeyPolicy: Policy,
    EnableKeyRotation: KeyRotationEnabled,
    Tags: Tags.map(({ TagKey, TagValue }: { TagKey: string; TagValue: string }) => ({ Key: TagKey, Value: TagValue })),
  };
};

export const alias: Reader = async ({ account, physicalId: AliasName, properties: { TargetKeyId } }) => {
  const { Aliases } = await account.call('kms', 'ListAliases', { Limit: 1000 });
  const found = Aliases.find((other: { AliasName: string }) => other.AliasName === AliasName);
  if (!found) return undefined;
  // A template may refer to a key by id or by ARN.
  return { AliasName, TargetKeyId: String(TargetKeyId).endsWith(found.TargetKeyId) ? TargetKeyId : found.TargetKeyId };
};
