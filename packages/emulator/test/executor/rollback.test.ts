import { readFileSync, rmSync, writeFileSync, existsSync } from 'fs';
import { join } from 'path';
import { check, condition, makeFunction, newestOf, rule, staged, statuses, store } from './stages';
import { approve, bench, build, executionsOf, outcome, project, quiet, type Bench } from './support';

let on: Bench;
beforeEach(async () => {
  on = await bench();
});
afterEach(() => on.close());

const call = (operation: string, input: object) => on.account.call('codepipeline', operation, input);
const start = async (name: string, variables: Record<string, string> = {}) => {
  const { pipelineExecutionId } = await call('StartPipelineExecution', { name, variables: Object.entries(variables).map(([key, value]) => ({ name: key, value })) });
  await quiet(on);
  return executionsOf(on, name).find(({ id }) => id === pipelineExecutionId)!;
};
const rollBack = (stageName: string, targetPipelineExecutionId: string, pipelineName = 'release') =>
  call('RollbackStage', { pipelineName, stageName, targetPipelineExecutionId });

/** A pipeline whose deployment writes its input, and fails on demand. */
async function release(more: object = {}) {
  const deployed = join(on.workDir, 'deployed');
  await project(on, 'make', 'version: 0.2\nenv: { exported-variables: [MADE] }\nphases: { build: { commands: [export MADE="made of $(cat a.txt)"] } }\nartifacts: { files: [a.txt] }');
  await project(on, 'deploy', `version: 0.2\nphases: { build: { commands: ['test "$(cat a.txt)" != bad', 'echo "$(cat a.txt), $SAID, $LEVEL" >> ${deployed}'] } }`);
  await project(on, 'after', 'version: 0.2\nphases: { build: { commands: ["true"] } }');
  await store(on, { 'a.txt': 'one' });
  const EnvironmentVariables = '[{"name":"SAID","value":"#{Made.MADE}"},{"name":"LEVEL","value":"#{variables.LEVEL}"}]';
  await call('CreatePipeline', {
    pipeline: staged('release', [
      { name: 'Make', actions: [build('make', { name: 'Make', namespace: 'Made', outputArtifacts: [{ name: 'Made' }] })] },
      { name: 'Deploy', actions: [build('deploy', { name: 'Deploy', inputArtifacts: [{ name: 'Made' }], configuration: { EnvironmentVariables } })], ...more },
      { name: 'After', actions: [build('after', { name: 'After' })] },
    ]),
  });
  await quiet(on);
  return { first: newestOf(on, 'release'), deployed: () => readFileSync(deployed, 'utf8').trim().split('\n') };
}

