import { execFile } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { shared } from './shared';

let name: string;
let count = 0;
beforeEach(() => { name = `shared-test/${process.pid}-${count++}`; });

test('is built once for all callers', () => {
  const built: string[] = [];
  const ask = () => shared(name, folder => {
    built.push(folder);
    writeFileSync(join(folder, 'content'), 'here');
  });

  const [first, second] = [ask(), ask()];

  expect(first).toBe(second);
  expect(built).toHaveLength(1);
  expect(readFileSync(join(second, 'content'), 'utf8')).toBe('here');
});

test('does not exist after a failed build, and is built by the next caller', () => {
  expect(() => shared(name, () => { throw new Error('no space'); })).toThrow('no space');

  const folder = shared(name, aside => writeFileSync(join(aside, 'content'), 'here'));

  expect(existsSync(join(folder, 'content'))).toBe(true);
});

test('is built once by concurrent processes, which all find it complete', async () => {
  const own = mkdtempSync(join(tmpdir(), 'shared-'));
  const program = `
    const { appendFileSync, existsSync, writeFileSync } = require('fs');
    const { shared } = require(${JSON.stringify(join(__dirname, 'shared.ts'))});
    const folder = shared('thing', aside => {
      appendFileSync(${JSON.stringify(join(own, 'built'))}, 'x');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      writeFileSync(aside + '/content', '');
    });
    console.log(existsSync(folder + '/content'));
  `;
  const ask = () => promisify(execFile)(process.execPath, ['--import', 'tsx', '--eval', program], { env: { ...process.env, INSYNC_SHARED_FOLDER: own } });

  const answers = await Promise.all([ask(), ask(), ask()]);

  expect(answers.map(({ stdout }) => stdout)).toEqual(['true\n', 'true\n', 'true\n']);
  expect(readFileSync(join(own, 'built'), 'utf8')).toBe('x');
  rmSync(own, { recursive: true });
}, 60_000);
