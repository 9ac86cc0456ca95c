import { existsSync, writeFileSync } from 'fs';
import { unzipSync } from 'fflate';
import { approve, bench, build, executionsOf, invoke, outcome, pipeline, project, quiet, repository, ROLE, source, until, type Bench } from './support';
import type { AccountEvent } from '../../src/account';
import { getArtifact } from '../../src/executor/artifacts';

let on: Bench;
beforeEach(async () => {
  on = await bench();
});
afterEach(() => on.close());

const BUILD_SPEC = `
version: 0.2
env:
  exported-variables: [GREETING]
phases:
  build:
    commands:
      - export GREETING="$WORD from $(cat name.txt)"
      - mkdir out && echo "$GREETING" > out/greeting.txt
artifacts:
  base-directory: out
  files: ['**/*']
`;

async function call(operation: string, input: object) {
  return on.account.call('codepipeline', operation, input);
}

async function create(declaration: object) {
  await call('CreatePipeline', { pipeline: declaration });
}

describe('a pipeline', () => {
  test('starts when it is created, passes artifacts and variables on, and succeeds', async () => {
    await repository(on, 'acme/app', { 'name.txt': 'the repository' });
    await project(on, 'first', BUILD_SPEC);
    await project(on, 'second', 'version: 0.2\nphases: { build: { commands: ["test \\"$SAID\\" = \\"$(cat greeting.txt)\\"", "test \\"$COMMIT\\" = \\"$CODEBUILD_RESOLVED_SOURCE_VERSION\\" || true"] } }');
    await create(pipeline('app.of-a-very-long-name', {
      Source: [source('acme/app')],
      Build: [build('first', { namespace: 'First', outputArtifacts: [{ name: 'Greeting_Artifact' }], configuration: { EnvironmentVariables: '[{"name":"WORD","value":"hello"}]' } })],
      Check: [build('second', {
        name: 'Second',
        inputArtifacts: [{ name: 'Greeting_Artifact' }],
        configuration: { EnvironmentVariables: '[{"name":"SAID","value":"#{First.GREETING}"},{"name":"COMMIT","value":"#{SourceVariables.CommitId}"}]' },
      })],
    }));
    await quiet(on);
    const [execution] = executionsOf(on, 'app.of-a-very-long-name');
    expect(outcome(execution)).toEqual({ 'Source/Checkout': 'Succeeded', 'Build/Build': 'Succeeded', 'Check/Second': 'Succeeded' });
    expect(execution).toMatchObject({ status: 'Succeeded', cause: 'creation', triggerType: 'CreatePipeline' });
    expect(execution.actions[1].variables).toEqual({ GREETING: 'hello from the repository' });
    const artifact = execution.artifacts.Greeting_Artifact;
    expect(artifact.key).toMatch(/^app\.of-a-very-long-n\/Greeting_A\/[\w-]{7}$/);
    expect(Object.keys(unzipSync(await getArtifact(on.account, artifact, { caller: on.account.root })))).toEqual(['greeting.txt']);
  });

  test('fails with a failed build, naming the command, and its later stages do not run', async () => {
    await repository(on, 'acme/app', { 'name.txt': 'x' });
    await project(on, 'failing', 'version: 0.2\nphases: { build: { commands: ["echo some words", "exit 3"] } }');
    await create(pipeline('failing', { Source: [source('acme/app')], Build: [build('failing')], Later: [approve('Later')] }));
    await quiet(on);
    const [execution] = executionsOf(on, 'failing');
    expect(execution.status).toBe('Failed');
    expect(outcome(execution)).toEqual({ 'Source/Checkout': 'Succeeded', 'Build/Build': 'Failed' });
    expect(execution.actions[1].summary).toContain('Error while executing command: exit 3. Reason: exit status 3');
  });

  test('fails at an action of an unknown provider, naming it and the known ones', async () => {
    await repository(on, 'acme/app', { 'name.txt': 'x' });
    const deploy = { name: 'Ship', actionTypeId: { category: 'Deploy' as const, owner: 'AWS' as const, provider: 'ECS', version: '1' } };
    await create(pipeline('ecs', { Source: [source('acme/app')], Deploy: [deploy] }));
    await quiet(on);
    expect(executionsOf(on, 'ecs')[0].actions[1].summary).toMatch(/'Ship' is of type Deploy\/ECS, which the emulator does not run; it runs .*CodeBuild/);
  });

  test('retries only the failed actions of a stage', async () => {
    await repository(on, 'acme/app', { 'name.txt': 'x' });
    const flag = `${on.workDir}/flag`;
    await project(on, 'steady', 'version: 0.2\nphases: { build: { commands: ["true"] } }');
    await project(on, 'flaky', `version: 0.2\nphases: { build: { commands: ["test -e ${flag}"] } }`);
    await create(pipeline('retry', { Source: [source('acme/app')], Build: [build('steady', { name: 'Steady' }), build('flaky', { name: 'Flaky' })] }));
    await quiet(on);
    const [execution] = executionsOf(on, 'retry');
    expect(execution.status).toBe('Failed');
    writeFileSync(flag, '');
    await call('RetryStageExecution', { pipelineName: 'retry', stageName: 'Build', pipelineExecutionId: execution.id, retryMode: 'FAILED_ACTIONS' });
    await quiet(on);
    expect(execution.status).toBe('Succeeded');
    expect(execution.actions.map(({ name, status }) => `${name} ${status}`)).toEqual(['Checkout Succeeded', 'Steady Succeeded', 'Flaky Failed', 'Flaky Succeeded']);
    expect((await call('ListActionExecutions', { pipelineName: 'retry' })).actionExecutionDetails).toHaveLength(4);
  });
});

