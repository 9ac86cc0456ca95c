import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { check, condition, makeFunction, newestOf, rule, staged, store } from './stages';
import { bench, build, project, quiet } from './support';
import { loadAccount, saveAccount, type Account } from '../../src/account';

/** The state of pipelines, builds, functions and logs that clients can read. */
async function readable(account: Account) {
  const call = (service: string, operation: string, input: object = {}) => account.call(service, operation, input);
  const { ids } = await call('codebuild', 'ListBuilds');
  const { logGroups } = await call('logs', 'DescribeLogGroups') as { logGroups: { logGroupName: string }[] };
  return {
    state: await call('codepipeline', 'GetPipelineState', { name: 'p' }),
    executions: await call('codepipeline', 'ListPipelineExecutions', { pipelineName: 'p' }),
    actions: await call('codepipeline', 'ListActionExecutions', { pipelineName: 'p' }),
    rules: await call('codepipeline', 'ListRuleExecutions', { pipelineName: 'p' }),
    builds: await call('codebuild', 'BatchGetBuilds', { ids }),
    function: await call('lambda', 'GetFunctionConfiguration', { FunctionName: 'judge' }),
    logs: await Promise.all(logGroups.map(({ logGroupName }) => call('logs', 'FilterLogEvents', { logGroupName }))),
  };
}

test('a loaded account returns the same conditions, rollbacks, builds and logs, and continues from there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'saved-'));
  const on = await bench();
  try {
    await store(on, { 'a.txt': 'a' });
    await makeFunction(on, 'judge', "console.log('judging'); await put(true, 'fine');");
    await project(on, 'fine', 'version: 0.2\nphases: { build: { commands: [echo built] } }');
    await on.account.call('codepipeline', 'CreatePipeline', {
      pipeline: staged('p', [{
        name: 'Build',
        actions: [build('fine')],
        beforeEntry: condition('FAIL', rule('LambdaInvoke', { FunctionName: 'judge' })),
        onSuccess: condition('ROLLBACK', check('#{variables.LEVEL}', 'EQ', 'low')),
      }]),
    });
    await quiet(on);
    const first = newestOf(on, 'p');
    await on.account.call('codepipeline', 'StartPipelineExecution', { name: 'p', variables: [{ name: 'LEVEL', value: 'high' }] });
    await quiet(on);
    expect(newestOf(on, 'p').rollback).toMatchObject({ target: first.id });
    const before = await readable(on.account);
    expect(before.rules.ruleExecutionDetails).toHaveLength(6);
    expect(before.logs.flatMap(({ events }) => events).map(({ message }) => message)).toEqual(expect.arrayContaining(['built\n', expect.stringContaining('judging')]));
    await saveAccount(on.account, folder);

    const loaded = loadAccount(folder);

    expect(await readable(loaded)).toEqual(before);
    const { events: [{ eventId }] } = await loaded.call('logs', 'FilterLogEvents', { logGroupName: '/aws/codebuild/fine' });
    const { builds: [{ logs: { groupName, streamName } }] } = before.builds;
    await loaded.call('logs', 'PutLogEvents', { logGroupName: groupName, logStreamName: streamName, logEvents: [{ timestamp: Date.now(), message: 'later' }] });
    const { events } = await loaded.call('logs', 'FilterLogEvents', { logGroupName: groupName });
    expect(new Set(events.map((event: { eventId: string }) => event.eventId)).size).toBe(events.length);
    expect(events[0].eventId).toBe(eventId);
  } finally {
    await on.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
