import {
  AssociateKmsKeyCommand, CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, DeleteLogGroupCommand, DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand, DescribeLogGroupsCommand, DescribeLogStreamsCommand, FilterLogEventsCommand, GetLogEventsCommand,
  ListTagsForResourceCommand, PutLogEventsCommand, PutRetentionPolicyCommand, ResourceAlreadyExistsException, ResourceNotFoundException,
  TagResourceCommand, UntagResourceCommand, DisassociateKmsKeyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { served, Served } from '../served';

const logGroupName = '/aws/codebuild/prepare';
const group = { logGroupName };
let account: Served;
let logs: CloudWatchLogsClient;
beforeEach(async () => {
  account = await served();
  logs = new CloudWatchLogsClient(account.config);
  await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { a: '1' } }));
});
afterEach(async () => {
  logs.destroy();
  await account.close();
});

test('a group is created once, described and deleted', async () => {
  await expect(logs.send(new CreateLogGroupCommand(group))).rejects.toBeInstanceOf(ResourceAlreadyExistsException);
  await logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 30 }));
  await logs.send(new AssociateKmsKeyCommand({ ...group, kmsKeyId: 'key' }));
  const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/codebuild/prepare';
  await expect(logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }))).resolves
    .toMatchObject({ logGroups: [{ logGroupName, retentionInDays: 30, kmsKeyId: 'key', arn: `${arn}:*`, logGroupArn: arn }] });
  await expect(logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 31 }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await logs.send(new DeleteRetentionPolicyCommand(group));
  await logs.send(new TagResourceCommand({ resourceArn: arn, tags: { b: '2' } }));
  await logs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a'] }));
  await expect(logs.send(new ListTagsForResourceCommand({ resourceArn: arn }))).resolves.toMatchObject({ tags: { b: '2' } });
  await logs.send(new DeleteLogGroupCommand(group));
  await expect(logs.send(new DeleteLogGroupCommand(group))).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test('lines are written to a stream, and read and searched', async () => {
  const stream = { ...group, logStreamName: 'one' };
  await expect(logs.send(new PutLogEventsCommand({ ...stream, logEvents: [] }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await logs.send(new CreateLogStreamCommand(stream));
  const line = (timestamp: number, message: string) => ({ timestamp, message });
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents: [line(1, 'first'), line(2, 'second error'), line(3, 'third')] }));
  const head = await logs.send(new GetLogEventsCommand({ ...stream, startFromHead: true, limit: 2 }));
  expect(head.events!.map(({ message }) => message)).toEqual(['first', 'second error']);
  const next = await logs.send(new GetLogEventsCommand({ ...stream, nextToken: head.nextForwardToken, limit: 2 }));
  expect(next.events!.map(({ message }) => message)).toEqual(['third']);
  const end = await logs.send(new GetLogEventsCommand({ ...stream, nextToken: next.nextForwardToken }));
  expect([end.events, end.nextForwardToken]).toEqual([[], next.nextForwardToken]);
  const found = await logs.send(new FilterLogEventsCommand({ ...group, filterPattern: '"error"' }));
  expect(found.events).toEqual([expect.objectContaining({ message: 'second error', logStreamName: 'one', timestamp: 2 })]);
  await expect(logs.send(new FilterLogEventsCommand({ ...group, filterPattern: '{ $.a = 1 }' }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(logs.send(new DescribeLogStreamsCommand(group))).resolves.toMatchObject({ logStreams: [{ logStreamName: 'one', firstEventTimestamp: 1, lastEventTimestamp: 3 }] });
  await logs.send(new DeleteLogStreamCommand(stream));
  expect((await logs.send(new DescribeLogStreamsCommand(group))).logStreams).toEqual([]);
});

test('a group is no longer encrypted with a key', async () => {
  await logs.send(new AssociateKmsKeyCommand({ ...group, kmsKeyId: 'key' }));
  await logs.send(new DisassociateKmsKeyCommand(group));
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([expect.not.objectContaining({ kmsKeyId: expect.anything() })]);
  await expect(logs.send(new DisassociateKmsKeyCommand({ logGroupName: 'none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
});

/**
 * The calls of `aws logs tail --follow`: FilterLogEvents from the start time on, then from the newest event on, skipping those whose ids it
 * has shown (awscli/customizations/logs/tail.py in version 2 of the AWS CLI).
 */
test('events can be followed: each has a stable unique id, also if an earlier one is written later', async () => {
  for (const logStreamName of ['one', 'two']) await logs.send(new CreateLogStreamCommand({ ...group, logStreamName }));
  const put = (logStreamName: string, timestamp: number, ...messages: string[]) =>
    logs.send(new PutLogEventsCommand({ ...group, logStreamName, logEvents: messages.map(message => ({ timestamp, message })) }));
  const filter = async (startTime: number) => (await logs.send(new FilterLogEventsCommand({ ...group, interleaved: true, startTime }))).events!;
  await put('one', 20, 'a', 'b');
  const shown = await filter(0);
  expect(shown.map(({ message }) => message)).toEqual(['a', 'b']);
  await put('two', 20, 'c');
  await put('one', 10, 'earlier');
  await put('one', 30, 'd');
  const ids = shown.map(({ eventId }) => eventId);
  expect(ids.every(id => /^\d{56}$/.test(id!))).toBe(true);
  expect((await filter(20)).filter(({ eventId }) => !ids.includes(eventId)).map(({ message }) => message)).toEqual(['c', 'd']);
  expect((await filter(0)).map(({ message }) => message)).toEqual(['earlier', 'a', 'b', 'c', 'd']);
  const stream = await logs.send(new GetLogEventsCommand({ ...group, logStreamName: 'one', startFromHead: true }));
  expect(stream.events!.map(({ message }) => message)).toEqual(['earlier', 'a', 'b', 'd']);
});
