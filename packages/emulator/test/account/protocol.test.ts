import {
  CloudFormationClient, CreateChangeSetCommand, DescribeChangeSetCommand, DescribeStacksCommand, ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { CodePipelineClient, GetPipelineStateCommand, PutActionRevisionCommand } from '@aws-sdk/client-codepipeline';
import { GetFunctionCommand, InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
import { signed } from './signed';
import { Account, AwsError, createAccount, serve, Operation, ServedAccount } from '../../src/account';

/** Serves an account whose services return what a test defines and record their inputs. */
async function answering(answers: Record<string, Record<string, unknown | Error>>) {
  const inputs: any[] = [];
  const services = Object.fromEntries(Object.entries(answers).map(([service, operations]) => [service, () => ({
    operations: Object.fromEntries(Object.entries(operations).map(([name, answer]): [string, Operation] => [name, input => {
      inputs.push(input);
      if (answer instanceof Error) throw answer;
      return answer as object;
    }])),
  })]));
  const account = new Account({ services });
  served = await serve(account);
  return { account, inputs, config: { endpoint: served.endpoint, region: 'us-east-1', credentials: { accessKeyId: account.accessKey, secretAccessKey: 'any' }, maxAttempts: 1 } };
}

let served: ServedAccount;
afterEach(() => served.close());
const date = new Date('2026-01-02T03:04:05.678Z');

describe('a query', () => {
  test('passes lists, structures, booleans, numbers and strings to the service', async () => {
    const { inputs, config } = await answering({ cloudformation: { CreateChangeSet: { Id: 'id', StackId: 'stack' } } });
    const input = {
      StackName: 's',
      ChangeSetName: 'c',
      TemplateBody: '{"a": "ü & <b>\r\n"}',
      Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const],
      Parameters: Array.from({ length: 12 }, (_, i) => ({ ParameterKey: `P${i}`, ParameterValue: '', UsePreviousValue: i % 2 === 0 })),
      Tags: [],
      IncludeNestedStacks: true,
      RollbackConfiguration: { MonitoringTimeInMinutes: 5 },
    };
    const client = new CloudFormationClient(config);
    await expect(client.send(new CreateChangeSetCommand(input))).resolves.toMatchObject({ Id: 'id', StackId: 'stack' });
    expect(inputs).toEqual([{ ...input, ClientToken: undefined }]);
  });

  test('passes maps', async () => {
    const { inputs, config } = await answering({ sns: { Subscribe: { SubscriptionArn: 'arn' }, GetTopicAttributes: { Attributes: { 'a.b': '1', 'c': '' } }, SetTopicAttributes: {} } });
    const client = new SNSClient(config);
    await client.send(new SubscribeCommand({ TopicArn: 't', Protocol: 'email', Attributes: { A: '1', B: '<2>' } }));
    await expect(client.send(new GetTopicAttributesCommand({ TopicArn: 't' }))).resolves.toMatchObject({ Attributes: { 'a.b': '1', 'c': '' } });
    await expect(client.send(new SetTopicAttributesCommand({ TopicArn: 't', AttributeName: 'x', AttributeValue: '' }))).resolves.toBeDefined();
    expect(inputs[0]).toEqual({ TopicArn: 't', Protocol: 'email', Attributes: { A: '1', B: '<2>' } });
    expect(inputs[2]).toEqual({ TopicArn: 't', AttributeName: 'x', AttributeValue: '' });
  });

  test('is answered with dates, lists, numbers and any text', async () => {
    const stack = {
      StackName: 's',
      StackId: 'id',
      CreationTime: date,
      StackStatus: 'CREATE_COMPLETE',
      EnableTerminationProtection: false,
      TimeoutInMinutes: 7,
      Description: ' "ü" & <b>\r\n ',
      Outputs: [{ OutputKey: 'O', OutputValue: '' }],
      Capabilities: [],
      Tags: [{ Key: 'k', Value: 'v' }],
    };
    const { config } = await answering({ cloudformation: { DescribeStacks: { Stacks: [stack] } } });
    const { Stacks } = await new CloudFormationClient(config).send(new DescribeStacksCommand({}));
    expect(Stacks).toEqual([stack]);
  });

  test('that fails has the error code on the wire, from which the SDK creates its error', async () => {
    const { account, config } = await answering({
      cloudformation: {
        DescribeChangeSet: new AwsError('ChangeSetNotFoundException', 'ChangeSet [x] does not exist'), ValidateTemplate: new AwsError('ValidationError', 'no <template>'), DescribeStacks: new Error('bug'),
      },
    });
    const client = new CloudFormationClient(config);
    await expect(client.send(new DescribeChangeSetCommand({ ChangeSetName: 'x' }))).rejects
      .toMatchObject({ name: 'ChangeSetNotFoundException', message: 'ChangeSet [x] does not exist', $metadata: { httpStatusCode: 404 } });
    const raw = await fetch(config.endpoint, { method: 'POST', headers: signed(account, 'cloudformation'), body: new URLSearchParams({ Action: 'DescribeChangeSet', Version: '2010-05-15', ChangeSetName: 'x' }) });
    await expect(raw.text()).resolves.toContain('<Type>Sender</Type><Code>ChangeSetNotFound</Code>');
    await expect(client.send(new ValidateTemplateCommand({}))).rejects.toMatchObject({ name: 'ValidationError', message: 'no <template>', $metadata: { httpStatusCode: 400 } });
    await expect(client.send(new DescribeStacksCommand({}))).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
  });
});

describe('JSON', () => {
  test('passes dates, and names missing members', async () => {
    const state = { pipelineName: 'p', pipelineVersion: 1, created: date, stageStates: [{ stageName: 'Source', inboundTransitionState: { enabled: true }, actionStates: [] }] };
    const { inputs, config } = await answering({ codepipeline: { GetPipelineState: state, PutActionRevision: { newRevision: true, pipelineExecutionId: 'e' } } });
    const client = new CodePipelineClient(config);
    await expect(client.send(new GetPipelineStateCommand({ name: 'p' }))).resolves.toMatchObject(state);
    const actionRevision = { revisionId: 'r', revisionChangeId: 'c', created: date };
    await client.send(new PutActionRevisionCommand({ pipelineName: 'p', stageName: 's', actionName: 'a', actionRevision }));
    expect(inputs[1]).toEqual({ pipelineName: 'p', stageName: 's', actionName: 'a', actionRevision });
    await expect(client.send(new PutActionRevisionCommand({ pipelineName: 'p' } as any))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("3 validation errors detected: Value null at 'stageName' failed to satisfy constraint: Member must not be null; Value null at 'actionName'"),
    });
  });

  test('that fails has the further members of the error', async () => {
    const { config } = await answering({ ssm: { GetParameter: new AwsError('ParameterNotFound', 'not here', 400, { hint: 'look elsewhere' }) } });
    await expect(new SSMClient(config).send(new GetParameterCommand({ Name: 'x' }))).rejects.toMatchObject({ name: 'ParameterNotFound', message: 'not here', hint: 'look elsewhere' });
  });

  test('of a service without an SDK client passes unchanged', async () => {
    const { account, inputs, config } = await answering({ codeconnections: { GetConnection: { Connection: { ConnectionName: 'c' }, Since: date } } });
    const answer = await fetch(config.endpoint, {
      method: 'POST', body: '{"ConnectionArn":"arn"}', headers: { ...signed(account, 'codeconnections'), 'X-Amz-Target': 'com.amazonaws.codeconnections.CodeConnections_20231201.GetConnection' },
    });
    await expect(answer.json()).resolves.toEqual({ Connection: { ConnectionName: 'c' }, Since: date.getTime() / 1000 });
    expect(inputs).toEqual([{ ConnectionArn: 'arn' }]);
  });

  test('that is invalid is refused', async () => {
    const { account, config } = await answering({ ssm: {} });
    const answer = await fetch(config.endpoint, { method: 'POST', body: '{', headers: { ...signed(account, 'ssm'), 'X-Amz-Target': 'AmazonSSM.GetParameter' } });
    expect(answer.status).toBe(400);
    await expect(answer.json()).resolves.toMatchObject({ __type: 'SerializationException' });
  });
});