describe('an action whose host is lost', () => {
  test.each([['before', false, 'the host that ran the action was lost before its work'], ['after', true, 'spot capacity is gone']] as const)(
    'fails %s its work, which is told apart, and is done by a retry', async (fail, done, message) => {
      await on.close();
      on = await bench({ faults: { actions: [{ fail, pipeline: 'app', action: 'Build', times: 1, ...fail === 'after' && { message } }] } });
      await repository(on, 'acme/app', { 'name.txt': 'x' });
      const flag = `${on.workDir}/flag`;
      await project(on, 'touching', `version: 0.2\nphases: { build: { commands: ["touch ${flag}"] } }`);
      await create(pipeline('app', { Source: [source('acme/app')], Build: [build('touching')] }));
      await quiet(on);
      const [execution] = executionsOf(on, 'app');
      expect(outcome(execution)).toEqual({ 'Source/Checkout': 'Succeeded', 'Build/Build': 'Failed' });
      expect(execution.actions[1].error).toEqual({ code: 'InternalError', message });
      expect(existsSync(flag)).toBe(done);

      await call('RetryStageExecution', { pipelineName: 'app', stageName: 'Build', pipelineExecutionId: execution.id, retryMode: 'FAILED_ACTIONS' });
      await quiet(on);
      expect(execution.status).toBe('Succeeded');
    });
});

