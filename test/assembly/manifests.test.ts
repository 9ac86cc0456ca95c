import { readCore, readModules, writeCore, writeModules } from '../../src/assembly/manifests';
import { folderOf } from '../cli/world';

test('manifests that were written can be read', () => {
  const folder = folderOf({});
  const module = {
    name: 'dtc', solution: 's', stackName: 's-dtc', templateFile: 'dtc.template.json', contract: { schema: 1, name: 'dtc', version: '1.0.0', produces: [], consumes: [] },
  } as const;
  const core = { solution: 's', stackName: 's-core', templateFile: 'core.template.json', sourceKind: 'github', core: ['fleet'], entries: [] } as const;
  writeModules(folder, [module]);
  writeCore(folder, core);

  expect(readModules(folder)).toEqual([module]);
  expect(readCore(folder)).toEqual({ schema: 1, ...core });
});

test('a folder without them has neither modules nor a core', () => {
  expect([readModules(folderOf({})), readCore(folderOf({}))]).toEqual([undefined, undefined]);
});

test.each([['insync.core.json', readCore], ['insync.module.json', readModules]])('%s of another format is refused', (file, read) => {
  expect(() => read(folderOf({ [file]: { schema: 2 } }))).toThrow(/schema 2, expected 1; use the same version of cv-insync/);
});
