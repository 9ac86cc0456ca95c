import {
  CreateTopicCommand, DeleteTopicCommand, GetSubscriptionAttributesCommand, GetTopicAttributesCommand, ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand, ListTagsForResourceCommand, ListTopicsCommand, NotFoundException, PublishCommand, SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand, SNSClient, SubscribeCommand, TagResourceCommand, UnsubscribeCommand, UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { served, Served } from './served';
import { Account } from '../../src/account';
import { snsService } from '../../src/account/sns';

let account: Served;
let sns: SNSClient;
let TopicArn: string;
beforeEach(async () => {
  account = await served();
  sns = new SNSClient(account.config);
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: 'topic', Attributes: { KmsMasterKeyId: 'key' }, Tags: [{ Key: 'a', Value: '1' }] }))).TopicArn!;
});
afterEach(async () => {
  sns.destroy();
  await account.close();
});

test('a topic is created once, described and deleted', async () => {
  expect(TopicArn).toBe('arn:aws:sns:us-east-1:123456789012:topic');
  await expect(sns.send(new CreateTopicCommand({ Name: 'topic' }))).resolves.toMatchObject({ TopicArn });
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Topic' }));
  await expect(sns.send(new GetTopicAttributesCommand({ TopicArn }))).resolves.toMatchObject({ Attributes: { DisplayName: 'Topic', KmsMasterKeyId: 'key', TopicArn } });
  await sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'b', Value: '2' }] }));
  await sns.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: ['a'] }));
  await expect(sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).resolves.toMatchObject({ Tags: [{ Key: 'b', Value: '2' }] });
  await expect(sns.send(new ListTopicsCommand({}))).resolves.toMatchObject({ Topics: [{ TopicArn }] });
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await expect(sns.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toBeInstanceOf(NotFoundException);
  await expect(sns.send(new CreateTopicCommand({ Name: 'no topic' }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('a topic has subscriptions', async () => {
  const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'me@example.com' }));
  await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: 'RawMessageDelivery', AttributeValue: 'true' }));
  await expect(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).resolves.toMatchObject({ Attributes: { RawMessageDelivery: 'true', Protocol: 'email' } });
  await expect(sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).resolves.toMatchObject({ Subscriptions: [{ SubscriptionArn, Endpoint: 'me@example.com' }] });
  await expect(sns.send(new SubscribeCommand({ TopicArn, Protocol: 'pigeon' }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
});

test('messages are delivered to subscribed functions', async () => {
  const invoked: any[] = [];
  const own = new Account({ services: { sns: snsService, lambda: () => ({ operations: { Invoke: input => void invoked.push(input) } }) } });
  const { TopicArn: topic } = await own.call('sns', 'CreateTopic', { Name: 'topic' });
  await own.call('sns', 'Subscribe', { TopicArn: topic, Protocol: 'lambda', Endpoint: 'arn:function' });
  await own.call('sns', 'Publish', { TopicArn: topic, Message: 'hello', Subject: 'news' });
  await own.settled();
  expect(invoked).toEqual([expect.objectContaining({ FunctionName: 'arn:function', InvocationType: 'Event' })]);
  expect(JSON.parse(invoked[0].Payload.toString()).Records[0].Sns).toMatchObject({ Message: 'hello', Subject: 'news', TopicArn: topic });
});

test('publishing needs a topic and a message', async () => {
  await expect(sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))).resolves.toMatchObject({ MessageId: expect.any(String) });
  await expect(sns.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: 'hello' }))).rejects.toBeInstanceOf(NotFoundException);
  await expect(sns.send(new PublishCommand({ TopicArn, Message: '' }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
