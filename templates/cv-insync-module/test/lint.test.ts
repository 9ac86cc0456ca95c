import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative, resolve } from 'path';
import { InSyncModuleProject } from '../src';

const ROOT = resolve(__dirname, '../../..');

let folder: string;
let project: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  project = join(folder, 'speed-alert');
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(project);
  // What `npm install` would bring: the packages of this repository, and the library, which is compiled here.
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'dir');
  symlinkSync(ROOT, join(folder, 'node_modules/cv-insync'), 'dir');
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    new InSyncModuleProject({
      name: 'speed-alert',
      description: 'Tells who is too fast',
      repository: 'acme/cv-speed-alert',
      defaultReleaseBranch: 'main',
      outdir: project,
      consumes: ['fleet/OwnerTableName', 'notifications/FunctionName'],
    }).synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the lint of the project, as its own task says, but without corrections; gives what it finds by file. */
function findings(): Record<string, string[]> {
  const { env, steps: [{ execArgs: [, ...args] }] } = JSON.parse(readFileSync(join(project, '.projen/tasks.json'), 'utf8')).tasks.eslint;
  const options = args.filter((arg: string) => !['--fix', '$@'].includes(arg));
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/eslint/bin/eslint.js'), '--format', 'json', ...options], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (!stdout.startsWith('[')) throw new Error(`eslint gives no findings as JSON: ${stdout}${stderr}`);
  const files: { filePath: string; messages: { ruleId: string; message: string }[] }[] = JSON.parse(stdout);
  return Object.fromEntries(files.map(({ filePath, messages }) => [relative(project, filePath), messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)]));
}

test('the lint of a new project finds nothing in its samples, but does in a file that is wrong', () => {
  writeFileSync(join(project, 'src/wrong.ts'), "import { nothing } from 'no-such-package';\nnothing();\n");

  const { 'src/wrong.ts': wrong, ...others } = findings();

  expect(wrong).toEqual(["import/no-unresolved: Unable to resolve path to module 'no-such-package'."]);
  // .projenrc.ts comes with the command that makes a project, not with the project itself.
  expect(others).toEqual({
    ...Object.fromEntries(['longest-trip.handler', 'longest-trip', 'main', 'speed-alert'].map(name => [`src/${name}.ts`, []])),
    ...Object.fromEntries(['longest-trip', 'speed-alert'].map(name => [`test/${name}.test.ts`, []])),
  });
}, 240_000);