/** "Configuring stage rollback", "Roll back a stage manually" and "View rollback status" in the CodePipeline user guide. */
describe('a stage that is rolled back', () => {
  test('runs again with the artifacts and variables of the target execution, and no stage before or after it runs', async () => {
    const { first, deployed } = await release();
    await store(on, { 'a.txt': 'two' });
    await start('release', { LEVEL: 'high' });
    const { pipelineExecutionId } = await rollBack('Deploy', first.id);
    await quiet(on);
    expect(deployed()).toEqual(['one, made of one, low', 'two, made of two, high', 'one, made of one, low']);
    const execution = newestOf(on, 'release');
    expect(execution).toMatchObject({ id: pipelineExecutionId, status: 'Succeeded', cause: 'rollback' });
    expect(statuses(execution)).toEqual({ Deploy: 'Succeeded' });
    const described = { status: 'Succeeded', executionType: 'ROLLBACK', rollbackMetadata: { rollbackTargetPipelineExecutionId: first.id }, trigger: { triggerType: 'ManualRollback', triggerDetail: on.account.root } };
    expect((await call('GetPipelineExecution', { pipelineName: 'release', pipelineExecutionId })).pipelineExecution).toMatchObject({ ...described, artifactRevisions: [{ name: 'Source', revisionId: first.revisions[0].revision }] });
    const { pipelineExecutionSummaries: [newest, before] } = await call('ListPipelineExecutions', { pipelineName: 'release' });
    expect(newest).toMatchObject({ ...described, sourceRevisions: [{ actionName: 'Take', revisionId: first.revisions[0].revision }] });
    expect(before).toMatchObject({ executionType: 'STANDARD' });
    const { stageStates } = await call('GetPipelineState', { name: 'release' });
    expect(stageStates.map(({ latestExecution: { type } }: { latestExecution: { type: string } }) => type)).toEqual(['STANDARD', 'STANDARD', 'ROLLBACK', 'STANDARD']);
  });

  test('is refused if the target did not run the current version of the stage', async () => {
    const { first } = await release();
    await store(on, { 'a.txt': 'bad' });
    const failed = await start('release');
    const { pipelineExecutionId: rolledBack } = await rollBack('Deploy', first.id);
    await quiet(on);
    await expect(rollBack('Source', first.id)).rejects.toMatchObject({ code: 'UnableToRollbackStageException', message: expect.stringContaining('source stage') });
    await expect(rollBack('Deploy', failed.id)).rejects.toMatchObject({ code: 'UnableToRollbackStageException', message: expect.stringContaining("'Deploy' is Failed in execution") });
    await expect(rollBack('Deploy', rolledBack)).rejects.toMatchObject({ code: 'UnableToRollbackStageException', message: expect.stringContaining('a rollback itself') });
    await expect(rollBack('Nowhere', first.id)).rejects.toMatchObject({ code: 'StageNotFoundException' });
    await expect(rollBack('Deploy', 'none')).rejects.toMatchObject({ code: 'PipelineExecutionNotFoundException' });
    const { pipeline } = await call('GetPipeline', { name: 'release' });
    await call('UpdatePipeline', { pipeline });
    await expect(rollBack('Deploy', first.id)).rejects.toMatchObject({ code: 'PipelineExecutionOutdatedException' });
  });

  test('is refused while it is running, and in pipelines of mode PARALLEL', async () => {
    await store(on, { 'a.txt': 'one' });
    await call('CreatePipeline', { pipeline: staged('asking', [{ name: 'Ask', actions: [approve('Ask')] }]) });
    await quiet(on);
    const [first] = executionsOf(on, 'asking');
    const answer = { pipelineName: 'asking', stageName: 'Ask', actionName: 'Ask', token: first.actions[1].token, result: { status: 'Approved', summary: 'yes' } };
    await call('PutApprovalResult', answer);
    await quiet(on);
    const second = await start('asking');
    await expect(rollBack('Ask', first.id, 'asking')).rejects.toMatchObject({ code: 'UnableToRollbackStageException', message: `Stage 'Ask' is running in execution '${second.id}'` });
    const { pipeline } = await call('GetPipeline', { name: 'asking' });
    await call('CreatePipeline', { pipeline: { ...pipeline, name: 'parallel', executionMode: 'PARALLEL' } });
    await quiet(on);
    const [parallel] = executionsOf(on, 'parallel');
    await call('PutApprovalResult', { ...answer, pipelineName: 'parallel', token: parallel.actions[1].token });
    await quiet(on);
    await expect(rollBack('Ask', parallel.id, 'parallel')).rejects.toMatchObject({ code: 'UnableToRollbackStageException', message: expect.stringContaining('PARALLEL') });
  });
});

