import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CodePipelineClient, CreatePipelineCommand, DisableStageTransitionCommand, type PipelineDeclaration, PutApprovalResultCommand, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { zipSync } from 'fflate';
import * as functions from '../../../src/functions/aws/pipelines';
import { isRunning } from '../../../src/model/execution';
import { type Account, createAccount, type Executor, serve, type ServedAccount, startExecutor } from '@cv-insync/emulator';

const BUCKET = 'artifacts';
let account: Account;
let served: ServedAccount;
let executor: Executor;
let workDir: string;
const before = { ...process.env };
const client = () => new CodePipelineClient({});
beforeAll(async () => {
  workDir = mkdtempSync(join(tmpdir(), 'pipelines-'));
  account = createAccount();
  served = await serve(account);
  executor = startExecutor(account, { workDir, functionRunner: 'none', buildConcurrency: 1, baseEnvironment: {} });
  Object.assign(process.env, { AWS_ENDPOINT_URL: served.endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: account.accessKey, AWS_SECRET_ACCESS_KEY: 'any' });
  await account.call('s3', 'CreateBucket', { Bucket: BUCKET });
  await account.call('s3', 'PutBucketVersioning', { Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
  await account.call('s3', 'PutObject', { Bucket: BUCKET, Key: 'dtc.zip', Body: Buffer.from(zipSync({ 'readme.md': new Uint8Array() })) });
});
afterAll(async () => {
  process.env = before;
  executor.processes.close();
  await served.close();
  rmSync(workDir, { recursive: true, force: true });
});

const declaration = (name: string): PipelineDeclaration => ({
  name,
  roleArn: 'arn:aws:iam::123456789012:role/pipelines',
  pipelineType: 'V2',
  artifactStore: { type: 'S3', location: BUCKET },
  stages: [
    {
      name: 'Source',
      actions: [{
        name: 'Source',
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
        configuration: { S3Bucket: BUCKET, S3ObjectKey: 'dtc.zip', PollForSourceChanges: 'false' },
        outputArtifacts: [{ name: 'Source' }],
      }],
    },
    { name: 'Deploy', actions: [{ name: 'Approve', actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' } }] },
  ],
});

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

test('a pipeline that is not there has no executions and no stages', async () => {
  expect(await functions.newest('none.s')).toBeUndefined();
  expect(await functions.newestAttempt('none.s')).toBeUndefined();
  expect(await functions.stages('none.s')).toEqual({});
});

test('the newest execution is read as soon as the pipeline is created, and a pending approval is recognized', async () => {
  await client().send(new CreatePipelineCommand({ pipeline: declaration('dtc.s') }));
  const created = await functions.newest('dtc.s');
  expect(isRunning(created)).toBe(true);
  expect(await functions.names()).toEqual(['dtc.s']);

  const deploy = await until(async () => (await functions.stages('dtc.s')).Deploy);
  expect(deploy).toEqual(expect.objectContaining({ execution: created!.id, status: 'InProgress' }));
  await until(async () => (await functions.stages('dtc.s')).Deploy!.awaitsApproval);
  expect(await functions.isCurrent('dtc.s', created!.id)).toBe(true);

  const { stageStates } = await client().send(new GetPipelineStateCommand({ name: 'dtc.s' }));
  await client().send(new PutApprovalResultCommand({
    pipelineName: 'dtc.s',
    stageName: 'Deploy',
    actionName: 'Approve',
    token: stageStates![1].actionStates![0].latestExecution!.token,
    result: { status: 'Rejected', summary: 'not today' },
  }));
  const ended = await until(async () => !isRunning(await functions.newest('dtc.s')) && await functions.newest('dtc.s'));
  expect(ended).toEqual({ id: created!.id, status: 'Failed' });
  expect((await functions.stages('dtc.s')).Deploy).toEqual(expect.objectContaining({ status: 'Failed', awaitsApproval: false, isDeclined: true, message: expect.stringContaining('not today') }));
});

test('equal tokens start one execution', async () => {
  await functions.start('dtc.s', 'ensure--0123456789abcdef');
  const first = await functions.newest('dtc.s');
  await functions.start('dtc.s', 'ensure--0123456789abcdef');

  expect((await functions.newest('dtc.s'))!.id).toBe(first!.id);
});

test('a variable that no action exported is undefined', async () => {
  const { id } = (await functions.newest('dtc.s'))!;

  expect(await functions.variable('dtc.s', id, 'Approve', 'INSYNC_HELD_BACK')).toBeUndefined();
  expect(await functions.variable('dtc.s', id, 'Nothing', 'INSYNC_HELD_BACK')).toBeUndefined();
});

test('an execution has its trigger, and the status of the previous one', async () => {
  await functions.start('dtc.s', 'ensure--fedcba9876543210');

  expect(await functions.newestAttempt('dtc.s')).toEqual({
    id: expect.any(String), status: 'InProgress', started: expect.any(Date), startedBy: 'arn:aws:iam::123456789012:root', before: expect.any(String),
  });
});

test('the executions that a function started are counted, and no others', async () => {
  const since = new Date();
  const caller = 'arn:aws:sts::123456789012:assumed-role/s-core-functions/s-core-announce';
  await functions.start('dtc.s', 'ensure--00000000');
  for (const clientRequestToken of ['announce--1', 'announce--2']) await account.call('codepipeline', 'StartPipelineExecution', { name: 'dtc.s', clientRequestToken }, { caller });

  expect(await functions.startedBy('dtc.s', 's-core-announce', since)).toBe(2);
  expect(await functions.startedBy('dtc.s', 's-core-ensure', since)).toBe(0);
  expect(await functions.startedBy('dtc.s', 's-core-announce', new Date(Date.now() + 1000))).toBe(0);
});

test('a transition that was disabled for one reason is enabled for that reason only', async () => {
  const enabled = async () => (await client().send(new GetPipelineStateCommand({ name: 'dtc.s' }))).stageStates![1].inboundTransitionState!.enabled;
  await client().send(new DisableStageTransitionCommand({ pipelineName: 'dtc.s', stageName: 'Deploy', transitionType: 'Inbound', reason: 'not before Monday' }));

  expect(await functions.reopen('dtc.s', 'Deploy', 'the module is being removed')).toBe(false);
  expect(await enabled()).toBe(false);
  expect(await functions.reopen('dtc.s', 'Deploy', 'not before Monday')).toBe(true);
  expect(await enabled()).toBe(true);
  expect(await functions.reopen('none.s', 'Deploy', 'not before Monday')).toBe(false);
});

describe('a pipeline may miss pushes', () => {
  const source = {
    name: 'Source',
    actions: [{
      name: 'Source',
      actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeStarSourceConnection', version: '1' } as const,
      configuration: { ConnectionArn: 'arn:aws:codeconnections:us-east-1:123456789012:connection/0a1b2c3d', FullRepositoryId: 'acme/modules', BranchName: 'main' },
      outputArtifacts: [{ name: 'Source' }],
    }],
  };
  const deploy = {
    name: 'Deploy',
    actions: [{
      name: 'Deploy',
      actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'S3', version: '1' } as const,
      configuration: { BucketName: BUCKET, Extract: 'false', ObjectKey: 'deployed.zip' },
      inputArtifacts: [{ name: 'Source' }],
    }],
  };
  const approve = declaration('any').stages![1];

  test.each([
    ['with path filters', true, { branches: { includes: ['main'] }, filePaths: { includes: ['dtc/**'] } }, [source, deploy]],
    ['without path filters', false, { branches: { includes: ['main'] } }, [source, deploy]],
    ['with path filters, whose changes a person approves', false, { branches: { includes: ['main'] }, filePaths: { includes: ['dtc/**'] } }, [source, approve, { ...deploy, name: 'Then' }]],
  ])('%s: %s', async (name, expected, filter, stages) => {
    const pipeline = `${name.replace(/\W/g, '-')}.s`;
    const triggers = [{ providerType: 'CodeStarSourceConnection' as const, gitConfiguration: { sourceActionName: 'Source', push: [filter] } }];
    await client().send(new CreatePipelineCommand({ pipeline: { ...declaration(pipeline), stages, triggers } }));

    expect(await functions.mayMissPushes(pipeline)).toBe(expected);
  });

  test('but not if it does not exist', async () => {
    expect(await functions.mayMissPushes('none.s')).toBe(false);
  });
});
