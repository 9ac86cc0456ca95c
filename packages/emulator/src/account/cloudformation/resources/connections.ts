import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider } from './provider';

const attributesOf = (arn: string, owner: string) => ({ ConnectionArn: arn, ConnectionStatus: 'AVAILABLE', OwnerAccountId: owner });

export const connection: Provider = {
  async create({ account, properties, tags, type }) {
    try {
      const { ConnectionArn } = await account.call('codeconnections', 'CreateConnection', {
        ConnectionName: properties.ConnectionName, ProviderType: properties.ProviderType, HostArn: properties.HostArn, Tags: tags,
      });
      return { physicalId: ConnectionArn, attributes: attributesOf(ConnectionArn, account.accountId) };
    } catch (error) {
      throw codeOf(error) === 'InvalidInputException' ? alreadyExists(type, String(properties.ConnectionName)) : error;
    }
  },
  async update({ account, physicalId, tags, previousTags }) {
    const gone = previousTags.filter(tag => !tags.some(other => other.Key === tag.Key)).map(tag => tag.Key);
    if (gone.length) await account.call('codeconnections', 'UntagResource', { ResourceArn: physicalId, TagKeys: gone });
    if (tags.length) await account.call('codeconnections', 'TagResource', { ResourceArn: physicalId, Tags: tags });
    return { physicalId, attributes: attributesOf(physicalId, account.accountId) };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(['ResourceNotFoundException'], account.call('codeconnections', 'DeleteConnection', { ConnectionArn: physicalId }));
  },
};
