import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { awscdk, javascript } from 'projen';
import { parse } from 'yaml';
import { releases } from '../../projenrc/releases';

const folder = mkdtempSync(join(tmpdir(), 'releases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The workflow that a project has once releases are on. */
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
    ...releases(true),
  });
  project.synth();
  return parse(readFileSync(join(folder, '.github/workflows/release.yml'), 'utf8'));
}

test('once releases are on, a person starts them, and the registries that can do so trust the workflow', () => {
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

test('until then there is no workflow', () => {
  expect(releases(false)).toMatchObject({ release: false, github: false });
});
