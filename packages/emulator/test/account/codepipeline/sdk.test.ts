import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  ApprovalAlreadyCompletedException, CodePipelineClient, CreatePipelineCommand, DeletePipelineCommand, DisableStageTransitionCommand,
  DuplicatedStopRequestException,
  EnableStageTransitionCommand, GetPipelineCommand, GetPipelineExecutionCommand, GetPipelineStateCommand, InvalidApprovalTokenException,
  InvalidJobStateException, InvalidNextTokenException, InvalidStructureException, JobNotFoundException, ListActionExecutionsCommand,
  ListPipelineExecutionsCommand, ListPipelinesCommand, ListTagsForResourceCommand, paginateListPipelineExecutions, type PipelineDeclaration,
  PipelineExecutionNotFoundException, PipelineExecutionNotStoppableException, PipelineNameInUseException, PipelineNotFoundException,
  PipelineVersionNotFoundException, PutApprovalResultCommand, PutJobFailureResultCommand, PutJobSuccessResultCommand, ResourceNotFoundException,
  RetryStageExecutionCommand, StageNotFoundException, StageNotRetryableException, StartPipelineExecutionCommand, StopPipelineExecutionCommand,
  TagResourceCommand, UntagResourceCommand, UpdatePipelineCommand, ValidationException,
} from '@aws-sdk/client-codepipeline';
import { pipelineStateOf } from '../../../src/account/codepipeline';
import { functionStateOf } from '../../../src/account/lambda';
import { startExecutor, type Executor } from '../../../src/executor';
import { approve, invoke, pipeline, until } from '../../executor/support';
import { served, type Served } from '../served';

const ARN = 'arn:aws:codepipeline:us-east-1:123456789012:release';
const BUCKET = 'artifacts';
const take = {
  name: 'Take',
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: { S3Bucket: BUCKET, S3ObjectKey: 'source.zip' },
  outputArtifacts: [{ name: 'Source' }],
} as const;
const RELEASE: PipelineDeclaration = pipeline('release', {
  Source: [{ ...take, outputArtifacts: [...take.outputArtifacts] }],
  Review: [approve('Ask')],
  Work: [invoke('Call', 'worker')],
}, { executionMode: 'QUEUED', variables: [{ name: 'LEVEL', defaultValue: 'low' }] });

let account: Served;
let client: CodePipelineClient;
beforeEach(async () => {
  account = await served();
  client = new CodePipelineClient(account.config);
});
afterEach(async () => {
  client.destroy();
  await account.close();
});

const create = (more: Partial<PipelineDeclaration> = {}) =>
  client.send(new CreatePipelineCommand({ pipeline: { ...RELEASE, ...more }, tags: [{ key: 'a', value: '1' }] }));
const newest = async () => (await client.send(new ListPipelineExecutionsCommand({ pipelineName: 'release' }))).pipelineExecutionSummaries![0].pipelineExecutionId!;
const refused = (answer: Promise<unknown>, error: new (...args: any[]) => Error) => expect(answer).rejects.toBeInstanceOf(error);

