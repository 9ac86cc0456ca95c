import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '../../..');

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'changelog-'));
  git('init', '--quiet');
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const DATES = { GIT_AUTHOR_DATE: '2026-03-01T10:00:00Z', GIT_COMMITTER_DATE: '2026-03-01T10:00:00Z' };
const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com', ...args], { cwd: repository, env: { ...process.env, ...DATES } });
const commit = (...messages: string[]) => messages.forEach(message => git('commit', '--quiet', '--allow-empty', '--message', message));

/** The file without its introduction. */
function changelog(): string {
  execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/docs/changelog.ts'), repository], { cwd: ROOT });
  return readFileSync(join(repository, 'CHANGELOG.md'), 'utf8').replace(/^[^]*?\n(?=## )/, '');
}

test('features and fixes are listed by kind and scope; other commits are not', () => {
  commit('Say what it is', 'feat(cli): add `freeze`', 'refactor: move the model', 'fix: end a build whose module is gone', 'feat(account): run pipelines', 'docs: explain holds');

  expect(changelog()).toBe('## Unreleased\n\n### Features\n\n* **account:** run pipelines\n* **cli:** add `freeze`\n\n### Fixes\n\n* end a build whose module is gone\n');
}, 60_000);

test('a breaking change is listed for any type of commit', () => {
  commit('refactor(model)!: rename the entry\n\nBREAKING CHANGE: entries have no `wanted` any more.');

  expect(changelog()).toMatch(/BREAKING CHANGES\n\n\* \*\*model:\*\* entries have no `wanted` any more\./);
}, 60_000);

test('a release has a section with its date, and the same history gives the same file', () => {
  commit('feat: begin');
  git('tag', 'v1.0.0');
  commit('fix: mend');
  git('tag', 'v1.0.1');
  commit('fix: go on', 'feat: go further');
  const first = changelog();
  rmSync(join(repository, 'CHANGELOG.md'));

  expect(first).toBe('## Unreleased\n\n### Features\n\n* go further\n\n### Fixes\n\n* go on\n\n'
    + '## [1.0.1](https://github.com/cv-insync/cv-insync/compare/v1.0.0...v1.0.1) (2026-03-01)\n\n### Fixes\n\n* mend\n\n## 1.0.0 (2026-03-01)\n\n### Features\n\n* begin\n');
  expect(changelog()).toBe(first);
}, 60_000);

test('right after a release, no change is unreleased', () => {
  commit('feat: begin');
  git('tag', 'v1.0.0');

  expect(changelog()).toBe('## Unreleased\n\n## 1.0.0 (2026-03-01)\n\n### Features\n\n* begin\n');
}, 60_000);