describe('a stage that fails', () => {
  test('is rolled back to the last successful execution, if configured', async () => {
    const { first, deployed } = await release({ onFailure: { result: 'ROLLBACK' } });
    await store(on, { 'a.txt': 'bad' });
    const failed = await start('release');
    await quiet(on);
    const execution = newestOf(on, 'release');
    expect(failed).toMatchObject({ status: 'Failed' });
    expect(execution).toMatchObject({
      status: 'Succeeded', triggerType: 'AutomatedRollback', triggerDetail: JSON.stringify({ FailedPipelineExecutionId: failed.id }), rollback: { stage: 'Deploy', target: first.id },
    });
    expect(deployed()).toEqual(['one, made of one, low', 'one, made of one, low']);
  });

  test('is not rolled back without a successful execution, nor is a rollback', async () => {
    const flag = join(on.workDir, 'flag');
    await store(on, { 'a.txt': 'one' });
    await project(on, 'flaky', `version: 0.2\nphases: { build: { commands: ['test -e ${flag}'] } }`);
    await call('CreatePipeline', { pipeline: staged('release', [{ name: 'Deploy', actions: [build('flaky')], onFailure: { result: 'ROLLBACK' } }]) });
    await quiet(on);
    expect(executionsOf(on, 'release').map(({ status }) => status)).toEqual(['Failed']);
    writeFileSync(flag, '');
    await start('release');
    rmSync(flag);
    await start('release');
    expect(executionsOf(on, 'release').map(({ status, rollback }) => `${status}${rollback ? ' rollback' : ''}`)).toEqual(['Failed', 'Succeeded', 'Failed', 'Failed rollback']);
  });

  test('is rolled back only if its failure condition fails', async () => {
    await makeFunction(on, 'judge', "await put(process.env.GOOD === 'yes', 'it is bad');");
    const { first } = await release({ onFailure: condition('ROLLBACK', rule('LambdaInvoke', { FunctionName: 'judge' }, { inputArtifacts: [{ name: 'Source' }] })) });
    await store(on, { 'a.txt': 'bad' });
    const failed = await start('release');
    await quiet(on);
    expect(newestOf(on, 'release')).toMatchObject({ rollback: { target: first.id } });
    expect((await call('GetPipelineState', { name: 'release' })).stageStates[2].onFailureConditionState).toMatchObject({ conditionStates: [{ ruleStates: [{ ruleName: 'LambdaInvoke' }] }] });
    expect(failed.stages[2].conditions).toMatchObject({ onFailure: { status: 'Failed', summary: "rule 'LambdaInvoke': it is bad" } });
    await on.account.call('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'judge', Environment: { Variables: { GOOD: 'yes' } } });
    const again = await start('release');
    await quiet(on);
    expect(newestOf(on, 'release')).toBe(again);
    expect(again).toMatchObject({ status: 'Failed' });
  });

  test('is rolled back if its success condition fails with ROLLBACK', async () => {
    const { first } = await release({ onSuccess: condition('ROLLBACK', check('#{variables.LEVEL}', 'NE', 'high')) });
    const failed = await start('release', { LEVEL: 'high' });
    await quiet(on);
    expect(statuses(failed)).toEqual({ Source: 'Succeeded', Make: 'Succeeded', Deploy: 'Failed' });
    expect(failed.summary).toBe("the condition onSuccess of stage 'Deploy' failed: rule 'VariableCheck': the variable check 'high' NE 'high' does not hold");
    expect(newestOf(on, 'release')).toMatchObject({ rollback: { target: first.id }, status: 'Succeeded' });
  });
});

/** "Configuring stage retry for a failed stage or failed actions" in the CodePipeline user guide; RetryStageMetadata in the API reference. */
describe('a stage with automatic retry', () => {
  const prepare = async (onFailure: object) => {
    const [flag, steady] = ['flag', 'steady'].map(name => join(on.workDir, name));
    await store(on, { 'a.txt': 'one' });
    await project(on, 'flaky', `version: 0.2\nphases: { build: { commands: ['test -e ${flag} || { touch ${flag}; false; }'] } }`);
    await project(on, 'steady', `version: 0.2\nphases: { build: { commands: ['echo ran >> ${steady}'] } }`);
    await call('CreatePipeline', { pipeline: staged('retrying', [{ name: 'Build', actions: [build('steady', { name: 'Steady' }), build('flaky', { name: 'Flaky' })], onFailure }]) });
    await quiet(on);
    return { execution: newestOf(on, 'retrying'), flag, runs: existsSync(steady) ? readFileSync(steady, 'utf8').trim().split('\n').length : 0 };
  };
  const metadata = async () => (await call('GetPipelineState', { name: 'retrying' })).stageStates[1].retryStageMetadata;

  test.each<[string, object, number]>([
    ['with its failed actions alone', { retryConfiguration: { retryMode: 'FAILED_ACTIONS' } }, 1],
    ['with all its actions', { retryConfiguration: { retryMode: 'ALL_ACTIONS' } }, 2],
    ['with all its actions, if it does not say how', {}, 2],
  ])('runs again %s', async (_, more, expected) => {
    const { execution, runs } = await prepare({ result: 'RETRY', ...more });
    expect(execution.status).toBe('Succeeded');
    expect(runs).toBe(expected);
    expect(await metadata()).toEqual({ autoStageRetryAttempt: 1, manualStageRetryAttempt: 0, latestRetryTrigger: 'AutomatedStageRetry' });
  });

  test('is retried once, and then only manually', async () => {
    const { execution, flag } = await prepare({ result: 'RETRY', retryConfiguration: { retryMode: 'FAILED_ACTIONS' } });
    rmSync(flag);
    const second = await start('retrying');
    expect(second.status).toBe('Succeeded');
    expect(outcome(execution)).toEqual({ 'Source/Take': 'Succeeded', 'Build/Steady': 'Succeeded', 'Build/Flaky': 'Succeeded' });
    await on.account.call('codebuild', 'UpdateProject', { name: 'flaky', source: { type: 'CODEPIPELINE', buildspec: 'version: 0.2\nphases: { build: { commands: ["false"] } }' } });
    const third = await start('retrying');
    expect(third.status).toBe('Failed');
    expect(third.actions.map(({ name }) => name)).toEqual(['Take', 'Steady', 'Flaky', 'Flaky']);
    await call('RetryStageExecution', { pipelineName: 'retrying', stageName: 'Build', pipelineExecutionId: third.id, retryMode: 'FAILED_ACTIONS' });
    await quiet(on);
    expect(third.actions.map(({ name }) => name)).toEqual(['Take', 'Steady', 'Flaky', 'Flaky', 'Flaky']);
    expect(await metadata()).toEqual({ autoStageRetryAttempt: 1, manualStageRetryAttempt: 1, latestRetryTrigger: 'ManualStageRetry' });
  });
});