// The same fields that AWS's SDKs cannot leave out, sent by a client that checks nothing.
test.each<[string, string, Record<string, string>, string]>([
  ['iam', 'Action=GetRole&Version=2010-05-08', {}, "<Code>ValidationError</Code><Message>1 validation error detected: Value null at 'RoleName' failed to satisfy constraint"],
  ['ssm', '{"Name":5}', { 'X-Amz-Target': 'AmazonSSM.GetParameter' }, '"__type":"SerializationException","message":"Name: expected text"'],
  ['ssm', '[]', { 'X-Amz-Target': 'AmazonSSM.GetParameter' }, '"__type":"SerializationException"'],
  ['logs', '{}', { 'X-Amz-Target': 'Logs_20140328.DescribeLogStreams' }, '"__type":"InvalidParameterException"'],
  ['ssm', '{"Name":"constructor"}', { 'X-Amz-Target': 'AmazonSSM.GetParameter' }, '"__type":"ParameterNotFound"'],
])('a request of %s with %s is refused', async (service, body, headers, text) => {
  const account = createAccount();
  served = await serve(account);
  const form: Record<string, string> = service === 'iam' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const answer = await fetch(served.endpoint, { method: 'POST', body, headers: { ...signed(account, service), ...form, ...headers } });
  await expect(answer.text()).resolves.toContain(text);
  expect(answer.status).toBeLessThan(500);
  expect(account.failures).toEqual([]);
});

