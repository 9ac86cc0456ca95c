import {
  DeleteRuleCommand, DescribeRuleCommand, DisableRuleCommand, EnableRuleCommand, EventBridgeClient, ListRuleNamesByTargetCommand,
  ListRulesCommand, ListTagsForResourceCommand, ListTargetsByRuleCommand, PutEventsCommand, PutRuleCommand, PutTargetsCommand,
  RemoveTargetsCommand, TagResourceCommand, Target, TestEventPatternCommand, UntagResourceCommand, DescribeEventBusCommand, ListEventBusesCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { served, Served } from './served';
import { Account, ServiceFactory } from '../../src/account';
import { eventsService, fireSchedule } from '../../src/account/events';
import { ssmService } from '../../src/account/ssm';

describe('rules', () => {
  let account: Served;
  let events: EventBridgeClient;
  beforeEach(async () => {
    account = await served();
    events = new EventBridgeClient(account.config);
  });
  afterEach(async () => {
    events.destroy();
    await account.close();
  });
  const put = (Name: string, more: object = { EventPattern: '{"source":["mine"]}' }) => events.send(new PutRuleCommand({ Name, ...more }));

  test('are put, described, switched, listed and deleted', async () => {
    const { RuleArn } = await put('a', { EventPattern: '{"source":["mine"]}', Description: 'mine', Tags: [{ Key: 'x', Value: '1' }] });
    expect(RuleArn).toBe('arn:aws:events:us-east-1:123456789012:rule/a');
    await put('b', { ScheduleExpression: 'rate(1 day)' });
    await expect(events.send(new DescribeRuleCommand({ Name: 'a' }))).resolves.toMatchObject({ State: 'ENABLED', Description: 'mine', EventBusName: 'default' });
    await events.send(new DisableRuleCommand({ Name: 'a' }));
    await expect(events.send(new DescribeRuleCommand({ Name: 'a' }))).resolves.toMatchObject({ State: 'DISABLED' });
    await events.send(new EnableRuleCommand({ Name: 'a' }));
    const first = await events.send(new ListRulesCommand({ Limit: 1 }));
    const second = await events.send(new ListRulesCommand({ Limit: 1, NextToken: first.NextToken }));
    expect([...first.Rules!, ...second.Rules!].map(({ Name }) => Name)).toEqual(['a', 'b']);
    await events.send(new TagResourceCommand({ ResourceARN: RuleArn, Tags: [{ Key: 'y', Value: '2' }] }));
    await events.send(new UntagResourceCommand({ ResourceARN: RuleArn, TagKeys: ['x'] }));
    await expect(events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }))).resolves.toMatchObject({ Tags: [{ Key: 'y', Value: '2' }] });
    await events.send(new DeleteRuleCommand({ Name: 'a' }));
    await expect(events.send(new DescribeRuleCommand({ Name: 'a' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('have targets, and can only be deleted without them', async () => {
    await put('a');
    const Arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
    await events.send(new PutTargetsCommand({ Rule: 'a', Targets: [{ Id: '1', Arn }] }));
    await expect(events.send(new ListTargetsByRuleCommand({ Rule: 'a' }))).resolves.toMatchObject({ Targets: [{ Id: '1', Arn }] });
    await expect(events.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }))).resolves.toMatchObject({ RuleNames: ['a'] });
    await expect(events.send(new DeleteRuleCommand({ Name: 'a' }))).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('targets') });
    await expect(events.send(new RemoveTargetsCommand({ Rule: 'a', Ids: ['1', '2'] }))).resolves.toMatchObject({ FailedEntryCount: 1 });
    await events.send(new DeleteRuleCommand({ Name: 'a' }));
  });

  test.each([
    ['nothing to react to', {}],
    ['a schedule of no kind', { ScheduleExpression: 'daily' }],
    ['a rate of the wrong number', { ScheduleExpression: 'rate(1 days)' }],
    ['another bus', { EventPattern: '{"source":["a"]}', EventBusName: 'other' }],
    ['a pattern that is none', { EventPattern: '{"source":"a"}' }],
  ])('with %s are refused', async (_what, rule) => {
    await expect(put('a', rule)).rejects.toMatchObject({ name: expect.stringMatching(/ValidationException|ResourceNotFoundException|InvalidEventPatternException/) });
  });

  test('are tested with an event', async () => {
    const event = JSON.stringify({ source: 'a', detail: { list: [{ x: 1, y: 2 }, { x: 3, y: 4 }] } });
    const tried = async (EventPattern: object) =>
      (await events.send(new TestEventPatternCommand({ Event: event, EventPattern: JSON.stringify(EventPattern) }))).Result;
    await expect(tried({ detail: { list: { x: [1], y: [2] } } })).resolves.toBe(true);
    await expect(tried({ detail: { list: { x: [1], y: [4] } } })).resolves.toBe(false);
    await expect(tried({ source: ['b'], $or: [{ source: ['a'] }, { source: ['b'] }] })).resolves.toBe(false);
    await expect(tried({ $or: [{ source: ['a'] }, { detail: { none: [{ exists: true }] } }] })).resolves.toBe(true);
  });

  test('send events from the bus to a topic', async () => {
    const sns = new SNSClient(account.config);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    const published: any[] = [];
    const call = account.account.call.bind(account.account);
    account.account.call = (service, operation, input, more) => {
      if (operation === 'Publish' && service === 'sns') published.push(input);
      return call(service, operation, input, more);
    };
    await put('a');
    const InputTransformer = { InputPathsMap: { who: '$.detail.who', all: '$.detail' }, InputTemplate: '{"text":"hello <who>","all":<all>,"rule":"<aws.events.rule-name>"}' };
    await events.send(new PutTargetsCommand({ Rule: 'a', Targets: [{ Id: '1', Arn: TopicArn, InputTransformer }] }));
    const answer = await events.send(new PutEventsCommand({
      Entries: [
        { Source: 'mine', DetailType: 'greeting', Detail: '{"who":"you"}' },
        { Source: 'other', DetailType: 'greeting', Detail: '{}' },
        { Source: 'mine', DetailType: 'greeting', Detail: 'no' },
        { Source: 'aws.ssm', DetailType: 'greeting', Detail: '{}' },
        { Source: 'mine', Detail: '{}' },
      ],
    }));
    await account.account.settled();
    expect(answer).toMatchObject({ FailedEntryCount: 3 });
    expect(answer.Entries!.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, undefined, 'MalformedDetail', 'NotAuthorizedForSource', 'InvalidArgument']);
    expect(published.map(({ Message }) => JSON.parse(Message))).toEqual([{ text: 'hello you', all: { who: 'you' }, rule: 'a' }]);
    sns.destroy();
  });
});

