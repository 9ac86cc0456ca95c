import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { check, condition, makeFunction, newestOf, rule, staged, statuses, store } from './stages';
import { approve, bench, build, executionsOf, outcome, project, quiet, until, type Bench } from './support';
import type { AccountEvent } from '../../src/account';

let on: Bench;
beforeEach(async () => {
  on = await bench();
  await store(on, { 'a.txt': 'a' });
});
afterEach(() => on.close());

const call = (operation: string, input: object) => on.account.call('codepipeline', operation, input);
async function ran(declaration: PipelineDeclaration, variables?: Record<string, string>) {
  if (!variables) await call('CreatePipeline', { pipeline: declaration });
  else await call('StartPipelineExecution', { name: declaration.name, variables: Object.entries(variables).map(([name, value]) => ({ name, value })) });
  await quiet(on);
  return newestOf(on, declaration.name!);
}
const state = async (name: string, stage: string) => (await call('GetPipelineState', { name })).stageStates.find(({ stageName }: { stageName: string }) => stageName === stage);
const builds = (name: string, command = 'true') => project(on, name, `version: 0.2\nphases: { build: { commands: ['${command}'] } }`);

/** Results and their effects: "Configure conditions for a stage" and "How do stage conditions work?" in the CodePipeline user guide. */
describe('an entry condition', () => {
  const SKIPPED = staged('skipping', [
    { name: 'Build', actions: [build('noop')], beforeEntry: condition('SKIP', check('#{variables.LEVEL}', 'EQ', 'high')) },
    { name: 'After', actions: [build('noop', { name: 'Again' })] },
  ]);

  test('that fails skips the stage, and the execution goes on and succeeds', async () => {
    await builds('noop');
    const skipped = await ran(SKIPPED);
    expect(statuses(skipped)).toEqual({ Source: 'Succeeded', Build: 'Skipped', After: 'Succeeded' });
    expect(outcome(skipped)).toEqual({ 'Source/Take': 'Succeeded', 'After/Again': 'Succeeded' });
    expect(skipped.status).toBe('Succeeded');
    const { latestExecution, beforeEntryConditionState, actionStates } = await state('skipping', 'Build');
    expect(latestExecution).toMatchObject({ status: 'Skipped' });
    expect(actionStates).toEqual([{ actionName: 'Build' }]);
    expect(beforeEntryConditionState).toMatchObject({
      latestExecution: { status: 'Failed' },
      conditionStates: [{ latestExecution: { status: 'Failed' }, ruleStates: [{ ruleName: 'VariableCheck', latestExecution: { status: 'Failed', summary: "the variable check 'low' EQ 'high' does not hold" } }] }],
    });
  });

  test('that is met admits the execution', async () => {
    await builds('noop');
    await ran(SKIPPED);
    const passed = await ran(SKIPPED, { LEVEL: 'high' });
    expect(statuses(passed)).toEqual({ Source: 'Succeeded', Build: 'Succeeded', After: 'Succeeded' });
    expect(await state('skipping', 'Build')).toMatchObject({ beforeEntryConditionState: { latestExecution: { status: 'Succeeded' } } });
  });

  test('that fails with FAIL ends the execution, and is evaluated again when the stage is retried', async () => {
    await builds('noop');
    await makeFunction(on, 'gate', "await put(process.env.OPEN === 'yes', 'closed');");
    const gated = staged('gated', [{ name: 'Build', actions: [build('noop')], beforeEntry: condition('FAIL', rule('LambdaInvoke', { FunctionName: 'gate', UserParameters: '{}' })) }]);
    const failed = await ran(gated);
    expect(statuses(failed)).toEqual({ Source: 'Succeeded', Build: 'Failed' });
    expect(failed).toMatchObject({ status: 'Failed', summary: "the condition beforeEntry of stage 'Build' failed: rule 'LambdaInvoke': closed" });
    await on.account.call('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'gate', Environment: { Variables: { OPEN: 'yes' } } });
    await call('RetryStageExecution', { pipelineName: 'gated', stageName: 'Build', pipelineExecutionId: failed.id, retryMode: 'FAILED_ACTIONS' });
    await quiet(on);
    expect(failed.status).toBe('Succeeded');
    expect(failed.rules.map(({ status }) => status)).toEqual(['Failed', 'Succeeded']);
  });

  test('of several rules needs all of them, and names the failed ones', async () => {
    const both = staged('both', [{ name: 'Ask', actions: [approve('Ask')], beforeEntry: condition('FAIL', check('#{SourceVariables.ObjectKey}', 'MATCHES', 'source\\..*', { name: 'Key' }), check('a', 'EQ', 'b', { name: 'Never' })) }]);
    const execution = await ran(both);
    expect(execution.summary).toContain("rule 'Never'");
    expect(execution.summary).not.toContain("rule 'Key'");
    const { ruleExecutionDetails } = await call('ListRuleExecutions', { pipelineName: 'both', filter: { pipelineExecutionId: execution.id } });
    expect(ruleExecutionDetails).toHaveLength(2);
    expect(ruleExecutionDetails.find(({ ruleName }: { ruleName: string }) => ruleName === 'Never')).toMatchObject({
      pipelineExecutionId: execution.id,
      stageName: 'Ask',
      status: 'Failed',
      pipelineVersion: 1,
      input: { ruleTypeId: { provider: 'VariableCheck' }, configuration: { Variable: 'a' }, resolvedConfiguration: { Variable: 'a' }, region: 'us-east-1' },
      output: { executionResult: { externalExecutionSummary: "the variable check 'a' EQ 'b' does not hold", errorDetails: { code: 'JobFailed' } } },
    });
  });

  test('whose rule cannot be run fails the stage, even with the result SKIP', async () => {
    const broken = staged('broken', [{ name: 'Ask', actions: [approve('Ask')], beforeEntry: condition('SKIP', check('#{Nowhere.Name}', 'EQ', 'b')) }]);
    const execution = await ran(broken);
    expect(statuses(execution)).toEqual({ Source: 'Succeeded', Ask: 'Failed' });
    expect(execution.summary).toContain('variables that do not exist: Nowhere.Name');
    expect(await state('broken', 'Ask')).toMatchObject({ beforeEntryConditionState: { latestExecution: { status: 'Errored' } } });
  });

  test('can be a build', async () => {
    await builds('noop');
    await builds('test', 'test -e a.txt');
    const built = await ran(staged('built', [{ name: 'Build', actions: [build('noop')], beforeEntry: condition('FAIL', rule('CodeBuild', { ProjectName: 'test' }, { inputArtifacts: [{ name: 'Source' }] })) }]));
    expect(built.status).toBe('Succeeded');
    await builds('missing', 'test -e none.txt');
    const failed = await ran(staged('unbuilt', [{ name: 'Build', actions: [build('noop')], beforeEntry: condition('FAIL', rule('CodeBuild', { ProjectName: 'missing' }, { inputArtifacts: [{ name: 'Source' }] })) }]));
    expect(failed.rules[0]).toMatchObject({ status: 'Failed', externalId: expect.stringMatching(/^missing:/), summary: expect.stringContaining('Reason: exit status 1') });
  });
});

/** A window that is closed now: in 2020, or years in the future. */
const LATER = `* * * * * ? ${new Date().getUTCFullYear() + 5}`;
const waiting = staged('waiting', [{ name: 'Ask', actions: [approve('Ask')], beforeEntry: condition('FAIL', rule('DeploymentWindow', { Cron: LATER }), check('a', 'EQ', 'a')) }]);

describe('a deployment window', () => {
  test('admits executions while it is open', async () => {
    await builds('noop');
    const execution = await ran(staged('open', [{ name: 'Build', actions: [build('noop')], beforeEntry: condition('FAIL', rule('DeploymentWindow', { Cron: '* * * * * ?', TimeZone: 'Europe/Berlin' })) }]));
    expect(execution).toMatchObject({ status: 'Succeeded', rules: [{ status: 'Succeeded', summary: "the deployment window '* * * * * ?' is open" }] });
  });

  test('makes them wait while it is closed, like an approval, until they are stopped', async () => {
    const execution = await ran(waiting);
    expect(execution).toMatchObject({ status: 'InProgress', rules: [{ name: 'DeploymentWindow', status: 'InProgress', summary: expect.stringContaining('opens at') }, { status: 'Succeeded' }] });
    expect(await state('waiting', 'Ask')).toMatchObject({ latestExecution: { status: 'InProgress' }, beforeEntryConditionState: { latestExecution: { status: 'InProgress' } } });
    await call('StopPipelineExecution', { pipelineName: 'waiting', pipelineExecutionId: execution.id, reason: 'no longer' });
    await quiet(on);
    expect(execution).toMatchObject({ status: 'Stopped', rules: [{ status: 'Abandoned' }, { status: 'Succeeded' }] });
    expect(statuses(execution)).toEqual({ Source: 'Succeeded', Ask: 'Stopped' });
  });

  test('is waited for until the timeout of the rule', async () => {
    const brief = structuredClone(waiting);
    Object.assign(brief.stages![1].beforeEntry!.conditions![0].rules![0], { timeoutInMinutes: 0.005 });
    const execution = await ran(brief);
    await until(() => execution.ended);
    expect(execution.summary).toContain('the rule did not end within its timeout of 0.005 minutes');
  });
});

describe('a condition that is overridden', () => {
  const override = (execution: { pipeline: string; id: string }, stageName: string, conditionType: string) =>
    call('OverrideStageCondition', { pipelineName: execution.pipeline, stageName, pipelineExecutionId: execution.id, conditionType });

  test('admits the execution during its evaluation, and its rules are abandoned', async () => {
    const execution = await ran(waiting);
    await override(execution, 'Ask', 'BEFORE_ENTRY');
    await until(() => execution.actions.some(({ name }) => name === 'Ask'));
    expect(await state('waiting', 'Ask')).toMatchObject({
      beforeEntryConditionState: { latestExecution: { status: 'Overridden' }, conditionStates: [{ ruleStates: [{ latestExecution: { status: 'Abandoned' } }, { latestExecution: { status: 'Succeeded' } }] }] },
    });
    await expect(override(execution, 'Ask', 'BEFORE_ENTRY')).rejects.toMatchObject({ code: 'ConditionNotOverridableException' });
  });

  test('admits or continues the execution after it failed', async () => {
    await builds('noop');
    await builds('count', 'true');
    const execution = await ran(staged('stuck', [
      { name: 'Build', actions: [build('count')], beforeEntry: condition('FAIL', check('a', 'EQ', 'b')), onSuccess: condition('FAIL', check('a', 'EQ', 'b', { name: 'Later' })) },
      { name: 'After', actions: [build('noop', { name: 'Again' })] },
    ]));
    await override(execution, 'Build', 'BEFORE_ENTRY');
    await quiet(on);
    expect(execution).toMatchObject({ status: 'Failed', summary: "the condition onSuccess of stage 'Build' failed: rule 'Later': the variable check 'a' EQ 'b' does not hold" });
    await override(execution, 'Build', 'ON_SUCCESS');
    await quiet(on);
    expect(statuses(execution)).toEqual({ Source: 'Succeeded', Build: 'Succeeded', After: 'Succeeded' });
    expect(execution.status).toBe('Succeeded');
    expect(execution.summary).toBeUndefined();
    expect(execution.actions.map(({ name }) => name)).toEqual(['Take', 'Build', 'Again']);
  });

  test('is refused if it skipped the stage, was never evaluated, or a newer execution entered the stage', async () => {
    await builds('noop');
    const declaration = staged('refusing', [
      { name: 'Build', actions: [build('noop')], beforeEntry: condition('SKIP', check('a', 'EQ', 'b')) },
      { name: 'After', actions: [build('noop', { name: 'Again' })], onSuccess: condition('FAIL', check('a', 'EQ', 'b')) },
    ]);
    const execution = await ran(declaration);
    await expect(override(execution, 'Build', 'BEFORE_ENTRY')).rejects.toMatchObject({ code: 'ConditionNotOverridableException', message: expect.stringContaining('its result is SKIP') });
    await expect(override(execution, 'Build', 'ON_SUCCESS')).rejects.toMatchObject({ code: 'ConditionNotOverridableException', message: expect.stringContaining('was not evaluated') });
    await ran(declaration, {});
    await expect(override(execution, 'After', 'ON_SUCCESS')).rejects.toMatchObject({ code: 'NotLatestPipelineExecutionException' });
    await expect(override(executionsOf(on, 'refusing')[1], 'None', 'ON_SUCCESS')).rejects.toMatchObject({ code: 'StageNotFoundException' });
  });
});

test('changes of stages are published as events, and those of conditions are not', async () => {
  const events: AccountEvent[] = [];
  on.account.publish = event => void events.push(event);
  await builds('noop');
  const execution = await ran(staged('told', [
    { name: 'Skipped', actions: [approve('Ask')], beforeEntry: condition('SKIP', check('a', 'EQ', 'b')) },
    { name: 'Build', actions: [build('noop')], beforeEntry: condition('FAIL', check('a', 'EQ', 'b', { name: 'Again' })) },
  ]));
  await call('RetryStageExecution', { pipelineName: 'told', stageName: 'Build', pipelineExecutionId: execution.id, retryMode: 'ALL_ACTIONS' });
  await quiet(on);
  const published = events.filter(({ source }) => source === 'aws.codepipeline').map(({ detailType, detail }) => {
    const { stage = '', state: status } = detail as { stage?: string; state: string };
    return `${detailType.split(' ')[1]} ${stage} ${status}`;
  });
  expect(published.slice(published.indexOf('Stage Skipped STARTED'))).toEqual([
    'Stage Skipped STARTED', 'Stage Skipped SKIPPED', 'Stage Build STARTED', 'Stage Build FAILED', 'Pipeline  FAILED',
    'Pipeline  RESUMED', 'Stage Build RESUMED', 'Stage Build FAILED', 'Pipeline  FAILED',
  ]);
});
