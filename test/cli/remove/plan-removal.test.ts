import { planRemoval, writeRemoval } from '../../../src/cli/remove/plan-removal';
import type { StackResources } from '../../../src/model/stack-resource';
import { entry, solutionInMemory, type Setting } from '../operators/solution';

const resources: StackResources = {
  list: async stack => stack === 's-dtc' ? [{ logicalId: 'Table', type: 'AWS::DynamoDB::Table', physicalId: 's-dtc-table' }] : [],
  template: async () => ({ Resources: { Table: { DeletionPolicy: 'RetainExceptOnCreate' } } }),
};

async function run(names: string[], setting: Setting, force = false) {
  const world = solutionInMemory(setting);
  const result = await planRemoval('s', names, world.account, resources, force).catch((error: Error) => error);
  if (!(result instanceof Error)) await writeRemoval('s', result, world.account);
  return { ...world, result };
}

test('an operator\'s entry is deleted, and the resources that will be retained are listed', async () => {
  const { result, store } = await run(['dtc'], { directory: { 'operator/dtc': entry('dtc') }, installed: { dtc: [] } });

  expect(store.values.has('/s/directory/operator/dtc')).toBe(false);
  expect(result).toMatchObject({ modules: [{ name: 'dtc', change: 'deleted', installed: true, retained: [{ physicalId: 's-dtc-table' }] }] });
});

test('the registration of a module is overridden, also if an operator had changed it', async () => {
  const itself = { 'self/dtc': entry('dtc') };
  for (const directory of [itself, { ...itself, 'operator/dtc': entry('dtc', { approval: true }) }]) {
    const { operatorEntry } = await run(['dtc'], { directory: directory as Setting['directory'] });

    expect(operatorEntry('dtc')).toEqual({ schema: 1, name: 'dtc', removed: true });
  }
});

test('a module that was removed already stays removed', async () => {
  const directory = { 'self/dtc': entry('dtc'), 'operator/dtc': { schema: 1, name: 'dtc', removed: true } };

  expect((await run(['dtc'], { directory })).result).toMatchObject({ modules: [{ change: 'none' }] });
});

test('a module that is listed in code, or part of the core, has to be removed there', async () => {
  expect((await run(['dtc'], { directory: { 'core/dtc': entry('dtc') } })).result).toMatchObject({ message: expect.stringContaining('listed in the core\'s code'), exitCode: 1 });
  expect((await run(['fleet'], {})).result).toMatchObject({ message: expect.stringContaining('is a core module') });
});

test('an unknown name is reported with a suggestion', async () => {
  expect((await run(['dct'], { directory: { 'self/dtc': entry('dtc') } })).result).toMatchObject({ message: expect.stringContaining('did you mean "dtc"?') });
});

describe('a module that others require', () => {
  const setting = {
    directory: { 'operator/dtc': entry('dtc'), 'operator/api': entry('api') }, installed: { dtc: [], api: ['dtc/Table', 'fleet/Trips'] },
  };

  test('is refused, with the consumers and what they read', async () => {
    const { result, store } = await run(['dtc'], setting);

    expect(result).toMatchObject({ message: 'dtc is required: api reads dtc/Table; remove api first, or all at once; or overrule them: --force', exitCode: 1 });
    expect(store.values.has('/s/directory/operator/dtc')).toBe(true);
  });

  test('is removed nevertheless if an operator insists, and what others lose is listed', async () => {
    const { result, operatorEntry } = await run(['dtc'], setting, true);

    expect(result).toMatchObject({ modules: [{ name: 'dtc', change: 'overruled', deprived: ['api reads dtc/Table'] }] });
    expect(operatorEntry('dtc')).toEqual({ schema: 1, name: 'dtc', removed: true, force: true });
  });

  test('and whose removal is held back already is removed, too', async () => {
    const removed = { ...setting, directory: { ...setting.directory, 'operator/dtc': { schema: 1, name: 'dtc', removed: true } } };

    expect((await run(['dtc'], removed)).result).toMatchObject({ message: expect.stringContaining('or overrule them: --force') });
    expect((await run(['dtc'], removed, true)).operatorEntry('dtc')).toMatchObject({ force: true });
  });

  test('is removed together with them', async () => {
    expect((await run(['dtc', 'api'], setting)).result).toMatchObject({ modules: [{ name: 'dtc', change: 'deleted' }, { name: 'api', change: 'deleted' }] });
  });

  test('is removed if they are no longer listed themselves', async () => {
    expect((await run(['dtc'], { ...setting, directory: { 'operator/dtc': entry('dtc') } })).result).toMatchObject({ modules: [{ name: 'dtc', change: 'deleted' }] });
  });
});
