import { CloudFormationClient, DescribeStacksCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListFunctionsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { parameter, Stacks } from './cloudformation/testing';
import { served, type Served } from './served';
import { createAccount, type Faults } from '../../src/account';

let account: Served | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

async function withFaults(faults: Faults) {
  account = await served({ faults });
  return account;
}
const outcome = (call: Promise<unknown>) => call.then(() => 'done', (error: Error) => error.name);
const put = (ssm: SSMClient, Name: string) => outcome(ssm.send(new PutParameterCommand({ Name, Value: '1', Type: 'String', Overwrite: true })));
const get = (ssm: SSMClient, Name: string) => outcome(ssm.send(new GetParameterCommand({ Name })));

describe('calls', () => {
  test('are throttled every n-th time, in the same order each time', async () => {
    for (let run = 0; run < 2; run++) {
      const { config, account: inside, close } = await served({ faults: { throttle: [{ operation: 'ssm:PutParameter', after: 1, every: 2, times: 2 }] } });
      const ssm = new SSMClient(config);
      const outcomes: string[] = [];
      for (let i = 0; i < 8; i++) outcomes.push(await put(ssm, '/a'));
      expect(outcomes).toEqual(['done', 'done', 'ThrottlingException', 'done', 'ThrottlingException', 'done', 'done', 'done']);
      await expect(inside.call('ssm', 'GetParameter', { Name: '/a' })).resolves.toMatchObject({ Parameter: { Version: 6 } });
      await close();
    }
  });

  test('are throttled with the service\'s own error, which SDKs recognize', async () => {
    const { config } = await withFaults({ throttle: [{ operation: '*' }] });
    const refusals = [
      new CloudFormationClient(config).send(new DescribeStacksCommand({})), new SNSClient(config).send(new CreateTopicCommand({ Name: 'a' })),
      new S3Client(config).send(new ListBucketsCommand({})), new LambdaClient(config).send(new ListFunctionsCommand({})), new SSMClient(config).send(new GetParameterCommand({ Name: '/a' })),
    ].map(call => call.then(() => undefined, error => [error.name, error.$metadata.httpStatusCode]));
    expect(await Promise.all(refusals)).toEqual([
      ['Throttling', 400], ['ThrottledException', 429], ['SlowDown', 503], ['TooManyRequestsException', 429], ['ThrottlingException', 400],
    ]);
  });

  test('are retried by a throttled SDK', async () => {
    const { config } = await withFaults({ throttle: [{ operation: 'ssm:*', every: 2 }] });
    const ssm = new SSMClient({ ...config, maxAttempts: 3 });
    expect([await put(ssm, '/a'), await put(ssm, '/b'), await put(ssm, '/c')]).toEqual(['done', 'done', 'done']);
  });

  test('fail with a given code, message and status, without being performed', async () => {
    const { config, account: inside } = await withFaults({ errors: [{ operation: 'ssm:PutParameter', code: 'AccessDeniedException', message: 'not today', status: 403, times: 1 }] });
    const ssm = new SSMClient(config);
    await expect(ssm.send(new PutParameterCommand({ Name: '/a', Value: '1', Type: 'String' })))
      .rejects.toMatchObject({ name: 'AccessDeniedException', message: 'not today', $metadata: { httpStatusCode: 403 } });
    expect([await get(ssm, '/a'), await put(ssm, '/a')]).toEqual(['ParameterNotFound', 'done']);
    expect(inside.failures).toEqual([]);
  });

  test('are delayed', async () => {
    const { config } = await withFaults({ delays: [{ operation: 'ssm:GetParameter', milliseconds: 300 }] });
    const ssm = new SSMClient(config);
    await put(ssm, '/a');
    const start = performance.now();
    expect(await get(ssm, '/a')).toBe('done');
    expect(performance.now() - start).toBeGreaterThan(290);
  });

  test('between services are not affected unless they are selected', async () => {
    const template = { Resources: { P: parameter('x', { Name: '/p' }) } };
    const ofClients = new Stacks({ faults: { throttle: [{ operation: 'ssm:*' }] } });
    expect(await ofClients.create('a', template)).toBe('CREATE_COMPLETE');
    const ofServices = new Stacks({ faults: { throttle: [{ operation: 'ssm:PutParameter', by: 'services' }] } });
    expect(await ofServices.create('a', template)).toBe('ROLLBACK_COMPLETE');
    expect(await ofServices.events('a', 'P')).toContain('CREATE_FAILED: Rate exceeded');
  });
});

describe('events', () => {
  const started = async (faults: Faults) => {
    const inside = createAccount({ faults });
    const { TopicArn } = await inside.call('sns', 'CreateTopic', { Name: 't' });
    await inside.call('events', 'PutRule', { Name: 'r', EventPattern: JSON.stringify({ source: ['aws.ssm', 'mine'] }) });
    await inside.call('events', 'PutTargets', { Rule: 'r', Targets: [{ Id: 't', Arn: TopicArn }] });
    await inside.call('ssm', 'PutParameter', { Name: '/a', Value: '1', Type: 'String' });
    await inside.call('ssm', 'PutParameter', { Name: '/a', Value: '2', Type: 'String', Overwrite: true });
    await inside.call('events', 'PutEvents', { Entries: [{ Source: 'mine', DetailType: 'Own', Detail: '{}' }] });
    await inside.settled();
    const { topics } = inside.stateOf('sns') as any;
    return topics[TopicArn].messages.map(({ message }: { message: string }) => JSON.parse(message)).map((event: any) => [event['detail-type'], event.detail.operation, event.id]);
  };

  test('get lost by detail type', async () => {
    const events = await started({ events: [{ do: 'lose', detailType: 'Parameter Store Change', times: 1 }] });
    expect(events.map(([type, operation]: string[]) => [type, operation])).toEqual([['Parameter Store Change', 'Update'], ['Own', undefined]]);
  });

  test('are duplicated by source, with the same event id', async () => {
    const events = await started({ events: [{ do: 'double', source: 'mine' }] });
    expect(events).toHaveLength(4);
    expect(events[2]).toEqual(events[3]);
  });
});

describe('resources of stacks', () => {
  const template = (value: string) => ({ Resources: { P: parameter(value), Q: parameter(value, { DependsOn: 'P' }) } });

  test('cannot be created', async () => {
    const stacks = new Stacks({ faults: { resources: [{ fail: 'create', type: 'AWS::SSM::Parameter', logicalId: 'Q', stack: 'a', message: 'no more room', times: 1 }] } });
    expect(await stacks.create('b', template('x'))).toBe('CREATE_COMPLETE');
    expect(await stacks.create('a', template('x'))).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.events('a', 'Q')).toContain('CREATE_FAILED: no more room');
    await stacks.delete('a');
    expect(await stacks.create('a', template('x'))).toBe('CREATE_COMPLETE');
  });

  test('cannot be changed, which rolls back', async () => {
    const stacks = new Stacks({ faults: { resources: [{ fail: 'update', logicalId: 'Q', times: 1 }] } });
    await stacks.create('a', template('x'));
    expect(await stacks.update('a', template('y'))).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.update('a', template('y'))).toBe('UPDATE_COMPLETE');
  });

  test('cannot be deleted, until the deletion is tried again', async () => {
    const stacks = new Stacks({ faults: { resources: [{ fail: 'delete', stack: 'a', times: 1 }] } });
    await stacks.create('a', template('x'));
    expect(await stacks.delete('a')).toBe('DELETE_FAILED');
    expect(await stacks.delete('a')).toBe('DELETE_COMPLETE');
  });
});

