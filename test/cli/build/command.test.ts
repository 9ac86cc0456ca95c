import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { buildCommand } from '../../../src/cli/build';
import { folderOf } from '../world';

test('the commands run in the module\'s folder, and their exit status is that of the build', () => {
  const folder = folderOf({ 'buildspec.build.yaml': 'version: 0.2\nphases:\n  build: { commands: ["echo made > made.txt", (exit 7)] }\n' });

  expect(buildCommand(folder, 'ignore')).toBe(7);
  expect(readFileSync(join(folder, 'made.txt'), 'utf8')).toBe('made\n');
});

test('variables of the build project take precedence over those of the specification, as in CodeBuild', () => {
  const folder = folderOf({ 'buildspec.build.yaml': 'version: 0.2\nenv: { variables: { GIVEN: no, OWN: yes } }\nphases: { build: { commands: ["echo $GIVEN $OWN > said"] } }' });
  process.env.GIVEN = 'given';

  expect(buildCommand(folder, 'ignore')).toBe(0);
  delete process.env.GIVEN;
  expect(readFileSync(join(folder, 'said'), 'utf8')).toBe('given yes\n');
});

test('nothing runs if the specification is invalid or missing', () => {
  const folder = folderOf({ 'buildspec.build.yaml': 'version: 0.2\nphases: { build: { commands: [touch made] }, deploy: {} }' });

  expect(() => buildCommand(folder)).toThrow("buildspec.build.yaml:2:46: phases: unknown key 'deploy'");
  expect(existsSync(join(folder, 'made'))).toBe(false);
  expect(() => buildCommand(folderOf({}))).toThrow('no buildspec.build.yaml here, expected the module\'s own build specification');
});
