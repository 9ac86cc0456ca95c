import { spawnSync } from 'child_process';
import { join } from 'path';
import { parseSelection } from './selection';

const root = join(__dirname, '..', '..');

test('by default all languages are tried whose tools are there', () => {
  expect(parseSelection([])).toEqual({ languages: ['python', 'java', 'go'], required: false, install: false });
});

test('languages that are named are the only ones, and have to be there', () => {
  expect(parseSelection(['go', 'python'])).toEqual({ languages: ['python', 'go'], required: true, install: false });
});

test('with --all every language has to be there, and what is absent may be installed', () => {
  expect(parseSelection(['--all'])).toEqual({ languages: ['python', 'java', 'go'], required: true, install: true });
});

test('whatever is no language is told at once, with those that there are', () => {
  expect(parseSelection(['golang', 'java', '--al']).problem)
    .toBe('unknown: golang, --al; expected some of python, java, go, or --all; TypeScript, JavaScript and .NET are always included');
});

test('a misspelt language is wrong usage, and nothing is built', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'test/languages/index.ts', 'golang'], { cwd: root, encoding: 'utf8' });

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^error: unknown: golang; expected some of python, java, go/);
}, 60_000);

test('a language that was named, but whose tools are absent, is a failure', () => {
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/languages/index.ts', 'go'], {
    cwd: root, encoding: 'utf8', env: { PATH: '/nowhere' },
  });

  expect(stdout).toContain('FAILED  go: its tools are installed\n        go is not installed, expected 1.25 or newer');
  expect(status).toBe(1);
}, 60_000);