describe('executions of one pipeline', () => {
  const gated = () => pipeline('gated', { Source: [source('acme/app')], Ask: [approve('Ask')], End: [approve('End')] });
  beforeEach(() => repository(on, 'acme/app', { 'name.txt': 'x' }));
  const asked = () => until(() => executionsOf(on, 'gated').flatMap(each => each.actions).find(({ token, status }) => token && status === 'InProgress'));
  const answer = async (status: string) => {
    const { token, stage, name } = await asked();
    await call('PutApprovalResult', { pipelineName: 'gated', stageName: stage, actionName: name, token, result: { status, summary: 'so be it' } });
  };
  const start = async () => (await call('StartPipelineExecution', { name: 'gated' })).pipelineExecutionId as string;
  const waitingFor = (id: string) => until(async () =>
    (await call('GetPipelineState', { name: 'gated' })).stageStates[1].inboundExecution?.pipelineExecutionId === id);

  test('wait for an approval, continue when approved, and fail when rejected', async () => {
    await create(gated());
    await answer('Approved');
    await until(async () => (await call('GetPipelineState', { name: 'gated' })).stageStates[2].actionStates[0].latestExecution?.token);
    await answer('Rejected');
    await quiet(on);
    expect(executionsOf(on, 'gated')[0]).toMatchObject({ status: 'Failed' });
    expect(outcome(executionsOf(on, 'gated')[0])).toEqual({ 'Source/Checkout': 'Succeeded', 'Ask/Ask': 'Succeeded', 'End/End': 'Failed' });
  });

  test('fail at an approval that nobody answers in time, which names no person', async () => {
    const minutes = 0.005;
    await create(pipeline('gated', { Source: [source('acme/app')], Ask: [approve('Ask', { timeoutInMinutes: minutes })], End: [approve('End')] }));
    const execution = await until(() => executionsOf(on, 'gated').find(({ status }) => status === 'Failed'));
    expect(outcome(execution)).toEqual({ 'Source/Checkout': 'Succeeded', 'Ask/Ask': 'Failed' });
    const { actionExecutionDetails: [details] } = await call('ListActionExecutions', { pipelineName: 'gated' });
    expect(details).toMatchObject({ actionName: 'Ask', output: { executionResult: { errorDetails: { code: 'JobFailed', message: `nobody answered the approval within ${minutes} minutes` } } } });
    expect(details.updatedBy).toBeUndefined();
    await expect(call('PutApprovalResult', { pipelineName: 'gated', stageName: 'Ask', actionName: 'Ask', token: execution.actions[1].token, result: { status: 'Approved', summary: 'late' } }))
      .rejects.toMatchObject({ code: 'ApprovalAlreadyCompletedException' });
  });

  test('supersede the one that waits for an occupied stage', async () => {
    await create(gated());
    await asked();
    const second = await start();
    await waitingFor(second);
    const third = await start();
    await waitingFor(third);
    expect(executionsOf(on, 'gated').map(({ status }) => status)).toEqual(['InProgress', 'Superseded', 'InProgress']);
    await answer('Approved');
    await until(() => executionsOf(on, 'gated')[2].stages[1].status === 'InProgress');
  });

  test('run one after the other in mode QUEUED', async () => {
    await create({ ...gated(), executionMode: 'QUEUED' });
    await asked();
    await start();
    await start();
    await quiet(on);
    expect(executionsOf(on, 'gated').map(({ status }) => status)).toEqual(['InProgress', 'InProgress', 'InProgress']);
    expect(executionsOf(on, 'gated').map(({ stages }) => stages[1].status)).toEqual(['InProgress', undefined, undefined]);
  });

  test('end Cancelled when the pipeline is changed, and the next one uses the new definition', async () => {
    await create(gated());
    await asked();
    await call('UpdatePipeline', { pipeline: pipeline('gated', { Source: [source('acme/app')], Other: [approve('Other')] }) });
    await on.account.call('codepipeline', 'StartPipelineExecution', { name: 'gated' }, { cause: 'update' });
    await until(() => executionsOf(on, 'gated')[1].actions.find(({ name }) => name === 'Other'));
    const [first, second] = executionsOf(on, 'gated');
    expect(first).toMatchObject({ status: 'Cancelled', version: 1 });
    expect(first.actions[1].status).toBe('Abandoned');
    expect(second).toMatchObject({ status: 'InProgress', cause: 'update', version: 2 });
  });

  test('wait at a disabled transition, and continue when it is enabled', async () => {
    await create(gated());
    await call('DisableStageTransition', { pipelineName: 'gated', stageName: 'End', transitionType: 'Inbound', reason: 'not now' });
    await answer('Approved');
    await quiet(on);
    expect(executionsOf(on, 'gated')[0].stages[2].status).toBeUndefined();
    expect((await call('GetPipelineState', { name: 'gated' })).stageStates[2]).toMatchObject({ inboundTransitionState: { enabled: false, disabledReason: 'not now' } });
    await call('EnableStageTransition', { pipelineName: 'gated', stageName: 'End', transitionType: 'Inbound' });
    await until(() => executionsOf(on, 'gated')[0].stages[2].status === 'InProgress');
  });

  test('stop at once when abandoned', async () => {
    await create(gated());
    await asked();
    const [{ id }] = executionsOf(on, 'gated');
    await call('StopPipelineExecution', { pipelineName: 'gated', pipelineExecutionId: id, abandon: true, reason: 'enough' });
    expect(executionsOf(on, 'gated')[0]).toMatchObject({ status: 'Stopped', summary: 'enough' });
    await start();
    await asked();
  });

  test('are started once per client request token', async () => {
    await create(gated());
    const started = await Promise.all([1, 2].map(() => call('StartPipelineExecution', { name: 'gated', clientRequestToken: 'twice' })));
    expect(started[0].pipelineExecutionId).toBe(started[1].pipelineExecutionId);
    expect(executionsOf(on, 'gated').map(({ cause, token }) => [cause, token])).toEqual([['creation', undefined], ['manual', 'twice']]);
  });
});

