import { execFile, spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { promisify } from 'util';
import { CloudWatchLogsClient, FilterLogEventsCommand, GetLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand, CodeBuildClient, type Build } from '@aws-sdk/client-codebuild';
import { gunzipSync } from 'fflate';
import { buildStateOf, type BuildRecord } from '../../../src/account/codebuild';
import { bodyBytes } from '../../../src/account/lambda';
import { bench, project, ROLE, until, type Bench } from '../support';

let on: Bench;
let logs: CloudWatchLogsClient;
let builds: CodeBuildClient;

async function prepare(options: Parameters<typeof bench>[0] = {}) {
  on = await bench(options);
  const config = { endpoint: on.served.endpoint, region: 'us-east-1', credentials: { accessKeyId: on.account.accessKey, secretAccessKey: 'any' }, maxAttempts: 1 };
  logs = new CloudWatchLogsClient(config);
  builds = new CodeBuildClient(config);
}
afterEach(async () => {
  logs.destroy();
  builds.destroy();
  await on.close();
});

async function start(buildspec: string, more: object = {}): Promise<BuildRecord> {
  await project(on, 'some', buildspec, { source: { type: 'NO_SOURCE', buildspec }, artifacts: { type: 'NO_ARTIFACTS' }, ...more });
  const { build: { id } } = await on.account.call('codebuild', 'StartBuild', { projectName: 'some' });
  return buildStateOf(on.account).builds[id];
}
const described = async ({ id }: BuildRecord): Promise<Build> => (await builds.send(new BatchGetBuildsCommand({ ids: [id] }))).builds![0];
const uuid = ({ id }: BuildRecord) => id.split(':')[1];
const written = (events: readonly FilteredLogEvent[] | undefined) => events!.map(({ message }) => message!).filter(message => !message.startsWith('[Container]'));
const QUICK = 'version: 0.2\nphases: { build: { commands: [echo hello] } }';

/** Names of groups and streams: "CloudWatch Logs" in the CodeBuild user guide's "Create a build project", and the API reference of LogsLocation. */
describe('the log of a build', () => {
  test('can be followed in CloudWatch Logs while the build runs, and is complete when it ends', async () => {
    await prepare();
    const flag = join(on.workDir, 'flag');
    const record = await start(`version: 0.2\nphases: { build: { commands: [echo first, 'while [ ! -e ${flag} ]; do sleep 0.05; done', 'echo second; printf end'] } }`);
    const logGroupName = '/aws/codebuild/some';
    const filter = async (startTime = 0) => (await logs.send(new FilterLogEventsCommand({ logGroupName, interleaved: true, startTime }))).events;
    const early = await until(async () => on.account.call('logs', 'DescribeLogGroups').then(({ logGroups }) => logGroups.length && filter()).then(events => events && written(events).includes('first\n') && events));
    expect(early[0].logStreamName).toBe(uuid(record));
    const running = await described(record);
    expect(running).toMatchObject({ currentPhase: 'BUILD', phases: expect.arrayContaining([expect.objectContaining({ phaseType: 'BUILD' })]) });
    expect(running.phases!.at(-1)).toEqual({ phaseType: 'BUILD', startTime: expect.any(Date) });
    writeFileSync(flag, '');
    await until(() => record.ended);
    expect(written(await filter(early[0].timestamp))).toEqual(['first\n', 'second\n', 'end\n']);
    const { events } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: uuid(record), startFromHead: true }));
    const text = events!.map(({ message }) => message).join('');
    expect(text).toMatch(/^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} Phase complete: QUEUED State: SUCCEEDED\n/);
    expect(text).toContain('Entering phase BUILD\n');
    expect(readFileSync(record.logFile!, 'utf8').startsWith(text.slice(0, -1))).toBe(true);
  });

  test('is in the place that the build reports, and its group exists from then on, also for stacks', async () => {
    await prepare();
    const record = await start(QUICK);
    await until(() => record.ended);
    expect((await described(record)).logs).toEqual({
      groupName: '/aws/codebuild/some',
      streamName: uuid(record),
      deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Fcodebuild$252Fsome/log-events/${uuid(record)}`,
      cloudWatchLogsArn: `arn:aws:logs:us-east-1:123456789012:log-group:/aws/codebuild/some:log-stream:${uuid(record)}`,
      cloudWatchLogs: { status: 'ENABLED' },
      s3Logs: { status: 'DISABLED', encryptionDisabled: false },
    });
    const template = { Resources: { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/codebuild/some' } } } };
    await on.account.call('cloudformation', 'CreateStack', { StackName: 'late', TemplateBody: JSON.stringify(template) }).catch(() => undefined);
    await on.account.settled();
    const { StackEvents } = await on.account.call('cloudformation', 'DescribeStackEvents', { StackName: 'late' });
    expect(StackEvents.map((event: { ResourceStatusReason?: string }) => event.ResourceStatusReason).join()).toContain('already exists');
  });

  test('is written to the group and prefix of the project, and to its bucket', async () => {
    await prepare();
    await on.account.call('s3', 'CreateBucket', { Bucket: 'logs' });
    const logsConfig = { cloudWatchLogs: { status: 'ENABLED', groupName: '/our/builds', streamName: 'some' }, s3Logs: { status: 'ENABLED', location: 'logs/builds' } };
    const record = await start(QUICK, { logsConfig });
    await until(() => record.ended);
    expect((await described(record)).logs).toMatchObject({
      groupName: '/our/builds', streamName: `some/${uuid(record)}`, s3LogsArn: `arn:aws:s3:::logs/builds/${uuid(record)}.gz`, s3Logs: { status: 'ENABLED' },
    });
    const { events } = await logs.send(new GetLogEventsCommand({ logGroupName: '/our/builds', logStreamName: `some/${uuid(record)}` }));
    expect(written(events)).toEqual(['hello\n']);
    const { Body } = await on.account.call('s3', 'GetObject', { Bucket: 'logs', Key: `builds/${uuid(record)}.gz` });
    expect(Buffer.from(gunzipSync(await bodyBytes(Body))).toString()).toContain('\nhello\n');
  });

  test('is not written to CloudWatch Logs if the project disables it', async () => {
    await prepare();
    const record = await start(QUICK, { logsConfig: { cloudWatchLogs: { status: 'DISABLED' } } });
    await until(() => record.ended);
    expect(record.status).toBe('SUCCEEDED');
    expect((await described(record)).logs).toEqual({ cloudWatchLogs: { status: 'DISABLED' }, s3Logs: { status: 'DISABLED', encryptionDisabled: false } });
    expect((await on.account.call('logs', 'DescribeLogGroups')).logGroups).toEqual([]);
    expect(readFileSync(record.logFile!, 'utf8')).toContain('\nhello\n');
  });

  /** The message of builds whose role lacks logs:CreateLogStream, as quoted in many public questions. */
  test('fails the build if its role may not write it', async () => {
    await prepare({ faults: { errors: [{ operation: 'logs:CreateLogStream', by: 'services', code: 'AccessDeniedException', message: 'User: x is not authorized to perform: logs:CreateLogStream' }] } });
    const record = await start(QUICK);
    await until(() => record.ended);
    expect(record.failure!.message).toBe(`Phase: QUEUED, Code: ACCESS_DENIED, Message: Service role ${ROLE} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams `
      + `for build ${record.arn}. Error message: User: x is not authorized to perform: logs:CreateLogStream`);
    expect((await described(record)).phases!.find(({ phaseType }) => phaseType === 'QUEUED')).toMatchObject({ phaseStatus: 'FAILED', contexts: [{ statusCode: 'ACCESS_DENIED' }] });
  });
});

const hasCli = spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0;

(hasCli ? test : test.skip)('the AWS CLI reads what a build writes', async () => {
  await prepare();
  const record = await start(QUICK);
  await until(() => record.ended);
  const aws = async (...args: string[]) => JSON.parse((await promisify(execFile)('aws', [...args, '--output', 'json'], {
    env: { PATH: process.env.PATH, HOME: on.workDir, AWS_ENDPOINT_URL: on.served.endpoint, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: on.account.accessKey, AWS_SECRET_ACCESS_KEY: 'any' },
  })).stdout);
  const { builds: [{ logs: { groupName, streamName } }] } = await aws('codebuild', 'batch-get-builds', '--ids', record.id);
  const found = await aws('logs', 'filter-log-events', '--log-group-name', groupName, '--filter-pattern', 'hello -Container');
  expect(found.events).toEqual([expect.objectContaining({ message: 'hello\n', logStreamName: streamName, eventId: expect.stringMatching(/^\d{56}$/) })]);
  const read = await aws('logs', 'get-log-events', '--log-group-name', groupName, '--log-stream-name', streamName, '--start-from-head');
  expect(read.events.map(({ message }: { message: string }) => message)).toContain('hello\n');
}, 120_000);
