/* eslint-disable no-bitwise -- modes of files are bits */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { strToU8, zipSync } from 'fflate';
import { unzipTo, zipFiles } from '../../src/executor/zip';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('files are extracted from a zip unchanged, with their executable bits', () => {
  const script = join(folder, 'run.sh');
  writeFileSync(script, 'exit 0');
  chmodSync(script, 0o755);
  writeFileSync(join(folder, 'text'), 'äöü');
  const out = join(folder, 'out');
  unzipTo(zipFiles([{ path: 'bin/run.sh', file: script }, { path: 'text', file: join(folder, 'text') }]), out);
  expect(readFileSync(join(out, 'text'), 'utf8')).toBe('äöü');
  expect(statSync(join(out, 'bin/run.sh')).mode & 0o111).toBe(0o111);
  expect(statSync(join(out, 'text')).mode & 0o111).toBe(0);
});

test('a zip cannot write outside of its folder', () => {
  const out = join(folder, 'out');
  mkdirSync(out);
  expect(() => unzipTo(zipSync({ '../evil': strToU8('x') }), out)).toThrow('outside of it: \'../evil\'');
  expect(existsSync(join(folder, 'evil'))).toBe(false);
});
