import { readAssembly } from '../../src/assembly/read';
import { folderOf } from '../cli/world';

test('a folder without a cloud assembly is told with what to run first', () => {
  expect(() => readAssembly(folderOf({}))).toThrow('no cloud assembly here, expected what `npx cdk synth` writes');
});

test('an app without modules is an assembly without modules', () => {
  expect(readAssembly(folderOf({ 'manifest.json': {} }))).toEqual(expect.objectContaining({ modules: [], core: undefined }));
});

test('what a newer library wrote is not guessed at', () => {
  expect(() => readAssembly(folderOf({ 'manifest.json': {}, 'insync.core.json': { schema: 2 } }))).toThrow('schema 2, expected 1; use the same version');
});