describe('REST with JSON', () => {
  test('passes members in path, query, headers and body', async () => {
    const { inputs, config } = await answering({
      lambda: {
        Invoke: { StatusCode: 200, FunctionError: 'Unhandled', LogResult: 'log', Payload: Buffer.from('{"ok":false}') },
        ListFunctions: { Functions: [{ FunctionName: 'f', MemorySize: 128 }] },
        GetFunction: new AwsError('ResourceNotFoundException', 'Function not found'),
      },
    });
    const client = new LambdaClient(config);
    const FunctionName = 'arn:aws:lambda:us-east-1:123456789012:function:f';
    const answer = await client.send(new InvokeCommand({ FunctionName, Qualifier: 'live', InvocationType: 'RequestResponse', LogType: 'Tail', Payload: Buffer.from('{"a":1}') }));
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', LogResult: 'log' });
    expect(Buffer.from(answer.Payload!).toString()).toBe('{"ok":false}');
    expect(inputs[0]).toEqual({ FunctionName, Qualifier: 'live', InvocationType: 'RequestResponse', LogType: 'Tail', Payload: Buffer.from('{"a":1}') });
    await expect(client.send(new ListFunctionsCommand({ MaxItems: 3 }))).resolves.toMatchObject({ Functions: [{ FunctionName: 'f', MemorySize: 128 }] });
    expect(inputs[1]).toEqual({ MaxItems: 3 });
    await expect(client.send(new GetFunctionCommand({ FunctionName: 'f' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Function not found' });
  });
});

describe('an operation that the account lacks', () => {
  test('is named and recorded, with every protocol', async () => {
    const { account, config } = await answering({ cloudformation: {}, ssm: {}, lambda: {}, s3: {} });
    const lacks = (operation: string) => ({ name: 'UnknownOperationException', message: `the emulator has no operation ${operation}` });
    await expect(new CloudFormationClient(config).send(new DescribeStacksCommand({}))).rejects.toMatchObject(lacks('cloudformation:DescribeStacks'));
    await expect(new SSMClient(config).send(new GetParameterCommand({ Name: 'x' }))).rejects.toMatchObject(lacks('ssm:GetParameter'));
    await expect(new LambdaClient(config).send(new ListFunctionsCommand({}))).rejects.toMatchObject(lacks('lambda:ListFunctions'));
    await fetch(`${config.endpoint}/bucket?acl`, { headers: signed(account, 's3') });
    await fetch(`${config.endpoint}/bucket/key?torrent`, { headers: signed(account, 's3') });
    expect(account.unknownOperations).toEqual(['cloudformation:DescribeStacks', 'ssm:GetParameter', 'lambda:ListFunctions', 's3:GetBucketAcl', 's3:GetObjectTorrent']);
  });

  test('may be of a service that the account lacks', async () => {
    const { account, config } = await answering({});
    const headers = { 'X-Amz-Target': 'DynamoDB_20120810.ListTables', ...signed(account, 'dynamodb') };
    const answer = await fetch(config.endpoint, { method: 'POST', body: '{}', headers });
    expect(answer.status).toBe(400);
    await expect(answer.json()).resolves.toMatchObject({ __type: 'UnknownOperationException', message: expect.stringContaining('dynamodb:ListTables') });
    expect(account.unknownOperations).toEqual(['dynamodb:ListTables']);
  });
});

test('services are made when they are first called', async () => {
  let made = 0;
  const account = new Account({ services: { ssm: () => { made += 1; return { operations: { GetParameter: () => ({}) } }; } } });
  expect(made).toBe(0);
  await account.call('ssm', 'GetParameter');
  await account.call('ssm', 'GetParameter');
  expect(made).toBe(1);
  served = await serve(account);
});

test('deferred work is awaited, and its failure recorded', async () => {
  const account = new Account({ services: {} });
  const done: number[] = [];
  account.later(async () => {
    done.push(1);
    account.later(async () => { done.push(2); });
    throw new Error('after all');
  });
  expect(done).toEqual([]);
  await account.settled();
  expect(done).toEqual([1, 2]);
  expect(account.failures).toEqual([new Error('after all')]);
  served = await serve(account);
});
