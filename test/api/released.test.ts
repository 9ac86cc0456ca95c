import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { baseline, baselineFile } from './baseline';
import { lastRelease, unreleasable } from './released';
import { Api } from '../../scripts/docs/jsii-assembly';

/** An API of one class, which is compared without the AWS CDK, whose assembly takes seconds to load. test/api/compare.test.ts compares the real one. */
const API: Api = {
  ...baseline('cv-insync'),
  dependencies: {},
  types: {
    'cv-insync.Door': { assembly: 'cv-insync', fqn: 'cv-insync.Door', kind: 'class', name: 'Door', initializer: {}, methods: [{ name: 'open' }, { name: 'close' }] },
  },
};
const CLOSE = 'cv-insync.Door.close';

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'released-'));
  mkdirSync(join(repository, 'api'));
  git('init', '--quiet');
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com', ...args], { cwd: repository, encoding: 'utf8' });

/** Commits an API as the baseline, and tags that. */
function release(tag: string, api: Api) {
  writeFileSync(join(repository, baselineFile(api.name)), JSON.stringify(api));
  git('add', '.');
  git('commit', '--quiet', '--allow-empty', '--message', tag);
  git('tag', tag);
}

/** The API without a method of modules. */
function without(method: string): Api {
  const api = JSON.parse(JSON.stringify(API));
  const type = api.types['cv-insync.Door'];
  type.methods = type.methods.filter(({ name }: { name: string }) => name !== method);
  return api;
}

test('before the first release there is no released API, and nothing can break it', () => {
  git('commit', '--quiet', '--allow-empty', '--message', 'Begin');
  const last = lastRelease(repository);

  expect(last).toBeUndefined();
  expect(unreleasable('1.0.0', API, API, last)).toEqual([]);
}, 120_000);

test('the last release is the highest version, not the newest tag, the last tag by name, or a pre-release', () => {
  for (const tag of ['v1.2.0', 'v1.10.0', 'v2.0.0-rc.0', 'vehicles', 'v1.9.0']) release(tag, { ...API, version: tag });

  expect(lastRelease(repository)).toMatchObject({ tag: 'v1.10.0' });
  expect(lastRelease(repository)!.api('cv-insync')).toEqual({ ...API, version: 'v1.10.0' });
});

test('a package that was not part of the last release cannot break it', () => {
  release('v1.0.0', API);

  expect(lastRelease(repository)!.api('cv-insync-module')).toBeUndefined();
});

test('a breaking change cannot be a minor version, even if it became the baseline since the release', () => {
  release('v1.4.0', API);
  const api = without('close');
  writeFileSync(join(repository, baselineFile('cv-insync')), JSON.stringify(api));
  const last = lastRelease(repository);

  for (const version of ['1.5.0', '1.4.1']) {
    const problems = unreleasable(version, api, api, last);
    expect(problems.join('\n')).toContain(CLOSE);
    expect(problems).toContain(`cv-insync breaks the API of v1.4.0, but ${version} is not a new major version: commit the change as \`feat!: ...\``);
  }
  expect(unreleasable('2.0.0', api, api, last)).toEqual([]);
}, 120_000);

test('additions are released only with a baseline that contains them, so that the next release is compared with them', () => {
  release('v1.4.0', without('close'));
  const last = lastRelease(repository);

  const problems = unreleasable('1.5.0', API, without('close'), last);
  expect(problems.join('\n')).toContain(CLOSE);
  expect(problems).toContain('api/cv-insync.json is not the API of 1.5.0: run `npm run compat -- --accept`, and commit it');
  expect(unreleasable('1.5.0', API, API, last)).toEqual([]);
}, 120_000);

test('a clone that git cannot read is not taken for a first release', () => {
  rmSync(join(repository, '.git'), { recursive: true });

  expect(() => lastRelease(repository)).toThrow(/^git tag --list: /);
});
