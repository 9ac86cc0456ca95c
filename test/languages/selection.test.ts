import { spawnSync } from 'child_process';
import { join } from 'path';
import { parseSelection } from './selection';

const root = join(__dirname, '..', '..');

test('by default all languages with installed tools are tested', () => {
  expect(parseSelection([])).toEqual({ languages: ['python', 'java', 'go'], required: false, install: false });
});

test('named languages are the only ones, and need their tools', () => {
  expect(parseSelection(['go', 'python'])).toEqual({ languages: ['python', 'go'], required: true, install: false });
});

test('with --all every language needs its tools, and missing ones may be installed', () => {
  expect(parseSelection(['--all'])).toEqual({ languages: ['python', 'java', 'go'], required: true, install: true });
});

test('all unknown languages are reported at once, with the known ones', () => {
  expect(parseSelection(['golang', 'java', '--al']).problem)
    .toBe('unknown: golang, --al; expected some of python, java, go, or --all; TypeScript, JavaScript and .NET are always included');
});

test('a misspelt language is wrong usage, and nothing is built', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'test/languages/index.ts', 'golang'], { cwd: root, encoding: 'utf8' });

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^error: unknown: golang; expected some of python, java, go/);
}, 60_000);

test('a named language without its tools is a failure', () => {
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/languages/index.ts', 'go'], {
    cwd: root, encoding: 'utf8', env: { PATH: '/nowhere' },
  });

  expect(stdout).toContain('FAILED  go: its tools are installed\n        go is not installed, expected 1.25 or newer');
  expect(status).toBe(1);
}, 60_000);
