import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { INSTALL } from '../../src/pipelines/build-spec';

const folder = mkdtempSync(join(tmpdir(), 'build-spec-'));
const bin = join(folder, 'bin');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the commands in sequence in one shell, with stand-ins that print their arguments. */
function install(files: readonly string[], { inEnvironment = false } = {}) {
  const cwd = mkdtempSync(join(folder, 'checkout-'));
  for (const file of files) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), '', { mode: 0o755 });
  }
  mkdirSync(bin, { recursive: true });
  const standIn = (name: string, text: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  standIn('npm', '[ "$1" = root ] && echo rooted || echo "npm $*"');
  standIn('python3', `[ "$1" = -c ] && exit ${inEnvironment ? 0 : 1}
if [ "$2" = venv ]; then mkdir -p "$3/bin"; printf 'PATH="%s/%s/bin:$PATH"' "$PWD" "$3" > "$3/bin/activate"; printf '#!/bin/sh\\necho "of the environment: $*"' > "$3/bin/python3"; chmod +x "$3/bin/python3"; fi
echo "python3 $*"`);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', ['set -e', ...INSTALL].join('\n')], { cwd, encoding: 'utf8', env: { PATH: `${bin}:/usr/bin:/bin` } });
  return { status, lines: stdout.trim().split('\n'), stderr };
}

test('npm packages are installed from the lock file, if there is one', () => {
  expect(install(['package.json', 'package-lock.json']).lines).toEqual(['npm ci']);
  expect(install(['package.json']).lines).toEqual(['npm install']);
});

test('an app in any language that does not pin cdk and cv-insync is refused, and not built with their latest versions', () => {
  const { status, stderr } = install(['cdk.json', 'requirements.txt']);

  expect(status).not.toBe(0);
  expect(stderr).toContain('package.json is absent; expected one with aws-cdk and cv-insync');
});

test('an app in a folder may use the packages of the folder above', () => {
  const { status } = install(['cdk.json', 'rooted/.bin/cdk']);

  expect(status).toBe(0);
});

test('a folder without an app needs no packages', () => {
  expect(install(['cloudformation.yaml']).status).toBe(0);
});

test('Python packages are installed into a virtual environment', () => {
  expect(install(['package.json', 'requirements.txt']).lines).toEqual([
    'npm install', 'python3 -m venv .venv', expect.stringMatching(/requirements\.txt$/),
  ]);
});

test('an active Python virtual environment is used', () => {
  expect(install(['package.json', 'requirements.txt'], { inEnvironment: true }).lines).toEqual([
    'npm install', 'python3 -m pip install --quiet --requirement requirements.txt',
  ]);
});

test('the commands are valid bash', () => {
  for (const command of INSTALL) execFileSync('bash', ['-n', '-c', command]);
});
