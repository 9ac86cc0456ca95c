import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { missing } from './toolchains';

const path = process.env.PATH;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolchains-'));
  process.env.PATH = folder;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

const program = (name: string, says: string) => writeFileSync(join(folder, name), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });

test('a language whose tools are new enough can be used', () => {
  program('javac', 'javac 21.0.2');
  program('mvn', 'Apache Maven 3.8.7');

  expect(missing('java')).toEqual([]);
});

test('a tool that is too old is reported with its version', () => {
  program('go', 'go version go1.19.8 linux/amd64');

  expect(missing('go')).toEqual(['go 1.19 is too old, expected 1.25 or newer']);
});

test('all missing tools are reported', () => {
  expect(missing('java')).toEqual(['javac is not installed, expected 17 or newer', 'mvn is not installed, expected 3.6 or newer']);
});

test('a Python without virtual environments is reported', () => {
  writeFileSync(join(folder, 'python3'), '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.11.7" && exit\necho "No module named ensurepip" >&2; exit 1\n', { mode: 0o755 });

  expect(missing('python')).toEqual(['python3 has no venv']);
});

test('for a missing Python nothing else is reported', () => {
  expect(missing('python')).toEqual(['python3 is not installed, expected 3.10 or newer']);
});
