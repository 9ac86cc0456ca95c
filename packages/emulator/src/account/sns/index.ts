import { randomUUID } from 'crypto';
import type { Account, ServiceFactory } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import { perAccount } from '../per-account';
import { addTags, removeTags, tagList, tagMap } from '../tags';
import { type SnsState, type Topic, topicIn } from './state';
import { subscriptionOperations } from './subscriptions';

const PAGE = 100;

const snsStateOf = perAccount<SnsState>(() => ({ topics: {}, subscriptions: {} }));

/** The topics of an account, with their messages. */
export const topicsOf = (account: Account): Topic[] => Object.values(snsStateOf(account).topics);

/** SNS: topics, their messages, and delivery to functions. */
export const snsService: ServiceFactory = account => {
  const state = snsStateOf(account);
  const { topics, subscriptions } = state;
  const subscriptionsOf = (arn: string) => Object.values(subscriptions).filter(({ topic }) => topic === arn);

  return {
    state,
    operations: {
      ...subscriptionOperations(account, state),

      CreateTopic({ Name, Attributes = {}, Tags: list }) {
        if (!/^[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(Name)) throw new AwsError('InvalidParameterException', 'Invalid parameter: Topic Name');
        const arn = account.arn('sns', Name);
        topics[arn] ??= { arn, attributes: { ...Attributes }, tags: tagMap(list), messages: [] };
        return { TopicArn: arn };
      },

      DeleteTopic({ TopicArn }) {
        for (const { arn } of subscriptionsOf(TopicArn)) delete subscriptions[arn];
        delete topics[TopicArn];
      },

      ListTopics({ NextToken }) {
        const { items, next } = page(Object.keys(topics).sort(), { key: arn => arn, token: NextToken, limit: PAGE, error: 'InvalidParameterException' });
        return { Topics: items.map(TopicArn => ({ TopicArn })), NextToken: next };
      },

      GetTopicAttributes({ TopicArn }) {
        const { attributes } = topicIn(state, TopicArn);
        return {
          Attributes: {
            TopicArn,
            Owner: account.accountId,
            DisplayName: '',
            SubscriptionsConfirmed: String(subscriptionsOf(TopicArn).length),
            SubscriptionsPending: '0',
            SubscriptionsDeleted: '0',
            ...attributes,
          },
        };
      },

      SetTopicAttributes({ TopicArn, AttributeName, AttributeValue = '' }) {
        topicIn(state, TopicArn).attributes[AttributeName] = AttributeValue;
      },

      Publish({ TopicArn, TargetArn, Message, Subject, MessageAttributes = {} }) {
        const topic = topicIn(state, TopicArn ?? TargetArn);
        if (Message === '') throw new AwsError('InvalidParameterException', 'Invalid parameter: Empty message');
        const sent = { id: randomUUID(), subject: Subject, message: Message, time: new Date() };
        topic.messages.push(sent);
        for (const { arn, protocol, endpoint } of subscriptionsOf(topic.arn)) {
          if (protocol !== 'lambda') continue;
          const Sns = {
            Type: 'Notification', MessageId: sent.id, TopicArn: topic.arn, Subject: Subject ?? null, Message, Timestamp: sent.time.toISOString(), MessageAttributes,
          };
          const Payload = Buffer.from(JSON.stringify({ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns }] }));
          account.later(() => account.call('lambda', 'Invoke', { FunctionName: endpoint, InvocationType: 'Event', Payload }, { cause: `sns:${topic.arn}`, caller: 'sns.amazonaws.com', sourceArn: topic.arn }));
        }
        return { MessageId: sent.id };
      },

      TagResource: ({ ResourceArn, Tags: list }) => addTags(topicIn(state, ResourceArn).tags, list),
      UntagResource: ({ ResourceArn, TagKeys }) => removeTags(topicIn(state, ResourceArn).tags, TagKeys),
      ListTagsForResource: ({ ResourceArn }) => ({ Tags: tagList(topicIn(state, ResourceArn).tags) }),
    },
  };
};
