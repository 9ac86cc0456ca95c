import { randomUUID } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { type SnsState, type Subscription, topicIn } from './state';

const PROTOCOLS = ['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs'];
const PAGE = 100;

export function subscriptionOperations(account: Account, state: SnsState): Record<string, Operation> {
  const { subscriptions } = state;
  const find = (arn: string): Subscription => {
    if (Object.hasOwn(subscriptions, arn)) return subscriptions[arn];
    throw new AwsError('NotFoundException', 'Subscription does not exist', 404);
  };
  const shown = ({ arn, topic, protocol, endpoint }: Subscription) =>
    ({ SubscriptionArn: arn, TopicArn: topic, Protocol: protocol, Endpoint: endpoint, Owner: account.accountId });
  const list = (all: Subscription[], token: string | undefined) => {
    const { items, next } = page(all, { key: ({ arn }) => arn, token, limit: PAGE, error: 'InvalidParameterException' });
    return { Subscriptions: items.map(shown), NextToken: next };
  };

  return {
    Subscribe({ TopicArn, Protocol, Endpoint = '', Attributes = {} }) {
      topicIn(state, TopicArn);
      if (!PROTOCOLS.includes(Protocol)) throw new AwsError('InvalidParameterException', `Invalid parameter: Amazon SNS does not support this protocol string: ${Protocol}`);
      const existing = Object.values(subscriptions).find(each => each.topic === TopicArn && each.protocol === Protocol && each.endpoint === Endpoint);
      const arn = existing?.arn ?? `${TopicArn}:${randomUUID()}`;
      subscriptions[arn] = { arn, topic: TopicArn, protocol: Protocol, endpoint: Endpoint, attributes: { ...Attributes } };
      return { SubscriptionArn: arn };
    },

    Unsubscribe({ SubscriptionArn }) {
      delete subscriptions[SubscriptionArn];
    },

    ListSubscriptions: ({ NextToken }) => list(Object.values(subscriptions), NextToken),

    ListSubscriptionsByTopic({ TopicArn, NextToken }) {
      topicIn(state, TopicArn);
      return list(Object.values(subscriptions).filter(({ topic }) => topic === TopicArn), NextToken);
    },

    GetSubscriptionAttributes({ SubscriptionArn }) {
      const subscription = find(SubscriptionArn);
      return { Attributes: { ...shown(subscription), PendingConfirmation: 'false', ...subscription.attributes } };
    },

    SetSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue = '' }) {
      find(SubscriptionArn).attributes[AttributeName] = AttributeValue;
    },
  };
}
