import { spawnSync } from 'child_process';
import { join } from 'path';
import { folderOf } from '../../cli/world';

const SCRIPT = join(__dirname, '../../../scripts/build/at-once.mjs');
const atOnce = (cwd: string, ...commands: string[]) => spawnSync(process.execPath, [SCRIPT, ...commands], { cwd, encoding: 'utf8', timeout: 30_000 });

test('commands run at the same time, and what each wrote stays together', () => {
  const waiting = (own: string, other: string) => `echo ${own} begins; touch ${own}; while [ ! -f ${other} ]; do sleep 0.02; done; echo ${own} ends`;

  const { status, stdout } = atOnce(folderOf({}), waiting('a', 'b'), waiting('b', 'a'));

  expect(status).toBe(0);
  expect(stdout).toContain('a begins\na ends\n');
  expect(stdout).toContain('b begins\nb ends\n');
});

test('one that fails is named, fails the whole, and does not end the others', () => {
  const { status, stdout, stderr } = atOnce(folderOf({}), 'echo wrong >&2; exit 3', 'sleep 0.1; echo done');

  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: 'done\n', stderr: 'wrong\necho wrong >&2; exit 3 ended with exit status 3\n' });
});

test('the program after -- gets its arguments as they are, and what it writes is shown before what ended earlier', () => {
  const { status, stdout, stderr } = atOnce(folderOf({}), 'echo beside', '--', process.execPath, '-e', 'setTimeout(() => console.log(process.argv[1]), 300)', 'a "b" $c');

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'a "b" $c\nbeside\n', stderr: '' });
});

test.each([
  ['that fails', [process.execPath, '-e', 'process.exit(4)'], `${process.execPath} ended with exit status 4\n`],
  ['that a signal ends', [process.execPath, '-e', 'process.kill(process.pid)'], `${process.execPath} ended with exit status null\n`],
  ['that does not exist', ['no-such-program'], 'spawn no-such-program ENOENT\nno-such-program ended with exit status -2\n'],
])('a program %s fails the whole', (_, program, told) => {
  const { status, stdout, stderr } = atOnce(folderOf({}), 'echo beside', '--', ...program);

  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: 'beside\n', stderr: told });
});
