import { orAbsent, unless, type Reader } from './reader';
import { texts } from '../iam';

const GONE = ['NotFound', 'NotFoundException'];

/** Subscriptions that are resources of their own do not belong to the topic. */
export const topic: Reader = async ({ account, physicalId: TopicArn }, stack) => {
  const found = await unless(GONE, account.call('sns', 'GetTopicAttributes', { TopicArn }));
  if (!found) return undefined;
  const { DisplayName, FifoTopic, ContentBasedDeduplication, SignatureVersion, TracingConfig, FifoThroughputScope } = found.Attributes;
  const { Subscriptions } = await account.call('sns', 'ListSubscriptionsByTopic', { TopicArn });
  const { Tags } = await account.call('sns', 'ListTagsForResource', { ResourceArn: TopicArn });
  const others = stack.filter(({ type }) => type === 'AWS::SNS::Subscription').map(({ physicalId }) => physicalId);
  const own = Subscriptions.filter(({ SubscriptionArn }: { SubscriptionArn: string }) => !others.includes(SubscriptionArn));
  return {
    TopicName: TopicArn.split(':').pop(),
    DisplayName: orAbsent(DisplayName),
    FifoTopic: FifoTopic ?? 'false',
    ContentBasedDeduplication: ContentBasedDeduplication ?? 'false',
    SignatureVersion,
    TracingConfig,
    FifoThroughputScope,
    Subscription: own.map(({ Protocol, Endpoint }: { Protocol: string; Endpoint: string }) => ({ Protocol, Endpoint })),
    Tags,
  };
};

export const subscription: Reader = async ({ account, physicalId: SubscriptionArn }) => {
  const found = await unless(GONE, account.call('sns', 'GetSubscriptionAttributes', { SubscriptionArn }));
  if (!found) return undefined;
  const { TopicArn, Protocol, Endpoint } = found.Attributes;
  return { TopicArn, Protocol, Endpoint };
};

export const topicPolicy: Reader = async ({ account, properties }) => {
  const documents = new Map<string, string>();
  for (const TopicArn of texts(properties.Topics)) {
    const found = await unless(GONE, account.call('sns', 'GetTopicAttributes', { TopicArn }));
    if (found?.Attributes.Policy) documents.set(TopicArn, found.Attributes.Policy);
  }
  if (!documents.size) return undefined;
  const changed = [...documents.values()].find(document => document !== JSON.stringify(properties.PolicyDocument));
  return { Topics: [...documents.keys()], PolicyDocument: changed ?? [...documents.values()][0] };
};
