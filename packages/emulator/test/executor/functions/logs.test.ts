import { readFileSync } from 'fs';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipSync, strToU8 } from 'fflate';
import { bench, ROLE, until, type Bench } from '../support';

let on: Bench;
let logs: CloudWatchLogsClient;
let functions: LambdaClient;
async function prepare(options: Parameters<typeof bench>[0] = {}) {
  on = await bench(options);
  const config = { endpoint: on.served.endpoint, region: 'us-east-1', credentials: { accessKeyId: on.account.accessKey, secretAccessKey: 'any' }, maxAttempts: 1 };
  logs = new CloudWatchLogsClient(config);
  functions = new LambdaClient(config);
}
afterEach(async () => {
  logs.destroy();
  functions.destroy();
  await on.close();
});

const create = (name: string, code: string, more: object = {}) => on.account.call('lambda', 'CreateFunction', {
  FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: ROLE, Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) }, ...more,
});
async function invoke(FunctionName: string, payload: object = {}) {
  const { Payload, LogResult, FunctionError } = await functions.send(new InvokeCommand({ FunctionName, LogType: 'Tail', Payload: Buffer.from(JSON.stringify(payload)) }));
  return { answer: JSON.parse(Payload!.transformToString()), log: Buffer.from(LogResult!, 'base64').toString(), error: FunctionError };
}
const eventsOf = async (logGroupName: string) => (await logs.send(new FilterLogEventsCommand({ logGroupName }))).events!;
const ECHO = `exports.handler = async (event, context) => {
  console.log('got', event);
  console.error(new Error('two\\nlines').message);
  process.stdout.write('no end');
  return { id: context.awsRequestId, group: context.logGroupName, stream: context.logStreamName };
};`;

/** Streams, groups and lines: "Sending Lambda function logs to CloudWatch Logs" and "Using Lambda function logs in JSON" in the Lambda developer guide. */
describe('the log of a function', () => {
  test('is a stream of CloudWatch Logs for each process, with Lambda\'s own lines, complete when the answer arrives', async () => {
    await prepare();
    await create('echo', ECHO);
    const { answer: { id, group, stream }, log } = await invoke('echo', { n: 1 });
    expect(group).toBe('/aws/lambda/echo');
    expect(stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][\da-f]{32}$/);
    const events = await eventsOf('/aws/lambda/echo');
    expect(new Set(events.map(({ logStreamName }) => logStreamName))).toEqual(new Set([stream]));
    const messages = events.map(({ message }) => message!.replace(/^\S+Z\t/, 'TIME\t'));
    expect(messages.slice(0, 5)).toEqual([
      `START RequestId: ${id} Version: $LATEST\n`, `TIME\t${id}\tINFO\tgot { n: 1 }\n`, `TIME\t${id}\tERROR\ttwo\nlines\n`, 'no end\n', `END RequestId: ${id}\n`,
    ]);
    expect(messages[5]).toMatch(new RegExp(`^REPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: [1-9]\\d* MB\\tInit Duration: [\\d.]+ ms\\t\\n$`));
    expect(messages).toHaveLength(6);
    expect(log).toBe(events.map(({ message }) => message).join(''));
    expect(readFileSync(on.executor.functionLog('echo'), 'utf8')).toBe(log);
    const again = await invoke('echo');
    expect(again.answer.stream).toBe(stream);
    expect(again.log).not.toContain('Init Duration');
    expect(await eventsOf('/aws/lambda/echo')).toHaveLength(12);
  });

  test('has the group, the format and the level of the function\'s configuration', async () => {
    await prepare();
    await create('quiet', `exports.handler = async () => {
      console.info('left out');
      console.warn({ reason: 'told' });
      throw new TypeError('bad');
    };`, { LoggingConfig: { LogFormat: 'JSON', LogGroup: '/our/functions', ApplicationLogLevel: 'WARN', SystemLogLevel: 'INFO' } });
    await expect(functions.send(new GetFunctionConfigurationCommand({ FunctionName: 'quiet' }))).resolves
      .toMatchObject({ LoggingConfig: { LogFormat: 'JSON', LogGroup: '/our/functions', ApplicationLogLevel: 'WARN', SystemLogLevel: 'INFO' } });
    expect((await invoke('quiet')).error).toBe('Unhandled');
    const events = await eventsOf('/our/functions');
    expect(events[0].logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/quiet\[\$LATEST\][\da-f]{32}$/);
    expect(events.map(({ message }) => JSON.parse(message!))).toEqual([
      { time: expect.any(String), type: 'platform.start', record: expect.anything() },
      { timestamp: expect.any(String), level: 'WARN', requestId: expect.any(String), message: { reason: 'told' } },
      { timestamp: expect.any(String), level: 'ERROR', requestId: expect.any(String), message: { errorType: 'TypeError', errorMessage: 'bad', stackTrace: expect.any(Array) } },
      { time: expect.any(String), type: 'platform.report', record: expect.objectContaining({ status: 'error' }) },
    ]);
  });

  test('can be followed while the function runs, and ends at its timeout', async () => {
    await prepare();
    await create('slow', "exports.handler = () => { console.log('begun'); return new Promise(() => setTimeout(() => {}, 60000)); };", { Timeout: 2 });
    const answer = invoke('slow');
    const seen = async () => (await on.account.call('logs', 'DescribeLogGroups')).logGroups.length && (await eventsOf('/aws/lambda/slow')).some(({ message }) => message!.endsWith('begun\n'));
    await until(seen);
    expect((await eventsOf('/aws/lambda/slow')).map(({ message }) => message).join('')).not.toContain('END RequestId');
    expect(await answer).toMatchObject({ error: 'Unhandled', answer: { errorMessage: 'Task timed out after 2.00 seconds' } });
    expect((await answer).log).toMatch(/ Task timed out after 2\.00 seconds\nEND RequestId: .*\nREPORT .*\tStatus: timeout\t\n$/);
  });

  test('is only in the local file if the role may not write to CloudWatch Logs', async () => {
    await prepare({ faults: { errors: [{ operation: 'logs:CreateLogStream', by: 'services', code: 'AccessDeniedException' }] } });
    await create('echo', ECHO);
    expect((await invoke('echo')).log).toContain('got {}');
    expect(readFileSync(on.executor.functionLog('echo'), 'utf8')).toContain('got {}');
    expect((await on.account.call('logs', 'DescribeLogGroups')).logGroups).toEqual([]);
  });

  test('is configured by a template', async () => {
    await prepare();
    const Properties = { FunctionName: 'made', Role: ROLE, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: ECHO }, LoggingConfig: { LogFormat: 'JSON', LogGroup: '/our/functions' } };
    await on.account.call('cloudformation', 'CreateStack', { StackName: 'made', TemplateBody: JSON.stringify({ Resources: { Made: { Type: 'AWS::Lambda::Function', Properties } } }) });
    await on.account.settled();
    await expect(functions.send(new GetFunctionConfigurationCommand({ FunctionName: 'made' }))).resolves
      .toMatchObject({ LoggingConfig: { LogFormat: 'JSON', LogGroup: '/our/functions', ApplicationLogLevel: 'INFO' } });
  });

  test('has levels only in JSON', async () => {
    await prepare();
    await expect(create('text', ECHO, { LoggingConfig: { LogFormat: 'Text', SystemLogLevel: 'WARN' } })).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  });
});
