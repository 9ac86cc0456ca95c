import picomatch from 'picomatch';
import type { ConnectionSource, Entry, EntrySource } from '../../../src/model/entry';
import { coreFilePaths } from '../../../src/pipelines/core/trigger';

const CORE: ConnectionSource = { kind: 'github', repository: 'acme/vehicles', branch: 'main' };
const entry = (source: EntrySource): Entry => ({ schema: 1, name: 'm', source });
const inFolder = (folder?: string, more: Partial<ConnectionSource> = {}) => entry({ ...CORE, ...folder && { folder }, ...more });

test('folders of modules in the same branch of the same repository do not start the core', () => {
  expect(coreFilePaths(CORE, [inFolder('modules/dtc'), inFolder('modules/api')])).toEqual({ excludes: ['modules/api/**', 'modules/dtc/**'] });
});

test.each<[string, Entry]>([
  ['another repository', inFolder('modules/dtc', { repository: 'acme/dtc' })],
  ['another branch', inFolder('modules/dtc', { branch: 'next' })],
  ['another host', inFolder('modules/dtc', { kind: 'gitlab' })],
  ['no folder of its own', inFolder()],
  ['a bucket', entry({ kind: 's3', bucket: 'b', key: 'k' })],
])('a module in %s makes no difference', (_, one) => expect(coreFilePaths(CORE, [one])).toBeUndefined());

test('a core in a folder is started by that folder, without the modules in it', () => {
  const core = { ...CORE, folder: 'core' };

  expect(coreFilePaths(core, [inFolder('modules/dtc')])).toEqual({ includes: ['core/**'] });
  expect(coreFilePaths(core, [inFolder('core/modules/dtc'), inFolder('core')])).toEqual({ includes: ['core/**'], excludes: ['core/modules/dtc/**'] });
});

test('a module in the folder of another module is covered by its filter', () => {
  expect(coreFilePaths(CORE, [inFolder('a/b'), inFolder('a'), inFolder('ab')])).toEqual({ excludes: ['a/**', 'ab/**'] });
});

test('for any number of modules, CodePipeline accepts the filter, and it means the same', () => {
  const folders = Array.from({ length: 60 }, (_, index) => `modules/module-number-${index}`);
  const { excludes = [] } = coreFilePaths(CORE, folders.map(folder => inFolder(folder)))!;
  const isExcluded = (file: string) => excludes.some(pattern => picomatch.isMatch(file, pattern));

  expect(excludes.length).toBeLessThanOrEqual(8);
  expect(Math.max(...excludes.map(({ length }) => length))).toBeLessThanOrEqual(255);
  expect(folders.filter(folder => !isExcluded(`${folder}/src/a.ts`))).toEqual([]);
  expect(['package.json', 'modules/README.md', 'modules/module-number-99/a.ts'].filter(isExcluded)).toEqual([]);
});

test('modules that do not fit into the filter start the core, so that no other change is missed', () => {
  const folders = Array.from({ length: 500 }, (_, index) => `modules/module-number-${index}`);
  const { excludes = [] } = coreFilePaths(CORE, folders.map(folder => inFolder(folder)))!;

  expect(excludes).toHaveLength(8);
});
