import { codeList } from '../../../src/cli/prepare/code-list';
import type { Entry } from '../../../src/model/entry';
import type { AssembledCore } from '../../../src/model/manifest';
import { memoryStore } from '../../registry/memory-store';

const entry = (name: string): Entry => ({ schema: 1, name, source: { kind: 'github', repository: `acme/${name}`, branch: 'main' } });
const CORE: AssembledCore = {
  solution: 's', stackName: 's-core', templateFile: 's-core.template.json', sourceKind: 'github', core: [], entries: [entry('dtc')],
};
const ask = (core: AssembledCore | undefined, environment: Record<string, string>, parameters: Record<string, string> = {}) =>
  codeList(core, 's', memoryStore(parameters), environment);

test('the modules that the app in the core\'s repository lists count', async () => {
  expect(await ask(CORE, { INSYNC_LISTS_MODULES: 'yes' })).toEqual({ entries: [entry('dtc')], isStored: true });
  expect(await ask({ ...CORE, entries: [] }, {})).toEqual({ entries: [], isStored: true });
});

test('a core whose stack is defined elsewhere and lists none has an empty list', async () => {
  expect(await ask(undefined, {})).toEqual({ entries: [], isStored: true });
});

test('a list that is in the code of another app fails, as it is unknown and not empty', async () => {
  await expect(ask(undefined, { INSYNC_LISTS_MODULES: 'yes' })).rejects.toThrow('the code of the stack s-core lists modules, but the app in the core\'s repository does not define that stack');
});

describe('of a core that was launched from a template', () => {
  const lines = (...names: string[]) => names.map(name => JSON.stringify(entry(name))).join('\n');
  const stored = {
    ...Object.fromEntries(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9'].map((name, index) => [`/s/core/launched-modules/${index + 1}`, lines(name)])),
    '/s/core/launched-modules/10': lines('m10', 'm11'),
  };

  test('exactly the chosen modules count, and not those that the app lists', async () => {
    const choices = `0123abcd ${['no', 'yes', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes', 'no'].join(' ')}`;

    expect(await ask(CORE, { INSYNC_CHOICES: choices }, stored)).toEqual({ entries: [entry('m2'), entry('m10')], isStored: true });
  });

  test('without modules to choose from the list is empty', async () => {
    expect(await ask(CORE, { INSYNC_CHOICES: '0123abcd' })).toEqual({ entries: [], isStored: true });
  });

  test('a part of the modules to choose from fails, as a choice that is missing is not a removal', async () => {
    await expect(ask(CORE, { INSYNC_CHOICES: '0123abcd yes yes' }, { '/s/core/launched-modules/1': lines('m1') }))
      .rejects.toThrow('/s/core/launched-modules: found 1 modules to choose from, expected 2');
  });
});

describe('of a core that an older version deployed', () => {
  const OLDER = { INSYNC_ENTRIES_DIGEST: '0123abcd' };

  test('the list is stored once the stack is updated', async () => {
    expect(await ask(CORE, OLDER)).toEqual({ entries: [entry('dtc')], isStored: false });
  });

  test.each<[string, AssembledCore | undefined, Record<string, string>]>([
    ['whose stack is defined elsewhere', undefined, OLDER], ['that was launched from a template', CORE, { ...OLDER, INSYNC_LAUNCHED: 'dtc poi' }],
  ])('%s, the list is unknown until that stack is updated', async (_, core, environment) => {
    await expect(ask(core, environment)).rejects.toThrow('the stack s-core was deployed by an older version of cv-insync');
  });
});
