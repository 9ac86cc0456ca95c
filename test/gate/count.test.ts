import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** What the gate counts of a suite that printed this and ended with this status: passed and failed tests. */
function counted(log: string, status: 0 | 1): string {
  const folder = mkdtempSync(join(tmpdir(), 'insync-count-'));
  writeFileSync(join(folder, 'log'), log);
  const output = execFileSync(process.execPath, [join(__dirname, '../../.ci/count.mjs'), join(folder, 'log'), `${status}`], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return output.trim();
}

test.each<[string, string, 0 | 1, string]>([
  ['the counts of Jest', '👾 test | jest --ci\nTests:       2 failed, 5 passed, 7 total', 1, '5 2'],
  ['the counts of a script', 'ok      one\n35 passed, 1 failed\n', 1, '35 1'],
  ['a suite without counts as one test', 'all is well', 0, '1 0'],
  ['a suite without counts that failed', 'all is not well', 1, '0 1'],
  ['an error after tests that passed', '3 passed, 0 failed', 1, '3 1'],
  ['a Jest that was stopped by a signal as a failure', '👾 test:apps | jest --ci', 0, '0 1'],
])('the gate counts %s', (_, log, status, expected) => {
  expect(counted(log, status)).toBe(expected);
});