describe('a pipeline', () => {
  test('is created, read, changed, listed and deleted', async () => {
    const { pipeline: created, tags } = await create();
    const stages = [{ name: 'Source', actions: [{ name: 'Take', runOrder: 1 }] }, {}, {}];
    expect(created).toMatchObject({ name: 'release', version: 1, pipelineType: 'V2', stages });
    expect(tags).toEqual([{ key: 'a', value: '1' }]);
    await expect(client.send(new UpdatePipelineCommand({ pipeline: { ...created!, executionMode: 'SUPERSEDED' } }))).resolves
      .toMatchObject({ pipeline: { version: 2 } });
    await expect(client.send(new GetPipelineCommand({ name: 'release', version: 2 }))).resolves
      .toMatchObject({ pipeline: { executionMode: 'SUPERSEDED' }, metadata: { pipelineArn: ARN, created: expect.any(Date), updated: expect.any(Date) } });
    await create({ name: 'other' });
    const first = await client.send(new ListPipelinesCommand({ maxResults: 1 }));
    expect(first.pipelines).toMatchObject([{ name: 'release', version: 2, created: expect.any(Date) }]);
    await expect(client.send(new ListPipelinesCommand({ nextToken: first.nextToken }))).resolves.toMatchObject({ pipelines: [{ name: 'other' }] });
    await client.send(new DeletePipelineCommand({ name: 'release' }));
    await client.send(new DeletePipelineCommand({ name: 'release' }));
    await refused(client.send(new GetPipelineCommand({ name: 'release' })), PipelineNotFoundException);
  });

  test('is refused if its name is taken, if it is malformed or does not exist', async () => {
    await create();
    await refused(create(), PipelineNameInUseException);
    await refused(create({ name: 'no name' }), ValidationException);
    await refused(create({ name: 'short', stages: RELEASE.stages!.slice(0, 1) }), InvalidStructureException);
    const reversed = { ...RELEASE, stages: [...RELEASE.stages!].reverse() };
    await refused(client.send(new UpdatePipelineCommand({ pipeline: reversed })), InvalidStructureException);
    await refused(client.send(new UpdatePipelineCommand({ pipeline: { ...RELEASE, name: 'none' } })), PipelineNotFoundException);
    await refused(client.send(new GetPipelineCommand({ name: 'release', version: 7 })), PipelineVersionNotFoundException);
    await refused(client.send(new GetPipelineStateCommand({ name: 'none' })), PipelineNotFoundException);
    await refused(client.send(new ListPipelinesCommand({ nextToken: 'none' })), InvalidNextTokenException);
    await refused(client.send(new DeletePipelineCommand({ name: 'no name' })), ValidationException);
  });

  test('carries tags', async () => {
    await create();
    await client.send(new TagResourceCommand({ resourceArn: ARN, tags: [{ key: 'a', value: '2' }, { key: 'b', value: '3' }] }));
    await client.send(new UntagResourceCommand({ resourceArn: ARN, tagKeys: ['b'] }));
    await expect(client.send(new ListTagsForResourceCommand({ resourceArn: ARN }))).resolves.toMatchObject({ tags: [{ key: 'a', value: '2' }] });
    const resourceArn = `${ARN}s`;
    await refused(client.send(new TagResourceCommand({ resourceArn, tags: [] })), ResourceNotFoundException);
    await refused(client.send(new UntagResourceCommand({ resourceArn, tagKeys: [] })), ResourceNotFoundException);
    await refused(client.send(new ListTagsForResourceCommand({ resourceArn })), ResourceNotFoundException);
  });
});

describe('an execution', () => {
  test('is started once per token, read, listed in pages and stopped', async () => {
    await create();
    const start = new StartPipelineExecutionCommand({ name: 'release', clientRequestToken: 'once', variables: [{ name: 'LEVEL', value: 'high' }] });
    const { pipelineExecutionId } = await client.send(start);
    await expect(client.send(start)).resolves.toMatchObject({ pipelineExecutionId });
    const execution = { pipelineName: 'release', pipelineExecutionId };
    await expect(client.send(new GetPipelineExecutionCommand(execution))).resolves.toMatchObject({
      pipelineExecution: {
        ...execution, pipelineVersion: 1, status: 'InProgress', variables: [{ name: 'LEVEL', resolvedValue: 'high' }], trigger: { triggerType: 'StartPipelineExecution' },
      },
    });
    await client.send(new StopPipelineExecutionCommand({ ...execution, abandon: true, reason: 'enough' }));
    const triggers = [];
    for await (const page of paginateListPipelineExecutions({ client, pageSize: 1 }, { pipelineName: 'release' })) {
      triggers.push(...page.pipelineExecutionSummaries!.map(each => [each.status, each.trigger!.triggerType, each.stopTrigger?.reason]));
      expect(page.pipelineExecutionSummaries).toMatchObject([{ startTime: expect.any(Date), lastUpdateTime: expect.any(Date) }]);
    }
    expect(triggers).toEqual([['Stopped', 'StartPipelineExecution', 'enough'], ['InProgress', 'CreatePipeline', undefined]]);
    await refused(client.send(new StopPipelineExecutionCommand(execution)), PipelineExecutionNotStoppableException);
  });

  test('is not found under another name or id', async () => {
    await create();
    const unknown = { pipelineName: 'release', pipelineExecutionId: 'none' };
    await refused(client.send(new StartPipelineExecutionCommand({ name: 'none' })), PipelineNotFoundException);
    await refused(client.send(new ListPipelineExecutionsCommand({ pipelineName: 'none' })), PipelineNotFoundException);
    await refused(client.send(new ListActionExecutionsCommand({ pipelineName: 'none' })), PipelineNotFoundException);
    await refused(client.send(new GetPipelineExecutionCommand(unknown)), PipelineExecutionNotFoundException);
    await refused(client.send(new StopPipelineExecutionCommand(unknown)), PipelineExecutionNotFoundException);
    await refused(client.send(new RetryStageExecutionCommand({ ...unknown, stageName: 'Work', retryMode: 'FAILED_ACTIONS' })), PipelineExecutionNotFoundException);
    const retry = { pipelineName: 'release', pipelineExecutionId: await newest(), retryMode: 'FAILED_ACTIONS' } as const;
    await refused(client.send(new RetryStageExecutionCommand({ ...retry, stageName: 'None' })), StageNotFoundException);
    await refused(client.send(new RetryStageExecutionCommand({ ...retry, stageName: 'Work' })), StageNotRetryableException);
  });
});