describe('a function in a pipeline', () => {
  const code = (body: string) => `
    const { CodePipelineClient, PutJobSuccessResultCommand, PutJobFailureResultCommand } = require('@aws-sdk/client-codepipeline');
    const client = new CodePipelineClient({});
    exports.handler = async event => { const job = event['CodePipeline.job']; ${body} };`;
  const deploy = (body: string) => on.account.call('lambda', 'CreateFunction', {
    FunctionName: 'gate', Role: ROLE, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 20, Code: { ZipFile: code(body) }, Environment: { Variables: { NEED: '2' } },
  });
  const run = async () => {
    await repository(on, 'acme/app', { 'name.txt': 'x' });
    await create(pipeline('gated', { Source: [source('acme/app')], Gate: [invoke('Gate', 'gate', { namespace: 'Gate', inputArtifacts: [{ name: 'Source' }], configuration: { UserParameters: '{"module":"dtc"}' } })] }));
    await quiet(on);
    return executionsOf(on, 'gated')[0];
  };

  test('is called again with its continuation token until it succeeds', async () => {
    await deploy(`
      const count = Number(job.data.continuationToken ?? 0) + 1;
      const more = count <= Number(process.env.NEED);
      const { module } = JSON.parse(job.data.actionConfiguration.configuration.UserParameters);
      const from = job.data.inputArtifacts[0].location.s3Location.bucketName;
      await client.send(new PutJobSuccessResultCommand({ jobId: job.id, ...(more ? { continuationToken: String(count) } : { outputVariables: { count: String(count), module, from }, executionDetails: { summary: 'passed' } }) }));`);
    const execution = await run();
    expect(execution.actions[1]).toMatchObject({ status: 'Succeeded', summary: 'passed', variables: { count: '3', module: 'dtc', from: 'artifacts' } });
  });

  test('fails its action with its message', async () => {
    await deploy('await client.send(new PutJobFailureResultCommand({ jobId: job.id, failureDetails: { type: "JobFailed", message: "waiting for notifications, which failed" } }));');
    expect((await run()).actions[1]).toMatchObject({ status: 'Failed', summary: 'waiting for notifications, which failed' });
  });

  test('fails its action if it throws or does not answer', async () => {
    await deploy('if (job) throw new Error("no idea");');
    expect((await run()).actions[1].summary).toBe('function \'gate\' failed: no idea');
    await on.account.call('lambda', 'UpdateFunctionCode', { FunctionName: 'gate', ZipFile: code('') });
    await call('StartPipelineExecution', { name: 'gated' });
    await quiet(on);
    expect(executionsOf(on, 'gated')[1].actions[1].summary).toMatch(/returned without a result/);
  });
});

test('every change of status is an event', async () => {
  const events: AccountEvent[] = [];
  on.account.publish = event => void events.push(event);
  await repository(on, 'acme/app', { 'name.txt': 'x' });
  await project(on, 'fine', 'version: 0.2\nphases: { build: { commands: ["true"] } }');
  await create(pipeline('app', { Source: [source('acme/app')], Build: [build('fine')] }));
  await quiet(on);
  const told = events.filter(({ source: from }) => from === 'aws.codepipeline')
    .map(({ detailType, detail }) => `${detailType.split(' ')[1]} ${(detail as { action?: string; stage?: string }).action ?? (detail as { stage?: string }).stage ?? ''} ${(detail as { state: string }).state}`);
  expect(told).toEqual([
    'Pipeline  STARTED', 'Stage Source STARTED', 'Action Checkout STARTED', 'Action Checkout SUCCEEDED', 'Stage Source SUCCEEDED',
    'Stage Build STARTED', 'Action Build STARTED', 'Action Build SUCCEEDED', 'Stage Build SUCCEEDED', 'Pipeline  SUCCEEDED',
  ]);
  expect(events.filter(({ source: from }) => from === 'aws.codebuild')).toHaveLength(2);
});
