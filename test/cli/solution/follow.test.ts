import type { PipelineState } from '../../../src/cli/aws/pipeline-states';
import { outcomeOf } from '../../../src/cli/register/outcome';
import { follow, newestExecutions } from '../../../src/cli/solution/follow';
import { entry, solutionInMemory, type Setting } from '../operators/solution';

const state = (of: string, execution: string, status: string, more: Partial<PipelineState> = {}): PipelineState =>
  ({ name: `${of}.s`, execution, status, awaitsApproval: false, ...more });

const registered: Setting = { directory: { 'self/geofence': entry('geofence') }, installed: { geofence: [] }, parameters: { '/s/modules/geofence/delivered': '{"revision":"abcdef0123456789","execution":"new"}' } };

/** Follows a registration while the pipelines go through these states; the last one is kept. */
async function run(moments: readonly (readonly PipelineState[])[], { setting = registered, timeout = 60_000 } = {}) {
  const { account } = solutionInMemory(setting);
  let moment = 0;
  const now = () => moments[Math.min(moment, moments.length - 1)];
  const watched = { ...account, pipelines: { ...account.pipelines, find: async (name: string) => now().find(pipeline => pipeline.name === name) } };
  const before = await newestExecutions('s', 'geofence', watched);
  moment = 1;
  const log: string[] = [];
  const list = async () => {
    moment++;
    return account.stacks.list();
  };
  const followed = await follow({
    solution: 's',
    module: 'geofence',
    account: { ...watched, stacks: { ...account.stacks, list } },
    before,
    changed: true,
    log: line => log.push(line),
    timeout,
    isReached: own => own?.pipeline?.execution === 'new' && own.pipeline.status !== 'InProgress',
  });
  return { log, outcome: outcomeOf(followed.status, 'geofence', followed.ended ? undefined : 1), ...followed };
}

const old = [state('core', 'old', 'Succeeded'), state('modules', 'old', 'Succeeded')];

test('a registration is followed through the core, the definition of the modules and the module\'s own pipeline', async () => {
  const { log, outcome, ended } = await run([
    old,
    old,
    [state('core', 'new', 'InProgress', { stage: 'Prepare' }), old[1]],
    [state('core', 'new', 'Succeeded'), state('modules', 'new', 'InProgress', { stage: 'Verify' }), state('geofence', 'new', 'InProgress', { stage: 'Build' })],
    [state('core', 'new', 'Succeeded'), state('modules', 'new', 'InProgress', { stage: 'Verify' }), state('geofence', 'new', 'Succeeded')],
  ]);

  expect(ended).toBe(true);
  expect(log).toEqual(['core.s: Prepare', 'core.s: succeeded', 'modules.s: Verify', 'geofence.s: Build', 'geofence.s: succeeded']);
  expect(outcome).toEqual({ text: 'geofence is delivered (abcdef01): stack s-geofence; each further push is delivered, too' });
});

test('a failed delivery ends it with its reason and a link', async () => {
  const failed = { stage: 'Gate', message: 'fleet does not produce Nothing' };
  const { log, outcome } = await run([old, [state('core', 'new', 'Succeeded'), old[1], state('geofence', 'new', 'Failed', failed)]]);

  expect(log).toContain('geofence.s: failed in Gate: fleet does not produce Nothing');
  expect(outcome.problem).toMatch(/^geofence is failed in Gate\ngeofence\.s: Gate: fleet does not produce Nothing\n {2}https:/);
});

test('a failed core pipeline ends it, too', async () => {
  const { outcome } = await run(
    [old, [state('core', 'new', 'Failed', { stage: 'Prepare', message: 'tests failed' }), old[1]]],
    { setting: { directory: { 'self/geofence': entry('geofence') } } },
  );

  expect(outcome.problem).toMatch(/^geofence is not installed yet\ncore\.s: Prepare: tests failed/);
});

test('it does not wait for a manual approval', async () => {
  const { outcome, ended } = await run([old, [state('core', 'new', 'Succeeded'), old[1], state('geofence', 'new', 'InProgress', { stage: 'Deploy', awaitsApproval: true })]]);

  expect(ended).toBe(true);
  expect(outcome).toEqual({ text: expect.stringContaining('geofence waits for an approval in geofence.s') });
});

test('at the time limit it says that the delivery continues', async () => {
  const { outcome, ended } = await run([old, old], { timeout: 0 });

  expect(ended).toBe(false);
  expect(outcome.problem).toContain('after 1 min geofence is');
});

test('an entry that is held back or overridden by an operator is reported with the reason', async () => {
  const done = [old, [state('core', 'new', 'Succeeded'), old[1]]];
  const held = await run(done, { setting: { directory: { 'self/geofence': '{ "schema": 1 }' } } });
  const removed = await run(done, { setting: { directory: { 'self/geofence': entry('geofence'), 'operator/geofence': { schema: 1, name: 'geofence', removed: true } } } });

  expect(held.outcome.problem).toMatch(/^geofence is held back: .*source/);
  expect(removed.outcome.problem).toContain('an operator of s removed it, which takes precedence; an operator can revert that: cv-insync add geofence');
});
