import { isObject, same, type Json, type JsonObject } from '../json';
import { documentOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';

const GONE = ['NotFound', 'NotFoundException'];
const ATTRIBUTES = ['DisplayName', 'KmsMasterKeyId', 'FifoTopic', 'ContentBasedDeduplication', 'SignatureVersion', 'TracingConfig', 'FifoThroughputScope'];
const FIXED = ['FifoTopic'];
const subscriptionsOf = (value: Json | undefined) => Array.isArray(value) ? value.filter(isObject) : [];

function attributesOf(properties: JsonObject): Record<string, string> {
  return Object.fromEntries(ATTRIBUTES.filter(name => properties[name] !== undefined).map(name => [name, String(properties[name])]));
}

const made = (TopicArn: string) => ({ physicalId: TopicArn, attributes: { TopicArn, TopicName: TopicArn.split(':').pop()! } });

export const topic: Provider = {
  async create(request) {
    const { account, properties, tags, type } = request;
    const isFifo = String(properties.FifoTopic) === 'true';
    const name = typeof properties.TopicName === 'string'
      ? properties.TopicName : generatedName(type, request.stackName, request.logicalId) + (isFifo ? '.fifo' : '');
    if (isFifo && !name.endsWith('.fifo')) {
      throw new Error('Invalid parameter: Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, '
        + 'numbers, underscores, and hyphens, and must be between 1 and 256 characters long.');
    }
    const exists = await account.call('sns', 'GetTopicAttributes', { TopicArn: account.arn('sns', name) }).then(() => true, () => false);
    if (exists) throw alreadyExists(type, account.arn('sns', name));
    const { TopicArn } = await account.call('sns', 'CreateTopic', { Name: name, Attributes: attributesOf(properties), Tags: tags });
    for (const { Protocol, Endpoint } of subscriptionsOf(properties.Subscription)) {
      await account.call('sns', 'Subscribe', { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn: true });
    }
    return made(TopicArn);
  },
  async update(request: UpdateRequest) {
    const { account, properties, previous, physicalId: TopicArn, tags, previousTags } = request;
    const before = attributesOf(previous);
    const after = attributesOf(properties);
    for (const AttributeName of ATTRIBUTES.filter(name => !FIXED.includes(name) && before[name] !== after[name])) {
      await account.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName, AttributeValue: after[AttributeName] ?? '' });
    }
    for (const subscription of subscriptionsOf(properties.Subscription)) {
      if (subscriptionsOf(previous.Subscription).some(other => same(other, subscription))) continue;
      await account.call('sns', 'Subscribe', { TopicArn, Protocol: subscription.Protocol, Endpoint: subscription.Endpoint, ReturnSubscriptionArn: true });
    }
    const gone = previousTags.filter(tag => !tags.some(other => other.Key === tag.Key)).map(tag => tag.Key);
    if (gone.length) await account.call('sns', 'UntagResource', { ResourceArn: TopicArn, TagKeys: gone });
    if (tags.length && !same(tags, previousTags)) await account.call('sns', 'TagResource', { ResourceArn: TopicArn, Tags: tags });
    return made(TopicArn);
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(GONE, account.call('sns', 'DeleteTopic', { TopicArn: physicalId }));
  },
};

/** Attributes of subscriptions, with the values that take them back: https://docs.aws.amazon.com/sns/latest/dg/message-filtering-policy-remove.html. */
const SUBSCRIBED: Readonly<Record<string, string>> = { DeliveryPolicy: '{}', FilterPolicy: '{}', FilterPolicyScope: 'MessageAttributes', RawMessageDelivery: 'false', RedrivePolicy: '{}', SubscriptionRoleArn: '' };

const subscribedWith = (properties: JsonObject): Record<string, string> => Object.fromEntries(
  Object.keys(SUBSCRIBED).filter(name => properties[name] !== undefined).map(name => [name, documentOf(properties[name])!]));

export const subscription: Provider = {
  async create({ account, properties }) {
    const { TopicArn, Protocol, Endpoint } = properties;
    const { SubscriptionArn } = await account.call('sns', 'Subscribe', { TopicArn, Protocol, Endpoint, Attributes: subscribedWith(properties), ReturnSubscriptionArn: true });
    return { physicalId: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
  },
  async update({ account, physicalId, properties, previous }: UpdateRequest) {
    const before = subscribedWith(previous);
    const after = subscribedWith(properties);
    for (const AttributeName of Object.keys(SUBSCRIBED).filter(name => before[name] !== after[name])) {
      await account.call('sns', 'SetSubscriptionAttributes', { SubscriptionArn: physicalId, AttributeName, AttributeValue: after[AttributeName] ?? SUBSCRIBED[AttributeName] });
    }
    return { physicalId, attributes: { Arn: physicalId } };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(GONE, account.call('sns', 'Unsubscribe', { SubscriptionArn: physicalId }));
  },
};

async function setPolicy({ account, properties }: ResourceRequest): Promise<void> {
  for (const TopicArn of (properties.Topics ?? []) as string[]) {
    await account.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: documentOf(properties.PolicyDocument) });
  }
}

export const topicPolicy: Provider = {
  async create(request) {
    await setPolicy(request);
    const id = generatedName(request.type, request.stackName, request.logicalId);
    return { physicalId: id, attributes: { Id: id } };
  },
  async update(request) {
    await setPolicy(request);
    return { physicalId: request.physicalId, attributes: { Id: request.physicalId } };
  },
  // A topic always has a policy: AWS restores the default, which grants everything to the owner.
  async delete({ account, properties }: ExistingResource) {
    for (const TopicArn of (properties.Topics ?? []) as string[]) {
      const policy = {
        Version: '2008-10-17',
        Statement: [{
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Resource: TopicArn,
          Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:SetTopicAttributes', 'SNS:GetTopicAttributes', 'SNS:DeleteTopic'],
          Condition: { StringEquals: { 'AWS:SourceOwner': account.accountId } },
        }],
      };
      await ignoring(GONE, account.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(policy) }));
    }
  },
};