describe('delivery', () => {
  const calls: { operation: string; input: any; call: any }[] = [];
  const recorder = (...names: string[]): ServiceFactory => () => ({
    operations: Object.fromEntries(names.map(operation => [operation, (input, call) => void calls.push({ operation, input, call })])),
  });
  let account: Account;
  beforeEach(() => {
    calls.length = 0;
    account = new Account({ services: { events: eventsService, ssm: ssmService, codepipeline: recorder('StartPipelineExecution'), lambda: recorder('Invoke') } });
  });
  const rule = async (Name: string, options: object, ...Targets: Omit<Target, 'Id'>[]) => {
    await account.call('events', 'PutRule', { Name, ...options });
    await account.call('events', 'PutTargets', { Rule: Name, Targets: Targets.map((target, i) => ({ Id: String(i), ...target })) });
  };
  const PIPELINE = 'arn:aws:codepipeline:us-east-1:123456789012:core.vehicle';
  const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:ensure';

  test('of a changed parameter starts a pipeline with its trigger', async () => {
    const EventPattern = JSON.stringify({ source: ['aws.ssm'], detail: { name: [{ prefix: '/s/directory/' }], operation: ['Create', 'Update', 'Delete'] } });
    await rule('changed', { EventPattern }, { Arn: PIPELINE, RoleArn: 'arn:aws:iam::123456789012:role/start' });
    await account.call('ssm', 'PutParameter', { Name: '/s/directory/self/a', Value: '1', Type: 'String' });
    await account.call('ssm', 'PutParameter', { Name: '/s/other', Value: '1', Type: 'String' });
    await account.call('ssm', 'DeleteParameter', { Name: '/s/directory/self/a' });
    await account.settled();
    expect(calls.map(({ operation, input, call }) => [operation, input.name, call.cause, call.caller])).toEqual(
      Array(2).fill(['StartPipelineExecution', 'core.vehicle', 'event:Parameter Store Change', 'arn:aws:sts::123456789012:assumed-role/start/changed']));
  });

  test('passes the event or a part of it to a function', async () => {
    await rule('all', { EventPattern: '{"source":["mine"]}' }, { Arn: FUNCTION }, { Arn: FUNCTION, InputPath: '$.detail.list[1]' }, { Arn: FUNCTION, Input: '{"fixed":true}' });
    account.publish({ source: 'mine', detailType: 'thing', detail: { list: [1, { two: 2 }] }, resources: ['arn'] });
    await account.settled();
    const [event, part, fixed] = calls.map(({ input }) => JSON.parse(Buffer.from(input.Payload).toString()));
    expect(event).toEqual({
      'version': '0',
      'id': expect.any(String),
      'detail-type': 'thing',
      'source': 'mine',
      'account': '123456789012',
      'time': expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
      'region': 'us-east-1',
      'resources': ['arn'],
      'detail': { list: [1, { two: 2 }] },
    });
    expect(part).toEqual({ two: 2 });
    expect(fixed).toEqual({ fixed: true });
    expect(calls[0].input.InvocationType).toBe('Event');
  });

  test('of a text removes the quotes from objects in it, and fails on a string with a quote, which EventBridge does not escape', async () => {
    const InputTransformer = { InputPathsMap: { what: '$.detail.what' }, InputTemplate: '"it is <what>"' };
    await rule('text', { EventPattern: '{"source":["mine"]}' }, { Arn: FUNCTION, InputTransformer });
    for (const what of [{ a: ['b'] }, 'a "b"', 'b']) account.publish({ source: 'mine', detailType: 'thing', detail: { what } });
    await account.settled();
    expect(calls.map(({ input }) => JSON.parse(Buffer.from(input.Payload).toString()))).toEqual(['it is {a:[b]}', 'it is b']);
    expect(account.failures.map(String)).toEqual([expect.stringContaining('rule text could not deliver \'thing\'')]);
    expect(String(account.failures[0])).toContain('found an input that is no JSON once its variables are filled in, "it is a "b""');
  });

  test('on a schedule happens only on demand', async () => {
    await rule('daily', { ScheduleExpression: 'rate(1 day)' }, { Arn: FUNCTION });
    await account.settled();
    expect(calls).toEqual([]);
    await fireSchedule(account, 'daily');
    expect(calls.map(({ call }) => call.cause)).toEqual(['event:Scheduled Event']);
    await account.call('events', 'DisableRule', { Name: 'daily' });
    await fireSchedule(account, 'daily');
    expect(calls).toHaveLength(1);
  });

  test('that fails is recorded', async () => {
    await rule('nowhere', { EventPattern: '{"source":["mine"]}' }, { Arn: 'arn:aws:sqs:us-east-1:123456789012:queue' });
    account.publish({ source: 'mine', detailType: 'thing', detail: {} });
    await account.settled();
    expect(account.unknownOperations).toEqual(['events:deliver to arn:aws:sqs:us-east-1:123456789012:queue']);
    expect(String(account.failures[0])).toContain('rule nowhere could not deliver');
  });
});

test('there is one event bus', async () => {
  const account = await served();
  const events = new EventBridgeClient(account.config);
  const bus = { Name: 'default', Arn: 'arn:aws:events:us-east-1:123456789012:event-bus/default' };
  await expect(events.send(new DescribeEventBusCommand({}))).resolves.toMatchObject(bus);
  await expect(events.send(new ListEventBusesCommand({}))).resolves.toMatchObject({ EventBuses: [bus] });
  await expect(events.send(new DescribeEventBusCommand({ Name: 'none' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  events.destroy();
  await account.close();
});