describe('after the n-th call', () => {
  const isRefused = (name: string) => ['Error', 'TimeoutError'].includes(name);

  test('no call is answered any more, and none is performed', async () => {
    const { config, account: inside } = await withFaults({ stop: [{ after: 2, operation: 'ssm:PutParameter' }] });
    const ssm = new SSMClient(config);
    expect([await put(ssm, '/a'), await get(ssm, '/a'), await put(ssm, '/b')]).toEqual(['done', 'done', 'done']);
    await expect(inside.faults!.stopped).resolves.toMatchObject({ after: 2 });
    expect(isRefused(await put(ssm, '/c'))).toBe(true);
    expect(isRefused(await outcome(new CloudFormationClient(config).send(new ListStacksCommand({}))))).toBe(true);
    await expect(inside.call('ssm', 'GetParameters', { Names: ['/a', '/b', '/c'] })).resolves.toMatchObject({ InvalidParameters: ['/c'] });
    expect(inside.failures).toEqual([]);
  });

  test('the answer to that call can be lost, although it was performed', async () => {
    const { config, account: inside } = await withFaults({ stop: [{ after: 1, answer: 'lost' }] });
    expect(isRefused(await put(new SSMClient(config), '/a'))).toBe(true);
    await expect(inside.call('ssm', 'GetParameter', { Name: '/a' })).resolves.toBeDefined();
  });

  test('it can be only the caller that gets no answers, until it starts a new session', async () => {
    const { config } = await withFaults({ stop: [{ after: 1, operation: 'ssm:PutParameter', for: 'caller' }] });
    const sts = new STSClient(config);
    const session = async (RoleSessionName: string) => {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName }));
      return new SSMClient({ ...config, credentials: { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: 'any', sessionToken: 'any' } });
    };
    const [first, second] = [await session('one'), await session('two')];
    expect([await put(first, '/a'), isRefused(await put(first, '/b')), await put(second, '/b')]).toEqual(['done', true, 'done']);
    expect(await outcome(sts.send(new GetCallerIdentityCommand({})))).toBe('done');
  });
});

test('unsupported operations cannot have faults', () => {
  expect(() => createAccount({ faults: { errors: [{ operation: 'ssm:PutParametr', code: 'X' }], delays: [{ operation: 'x', milliseconds: 1 }] } }))
    .toThrow("the account has no operation 'ssm:PutParametr'\n'x' is not an operation");
});
