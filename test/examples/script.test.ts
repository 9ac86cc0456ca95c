import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { CORE } from './modules';
import { synthesize } from './synthesize';
import { parseScript } from '../../src/rehearsal/script';

const root = resolve(__dirname, '../..');
const script = () => {
  const file = join(root, 'examples/rehearse.yaml');
  return parseScript(readFileSync(file, 'utf8'), file, '/');
};

test('the script of the examples contains each repository that the core lists, in any current folder', () => {
  const { solution, core, entries } = synthesize('core').json('insync.core.json');

  expect(script().solution).toBe(solution);
  expect(core).toEqual(CORE);
  const needed = entries.map(({ source }: { source: { repository: string } }) => source.repository);
  expect(script().repositories.map(({ name }) => name).sort()).toEqual(['acme/connected-vehicle', ...needed].sort());
});

test('the module of each repository has the name that the core lists', () => {
  const { entries } = synthesize('core').json('insync.core.json');
  const folders = new Map(script().repositories.map(({ name, path }) => [name, path]));

  for (const { name, source } of entries) {
    const folder = folders.get(source.repository)!.slice(join(root, 'examples/').length);
    expect(synthesize(folder).json('insync.module.json').modules.map((module: { name: string }) => module.name)).toEqual([name]);
  }
});