describe('what runs in a pipeline', () => {
  let executor: Executor;
  let workDir: string;
  /** Ids of the jobs that the pipeline's function was called for. */
  let jobs: string[];
  let isClosed: boolean;
  beforeEach(async () => {
    jobs = [];
    isClosed = false;
    workDir = mkdtempSync(join(tmpdir(), 'codepipeline-'));
    executor = startExecutor(account.account, { workDir, functionRunner: 'none', buildConcurrency: 1, baseEnvironment: {} });
    functionStateOf(account.account).invoker = async (_, payload) => {
      const { id } = JSON.parse(payload)['CodePipeline.job'];
      jobs.push(id);
      await until(() => pipelineStateOf(account.account).jobs[id].answered || isClosed);
      return { ok: true, payload: 'null' };
    };
    await account.account.call('s3', 'CreateBucket', { Bucket: BUCKET });
    await account.account.call('s3', 'PutBucketVersioning', { Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
    await account.account.call('s3', 'PutObject', { Bucket: BUCKET, Key: 'source.zip', Body: 'x' });
    await account.account.call('lambda', 'CreateFunction', { FunctionName: 'worker', Role: 'arn:aws:iam::123456789012:role/r', Code: { ZipFile: 'exports.handler = 1' } });
    await create();
  });
  afterEach(() => {
    isClosed = true;
    executor.processes.close();
    rmSync(workDir, { recursive: true, force: true });
  });

  const stage = async (index: number) => (await client.send(new GetPipelineStateCommand({ name: 'release' }))).stageStates![index];
  const asked = () => until(async () => (await stage(1)).actionStates![0].latestExecution?.token);
  const answer = (token: string, more: object = {}) => client.send(new PutApprovalResultCommand({
    pipelineName: 'release', stageName: 'Review', actionName: 'Ask', token, result: { status: 'Approved', summary: 'well' }, ...more,
  }));
  const called = () => until(() => jobs.at(-1));
  const status = async () => (await client.send(new GetPipelineExecutionCommand({ pipelineName: 'release', pipelineExecutionId: await newest() }))).pipelineExecution!.status!;
  const ends = (as: string) => until(async () => await status() === as);

  test('waits for an approval, which can be answered once', async () => {
    const token = await asked();
    await refused(answer('00000000-0000-0000-0000-000000000000'), InvalidApprovalTokenException);
    await refused(answer(token, { stageName: 'None' }), StageNotFoundException);
    await expect(answer(token)).resolves.toMatchObject({ approvedAt: expect.any(Date) });
    await refused(answer(token), ApprovalAlreadyCompletedException);
    expect(await stage(1)).toMatchObject({ actionStates: [{ actionName: 'Ask', latestExecution: { status: 'Succeeded', summary: 'well', lastStatusChange: expect.any(Date) } }] });
  });

  test('stops after the running action, and only once', async () => {
    await answer(await asked());
    const jobId = await called();
    const execution = { pipelineName: 'release', pipelineExecutionId: await newest() };
    await client.send(new StopPipelineExecutionCommand(execution));
    expect(await status()).toBe('Stopping');
    await refused(client.send(new StopPipelineExecutionCommand(execution)), DuplicatedStopRequestException);
    await client.send(new PutJobSuccessResultCommand({ jobId }));
    await ends('Stopped');
  });

  test('ends a job with the function\'s result, and can be retried', async () => {
    await answer(await asked());
    await client.send(new PutJobFailureResultCommand({ jobId: await called(), failureDetails: { type: 'JobFailed', message: 'not today' } }));
    await ends('Failed');
    const pipelineExecutionId = await newest();
    const retry = { pipelineName: 'release', pipelineExecutionId, stageName: 'Work', retryMode: 'FAILED_ACTIONS' } as const;
    await expect(client.send(new RetryStageExecutionCommand(retry))).resolves.toMatchObject({ pipelineExecutionId });
    await until(() => jobs.length === 2);
    await client.send(new PutJobSuccessResultCommand({ jobId: jobs[1], executionDetails: { summary: 'done' }, outputVariables: { RESULT: 'fine' } }));
    await ends('Succeeded');

    const { actionExecutionDetails } = await client.send(new ListActionExecutionsCommand({ pipelineName: 'release', filter: { pipelineExecutionId } }));
    expect(actionExecutionDetails!.map(({ stageName, status: ended }) => `${stageName} ${ended}`))
      .toEqual(['Work Succeeded', 'Work Failed', 'Review Succeeded', 'Source Succeeded']);
    const [succeeded, failed, , source] = actionExecutionDetails!;
    expect(succeeded).toMatchObject({ startTime: expect.any(Date), output: { outputVariables: { RESULT: 'fine' }, executionResult: { externalExecutionSummary: 'done' } } });
    expect(failed).toMatchObject({ input: { actionTypeId: { provider: 'Lambda' } }, output: { executionResult: { errorDetails: { code: 'JobFailed', message: 'not today' } } } });
    expect(source).toMatchObject({ output: { outputArtifacts: [{ name: 'Source', s3location: { bucket: BUCKET } }] } });
  });

  test('takes one result for a job', async () => {
    await answer(await asked());
    const jobId = await called();
    await refused(client.send(new PutJobSuccessResultCommand({ jobId: 'none' })), JobNotFoundException);
    await refused(client.send(new PutJobFailureResultCommand({ jobId: 'none', failureDetails: { type: 'JobFailed', message: 'x' } })), JobNotFoundException);
    await client.send(new PutJobSuccessResultCommand({ jobId }));
    await refused(client.send(new PutJobSuccessResultCommand({ jobId })), InvalidJobStateException);
    await refused(client.send(new PutJobFailureResultCommand({ jobId, failureDetails: { type: 'JobFailed', message: 'x' } })), InvalidJobStateException);
  });

  test('does not enter a stage whose transition is disabled', async () => {
    const transition = { pipelineName: 'release', stageName: 'Work', transitionType: 'Inbound' } as const;
    await client.send(new DisableStageTransitionCommand({ ...transition, reason: 'a holiday' }));
    await answer(await asked());
    await until(async () => (await stage(2)).inboundExecution);
    expect(await stage(2)).toMatchObject({ inboundTransitionState: { enabled: false, disabledReason: 'a holiday', lastChangedAt: expect.any(Date) } });
    expect(jobs).toEqual([]);
    await client.send(new EnableStageTransitionCommand(transition));
    await called();
    expect(await stage(2)).toMatchObject({ inboundTransitionState: { enabled: true }, latestExecution: { status: 'InProgress' } });
    await refused(client.send(new DisableStageTransitionCommand({ ...transition, stageName: 'None', reason: 'x' })), StageNotFoundException);
    await refused(client.send(new EnableStageTransitionCommand({ ...transition, pipelineName: 'none' })), PipelineNotFoundException);
  });
});
