import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { InSyncModuleProject, type InSyncModuleProjectOptions } from '../src';

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** Synthesizes a project, without installing anything; gives its files as they are read. */
function synthesize(options: Partial<InSyncModuleProjectOptions> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'project-'));
  folders.push(outdir);
  const before = process.env.PROJEN_DISABLE_POST;
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    new InSyncModuleProject({ name: 'geofence', defaultReleaseBranch: 'main', outdir, ...options }).synth();
  } finally {
    if (before === undefined) delete process.env.PROJEN_DISABLE_POST;
    else process.env.PROJEN_DISABLE_POST = before;
  }
  const text = (file: string) => readFileSync(join(outdir, file), 'utf8');
  return { text, json: (file: string) => JSON.parse(text(file)), tasks: JSON.parse(text('.projen/tasks.json')).tasks };
}

test('the options reach the app through cdk.json', () => {
  const { json } = synthesize({ description: 'Watches areas', repository: 'acme/cv-geofence', defaultReleaseBranch: 'release', connectionArn: undefined });

  expect(json('cdk.json')).toEqual({
    app: 'node --import tsx src/main.ts',
    context: { module: { name: 'geofence', description: 'Watches areas', repository: 'acme/cv-geofence', branch: 'release' } },
  });
  expect(json('package.json').repository.url).toBe('https://github.com/acme/cv-geofence.git');
});

test('every package has a version that was tried, and others can be asked for', () => {
  const { devDependencies, dependencies, overrides } = synthesize({ cdkVersion: '2.276.0', insyncVersion: 'file:/x.tgz' }).json('package.json');

  expect(dependencies).toEqual({ 'aws-cdk-lib': '2.276.0', 'cv-insync': 'file:/x.tgz' });
  expect(devDependencies['aws-cdk']).toBe('2.1148.1');
  expect(overrides).toEqual({ 'unrs-resolver': '1.12.2' });
  expect(synthesize().json('package.json').dependencies['aws-cdk-lib']).toBe('2.257.0');
});

test('what is done with a module are tasks', () => {
  const { tasks } = synthesize({ solution: 'north', standIns: { weather: { Url: 'https://x' } } });

  expect(Object.keys(tasks)).toEqual(expect.arrayContaining(['contract', 'docs', 'register', 'rehearse', 'synth', 'unregister']));
  expect(tasks.rehearse.steps).toEqual([{ exec: 'cv-insync rehearse --module . --stand-ins rehearsal.stand-ins.json', receiveArgs: true }]);
  expect(tasks.register).toMatchObject({ env: { INSYNC_SOLUTION: 'north' }, steps: [{ spawn: 'synth' }, { exec: 'cv-insync register', receiveArgs: true }] });
  expect(tasks.contract.env).toBeUndefined();
});

test('the module\'s pipeline runs the tests alone; a build lints, too, and keeps the readme true', () => {
  const { tasks } = synthesize();

  expect(tasks.test.steps.map(({ spawn }: { spawn?: string }) => spawn)).not.toContain('eslint');
  expect(tasks['post-compile'].steps).toEqual([{ spawn: 'docs' }, { spawn: 'eslint' }]);
  expect(tasks.compile.steps).toEqual([{ exec: 'tsc --noEmit -p tsconfig.json' }]);
});

test('GitHub builds and rehearses the module, and fails if the readme is not true', () => {
  const workflow = synthesize().text('.github/workflows/build.yml');

  for (const step of ['npx projen build', 'npx projen rehearse', 'Fail build on mutation']) expect(workflow).toContain(step);
});

test('options that cannot be are refused, all at once', () => {
  expect(() => synthesize({ name: 'Geo', repository: 'acme' })).toThrow(/the options of the module are invalid:\n {2}name: found "Geo".*\n {2}repository: found "acme"/);
});
