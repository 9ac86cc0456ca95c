import { same } from '../json';
import { documentOf, numberOf, truthOf } from './camel-case';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type UpdateRequest } from './provider';

const GONE = ['NotFoundException'];

export const key: Provider = {
  async create({ account, properties, tags }) {
    const { KeyMetadata } = await account.call('kms', 'CreateKey', {
      Description: properties.Description,
      KeyUsage: properties.KeyUsage,
      KeySpec: properties.KeySpec,
      MultiRegion: truthOf(properties.MultiRegion),
      Policy: documentOf(properties.KeyPolicy),
      Tags: tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })),
    });
    if (truthOf(properties.EnableKeyRotation)) await account.call('kms', 'EnableKeyRotation', { KeyId: KeyMetadata.KeyId });
    return { physicalId: KeyMetadata.KeyId, attributes: { Arn: KeyMetadata.Arn, KeyId: KeyMetadata.KeyId } };
  },
  async update({ account, physicalId: KeyId, properties, previous }: UpdateRequest) {
    if (properties.KeyPolicy && !same(properties.KeyPolicy, previous.KeyPolicy)) {
      await account.call('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: documentOf(properties.KeyPolicy) });
    }
    const rotation = truthOf(properties.EnableKeyRotation) ?? false;
    if (rotation !== (truthOf(previous.EnableKeyRotation) ?? false)) await account.call('kms', rotation ? 'EnableKeyRotation' : 'DisableKeyRotation', { KeyId });
    return { physicalId: KeyId, attributes: { Arn: account.arn('kms', `key/${KeyId}`), KeyId } };
  },
  async delete({ account, physicalId: KeyId, properties }: ExistingResource) {
    await ignoring(GONE, account.call('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: numberOf(properties.PendingWindowInDays) ?? 30 }));
  },
};

export const alias: Provider = {
  async create({ account, properties, type }) {
    const AliasName = String(properties.AliasName);
    try {
      await account.call('kms', 'CreateAlias', { AliasName, TargetKeyId: properties.TargetKeyId });
    } catch (error) {
      throw codeOf(error) === 'AlreadyExistsException' ? alreadyExists(type, AliasName) : error;
    }
    return { physicalId: AliasName };
  },
  async update({ account, physicalId, properties }) {
    await account.call('kms', 'UpdateAlias', { AliasName: physicalId, TargetKeyId: properties.TargetKeyId });
    return { physicalId };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(GONE, account.call('kms', 'DeleteAlias', { AliasName: physicalId }));
  },
};
