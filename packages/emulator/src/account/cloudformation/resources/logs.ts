import { same } from '../json';
import { generatedName } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest } from './provider';

const attributesOf = ({ account }: ResourceRequest, name: string) => ({ Arn: account.arn('logs', `log-group:${name}:*`) });

async function setRetention({ account, properties }: ResourceRequest, logGroupName: string): Promise<void> {
  const days = properties.RetentionInDays;
  if (days === undefined) await account.call('logs', 'DeleteRetentionPolicy', { logGroupName });
  else await account.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: Number(days) });
}

export const logGroup: Provider = {
  async create(request) {
    const { account, properties, tags, type } = request;
    const name = typeof properties.LogGroupName === 'string' ? properties.LogGroupName : generatedName(type, request.stackName, request.logicalId);
    try {
      await account.call('logs', 'CreateLogGroup', {
        logGroupName: name, kmsKeyId: properties.KmsKeyId, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      });
    } catch (error) {
      throw codeOf(error) === 'ResourceAlreadyExistsException' ? alreadyExists(type, name) : error;
    }
    if (properties.RetentionInDays !== undefined) await setRetention(request, name);
    return { physicalId: name, attributes: attributesOf(request, name) };
  },
  async update(request) {
    const { physicalId: name, properties, previous } = request;
    if (!same(properties.RetentionInDays ?? 0, previous.RetentionInDays ?? 0)) await setRetention(request, name);
    return { physicalId: name, attributes: attributesOf(request, name) };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(['ResourceNotFoundException'], account.call('logs', 'DeleteLogGroup', { logGroupName: physicalId }));
  },
};
