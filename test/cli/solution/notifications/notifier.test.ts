import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { topics } from '../../../../src/cli/aws/topics';
import { notifier } from '../../../../src/cli/solution/notifications/notifier';
import { memoryStore } from '../../../registry/memory-store';
import { servedAccount } from '../../../registry/served-account';
import { observe } from '@cv-insync/emulator';

const account = servedAccount();

async function tell(topicArn?: string) {
  const lines: string[] = [];
  const store = memoryStore(topicArn === undefined ? {} : { '/s/core/topic-arn': topicArn });
  const people = await notifier('s', store, topics(), line => void lines.push(line));
  await people.notify(({ solution, account: of, region }) => ({ subject: `${solution} is here`, message: `in ${of} and ${region}` }));
  return lines;
}

test('notifications are published to the solution\'s topic', async () => {
  const { TopicArn } = await new SNSClient({}).send(new CreateTopicCommand({ Name: 's-core-notifications' }));

  expect(await tell(TopicArn)).toEqual([]);
  expect(observe(account).messages()).toMatchObject([{ subject: 's is here', message: 'in 123456789012 and us-east-1' }]);
});

test('a notification that cannot be published is logged, and is not a failure', async () => {
  expect(await tell('arn:aws:sns:us-east-1:123456789012:none')).toEqual([expect.stringMatching(/^not notified: s is here: publishing to .*:none: NotFound/)]);
  expect(await tell()).toEqual(['not notified: /s/core/topic-arn: no such parameter']);
});
