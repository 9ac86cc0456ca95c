import { type HypotheticalChanges, withChanges } from '../../../src/cli/plan/hypothetical-changes';
import { planSolution } from '../../../src/cli/plan/plan-solution';
import { viewSolution } from '../../../src/cli/solution/view';
import { entry, solutionInMemory, type Setting } from '../operators/solution';
import { folderOf, TOOLS } from '../world';

async function planned(setting: Setting, thought: HypotheticalChanges = {}) {
  const { account, store, cloud } = solutionInMemory(setting);
  const before = [...store.values];
  const { modules, needsApproval } = planSolution(withChanges(await viewSolution('s', account), thought), TOOLS.deliveryTemplates);
  expect([[...store.values], cloud.log]).toEqual([before, []]);
  return { needsApproval, modules: Object.fromEntries(modules.map(({ name, change, because }) => [name, [change, ...because]])) };
}

test('modules that differ from the directory are installed, changed, removed or held back; the rest stays', async () => {
  expect((await planned({
    directory: {
      'core/a': entry('a'),
      'core/b': entry('b', { source: { kind: 'github', repository: 'acme/b', branch: 'next' }, approval: true }),
      'self/new': entry('new'),
      'self/bad': '{',
    },
    installed: { a: ['held/Out'], b: [], held: [], old: [] },
  })).modules).toEqual({
    a: ['keep'],
    b: ['change', 'source: now github:acme/b@next', 'approval: false becomes true'],
    bad: ['hold back', expect.stringContaining('expected JSON')],
    held: ['hold back', 'it is to be removed, but a requires it'],
    new: ['install', 'github:acme/new@main'],
    old: ['remove'],
  });
});

test('changed permissions are shown as statements', async () => {
  const setting = { directory: { 'core/a': entry('a', { permissions: [{ actions: ['iot:Publish', 'iot:Receive'], resources: ['arn:x'] }] }) }, installed: { a: [] } };

  expect((await planned(setting)).modules).toEqual({ a: ['change', 'permissions: nothing becomes iot:Publish, iot:Receive on arn:x'] });
});

test('what a deployed module asks for and its entry does not permit is noted, also for a list that is planned with', async () => {
  const permissions = [{ actions: ['iot:Publish'], resources: ['*'] }];
  const contract = JSON.stringify({ schema: 1, name: 'a', version: '1.0.0', produces: [], consumes: [], permissions });
  const { account } = solutionInMemory({ directory: { 'core/a': entry('a', { permissions }) }, parameters: { '/s/modules/a/contract': contract } });
  const view = await viewSolution('s', account);
  const app = folderOf({ 'insync.core.json': { schema: 1, solution: 's', core: [], entries: [entry('a')] } });

  expect(view.directory.notices).toEqual([]);
  expect(withChanges(view, { app }).directory.notices).toEqual([{ module: 'a', reason: expect.stringContaining('asks for iot:Publish on *') }]);
});

test('many removals at once wait for approval', async () => {
  expect(await planned({ installed: { a: [], b: [], c: [] } })).toMatchObject({ needsApproval: true });
});

describe('hypothetical changes', () => {
  const setting = { directory: { 'core/a': entry('a') }, installed: { a: [] } };

  test('are additions and removals', async () => {
    expect((await planned(setting, { add: ['dtc=github:acme/dtc'], remove: ['a'] })).modules).toEqual({ a: ['remove'], dtc: ['install', 'github:acme/dtc@main'] });
  });

  test('are another list in the core\'s code', async () => {
    const app = folderOf({ 'insync.core.json': { schema: 1, solution: 's', entries: [entry('b')] } });

    expect((await planned(setting, { app })).modules).toEqual({ a: ['remove'], b: ['install', 'github:acme/b@main'] });
  });

  test.each<[HypotheticalChanges, RegExp]>([
    [{ add: ['dtc'] }, /expected name=source/],
    [{ add: ['dtc=acme'] }, /--source: found "acme"/],
    [{ remove: ['dtc'] }, /there is no module "dtc"/],
    [{ app: '/nowhere' }, /insync.core.json is missing/],
  ])('%j are refused', async (thought, message) => {
    await expect(planned(setting, thought)).rejects.toThrow(message);
  });
});

test('a module that is added over its own registration gets no unapproved permissions, as with add', async () => {
  const permissions = [{ actions: ['iot:Publish'], resources: ['*'] }];
  const setting = { directory: { 'self/dtc': entry('dtc', { permissions }) }, installed: { dtc: [] } };

  expect((await planned(setting, { add: ['dtc=github:acme/dtc@main'] })).modules).toEqual({ dtc: ['keep'] });
});
