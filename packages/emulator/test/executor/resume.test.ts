import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { approve, bench, build, executionsOf, outcome, pipeline, project, quiet, repository, source, until, type Bench } from './support';
import { loadAccount, saveAccount } from '../../src/account';
import { buildStateOf } from '../../src/account/codebuild';
import { pipelineStateOf } from '../../src/account/codepipeline';
import { startExecutor } from '../../src/executor';

let on: Bench;
beforeEach(async () => { on = await bench(); });
afterEach(() => on.close());

test('executions that ran when an executor was closed continue in the saved account, with only the actions that had not ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'saved-'));
  const mark = join(folder, 'waits');
  await repository(on, 'acme/app', { 'a.txt': 'a' });
  await project(on, 'quick', 'version: 0.2\nphases: { build: { commands: [echo quick] } }');
  await project(on, 'slow', `version: 0.2\nphases: { build: { commands: ['if [ ! -e ${mark} ]; then touch ${mark}; sleep 60; fi', echo done] } }`);
  const stages = { Source: [source('acme/app')], Build: [build('quick', { name: 'Quick' }), build('slow', { name: 'Slow' })], Go: [approve('Go')] };
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('builds', stages) });
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('asks', { Source: [source('acme/app')], Go: [approve('Go')] }) });
  await until(() => executionsOf(on, 'asks')[0].actions.some(({ name }) => name === 'Go'));
  await until(() => executionsOf(on, 'builds')[0].actions.some(({ name, status }) => name === 'Quick' && status === 'Succeeded'));
  const builds = () => Object.values(buildStateOf(on.account).builds);
  await until(() => builds().some(({ phase, project: { name } }) => name === 'slow' && phase === 'BUILD'));

  on.executor.close();
  await saveAccount(on.account, join(folder, 'state'));
  expect(builds().map(({ project: { name }, status }) => `${name} ${status}`).sort()).toEqual(['quick SUCCEEDED', 'slow STOPPED']);
  await until(() => on.executor.processes.labels().length === 0);
  expect(executionsOf(on, 'builds')[0].status).toBe('InProgress');
  expect(outcome(executionsOf(on, 'builds')[0])).toEqual({ 'Source/Checkout': 'Succeeded', 'Build/Quick': 'Succeeded', 'Build/Slow': 'Abandoned' });

  const account = loadAccount(join(folder, 'state'));
  account.endpoint = on.served.endpoint;
  const executor = startExecutor(account, {
    workDir: join(on.workDir, 'again'), functionRunner: '', buildConcurrency: 2, baseEnvironment: { PATH: process.env.PATH! },
  });
  const again = { ...on, account, executor };
  await quiet(again);
  expect(executionsOf(again, 'builds')[0].actions.map(({ name, status }) => `${name} ${status}`))
    .toEqual(['Checkout Succeeded', 'Quick Succeeded', 'Slow Abandoned', 'Slow Succeeded', 'Go InProgress']);
  const { token } = executionsOf(again, 'asks')[0].actions.at(-1)!;
  const result = { status: 'Approved', summary: 'yes' };
  await account.call('codepipeline', 'PutApprovalResult', { pipelineName: 'asks', stageName: 'Go', actionName: 'Go', token, result });
  await until(() => pipelineStateOf(account).pipelines.asks.executions[0].status === 'Succeeded');
  executor.close();
  rmSync(folder, { recursive: true, force: true });
});
