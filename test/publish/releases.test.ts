import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { awscdk, javascript } from 'projen';
import { parse } from 'yaml';
import { ReleasedTogether, releases } from '../../projenrc/releases';

const folder = mkdtempSync(join(tmpdir(), 'releases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The workflow of a project with releases enabled. */
function workflow() {
  process.env.PROJEN_DISABLE_POST = 'true';
  const project = new awscdk.AwsCdkConstructLibrary({
    name: 'cv-insync',
    author: 'somebody',
    authorAddress: 'somebody@example.com',
    repositoryUrl: 'https://github.com/cv-insync/cv-insync.git',
    defaultReleaseBranch: 'main',
    packageManager: javascript.NodePackageManager.NPM,
    cdkVersion: '2.257.0',
    outdir: folder,
    eslint: false,
    jest: false,
    docgen: false,
    sampleCode: false,
    depsUpgrade: false,
    ...releases(true),
  });
  new ReleasedTogether(project);
  project.synth();
  expect(readdirSync(join(folder, '.github'), { recursive: true })).toEqual(['workflows', 'workflows/release.yml']);
  return parse(readFileSync(join(folder, '.github/workflows/release.yml'), 'utf8'));
}

test('when releases are enabled, a person starts them, and registries with trusted publishing trust the workflow', () => {
  const { on, jobs } = workflow();

  expect(Object.keys(on)).toEqual(['workflow_dispatch']);
  expect(Object.keys(jobs).filter(name => name.startsWith('release_')).sort()).toEqual([
    'release_github', 'release_golang', 'release_maven', 'release_npm', 'release_nuget', 'release_pypi',
  ]);
  for (const registry of ['npm', 'nuget', 'pypi']) expect(jobs[`release_${registry}`].permissions).toMatchObject({ 'id-token': 'write' });
  const secrets = [...JSON.stringify(jobs).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
  expect([...new Set(secrets)].sort()).toEqual([
    'GITHUB_TOKEN', 'GO_GITHUB_TOKEN', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE', 'MAVEN_PASSWORD', 'MAVEN_STAGING_PROFILE_ID', 'MAVEN_USERNAME',
    'NUGET_USERNAME',
  ]);
});

test('nothing is published unless all packages are complete and compatible', () => {
  const { jobs } = workflow();
  const runs = jobs.release.steps.map(({ run }: { run?: string }) => run);

  expect(jobs.release.steps.map(({ uses }: { uses?: string }) => /setup-(\w+)/.exec(uses ?? '')?.[1]).filter(Boolean).sort()).toEqual(['go', 'java', 'node', 'python']);
  expect(runs.slice(runs.indexOf('npx projen release') + 1)).toEqual(expect.arrayContaining(['npx projen publish:dry-run', 'npx projen compat --release']));
  for (const [name, { needs }] of Object.entries<{ needs: string | string[] }>(jobs)) if (name !== 'release') expect(needs).toContain('release');
});

test('the packages for the other languages are generated from the library alone', () => {
  const made = Object.entries<any>(workflow().jobs).filter(([name]) => /^release_(?!github)/.test(name));

  for (const [, { steps }] of made) {
    const [extraction] = steps.filter(({ run }: { run?: string }) => run?.includes('.tgz'));
    expect(extraction.run).toBe('tar --strip-components=1 -xzvf dist/js/cv-insync@*.tgz -C .repo');
  }
  expect(made).toHaveLength(5);
});

test('each job has only the permissions that it needs, and only the release job may write to the repository', () => {
  const { permissions, jobs } = workflow();
  const writers = Object.keys(jobs).filter(name => jobs[name].permissions.contents !== 'read');

  expect(permissions).toBeUndefined();
  expect(jobs.release.permissions).toEqual({ contents: 'read' });
  expect(writers).toEqual(['release_github']);
});

test('the tools that publish are pinned', () => {
  const { jobs } = workflow();
  const published = [...JSON.stringify(jobs).matchAll(/publib@([^' ]+)/g)].map(([, version]) => version);

  expect(published).toHaveLength(5);
  for (const version of published) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('features, fixes, performance improvements and breaking changes cause a release, and nothing else does', () => {
  const repository = mkdtempSync(join(tmpdir(), 'commits-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com', ...args], { cwd: repository, encoding: 'utf8' });
  const commit = (message: string) => git('commit', '--quiet', '--allow-empty', '--message', message);
  const releasable = [
    'feat: let a module read its parameters', 'fix(gate): end a build whose module is gone', 'perf: read the directory once',
    'feat!: remove what nobody used', 'refactor!: name the output otherwise', 'chore(deps)!: ask for a newer CDK',
    'Rename the output\n\nBREAKING CHANGE: consumers read the new name', 'refactor: rename another\n\nBREAKING-CHANGE: consumers read the new name',
  ];
  try {
    git('init', '--quiet');
    commit('feat: begin');
    git('tag', 'v1.0.0');
    for (const message of [...releasable, 'Let commits be sentences', 'docs: explain BREAKING CHANGE: in a body', 'refactor: move a file', 'Warn of feat!: in a title']) commit(message);
    workflow();
    const { tasks } = JSON.parse(readFileSync(join(folder, '.projen/tasks.json'), 'utf8'));
    const commits = execFileSync('sh', ['-c', tasks['bump:releasable-commits'].steps[0].exec], { cwd: repository, encoding: 'utf8', env: { ...process.env, LATEST_TAG: 'v1.0.0' } });

    expect(commits.trim().split('\n').map(line => line.slice(line.indexOf(' ') + 1)).reverse()).toEqual(releasable.map(message => message.split('\n')[0]));
  } finally {
    rmSync(repository, { recursive: true });
  }
});

test('the npm of the workflow knows trusted publishing', () => {
  const { steps } = workflow().jobs.release_npm;

  expect(Number(steps[0].with['node-version'])).toBeGreaterThanOrEqual(24);
});

test('until then, no workflow is generated', () => {
  expect(releases(false)).toMatchObject({ release: false, github: false });
});
