import { truthOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest } from './provider';

/** What CreateTrail and UpdateTrail take; the rest of the properties has operations of its own. */
function settingsOf({ properties: { KMSKeyId, ...properties } }: ResourceRequest): object {
  const texts = ['S3BucketName', 'S3KeyPrefix', 'SnsTopicName', 'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'].map(key => [key, properties[key]]);
  const truths = ['EnableLogFileValidation', 'IncludeGlobalServiceEvents', 'IsMultiRegionTrail', 'IsOrganizationTrail'].map(key => [key, truthOf(properties[key])]);
  return Object.fromEntries([...texts, ...truths, ['KmsKeyId', KMSKeyId]].filter(([, value]) => value !== undefined));
}

async function apply(request: ResourceRequest, Name: string): Promise<{ physicalId: string; attributes: { Arn: string } }> {
  const { account, properties: { EventSelectors, AdvancedEventSelectors, IsLogging } } = request;
  if (EventSelectors || AdvancedEventSelectors) await account.call('cloudtrail', 'PutEventSelectors', { TrailName: Name, EventSelectors, AdvancedEventSelectors });
  await account.call('cloudtrail', truthOf(IsLogging) ? 'StartLogging' : 'StopLogging', { Name });
  return { physicalId: Name, attributes: { Arn: account.arn('cloudtrail', `trail/${Name}`) } };
}

export const trail: Provider = {
  async create(request) {
    const { account, properties, type, stackName, logicalId, tags: TagsList } = request;
    const Name = typeof properties.TrailName === 'string' ? properties.TrailName : generatedName(type, stackName, logicalId);
    try {
      await account.call('cloudtrail', 'CreateTrail', { Name, ...settingsOf(request), TagsList });
    } catch (error) {
      throw codeOf(error) === 'TrailAlreadyExistsException' ? alreadyExists(type, Name) : error;
    }
    return apply(request, Name);
  },
  async update(request) {
    await request.account.call('cloudtrail', 'UpdateTrail', { Name: request.physicalId, ...settingsOf(request) });
    if (!request.properties.EventSelectors && !request.properties.AdvancedEventSelectors) {
      await request.account.call('cloudtrail', 'PutEventSelectors', { TrailName: request.physicalId, EventSelectors: [] });
    }
    return apply(request, request.physicalId);
  },
  async delete({ account, physicalId: Name }: ExistingResource) {
    await ignoring(['TrailNotFoundException'], account.call('cloudtrail', 'DeleteTrail', { Name }));
  },
};
