// Counts the passed and failed tests in a suite's log. A log without counts is one test. A suite that exits with an error but reports no
// failure counts as one more failure, and so does one that started Jest and has none of Jest's counts: it was stopped by a signal, which projen does
// not take for a failure.
import { readFileSync } from 'node:fs';

const [log, status] = process.argv.slice(2);
// eslint-disable-next-line no-control-regex
const text = readFileSync(log, 'utf8').replace(/\x1b\[[0-9;]*m/g, '');
let passed = 0;
let failed = 0;
const add = (p, f) => { passed += Number(p ?? 0); failed += Number(f ?? 0); };

for (const line of text.split('\n')) {
  if (/^Tests:\s/.test(line)) add(/(\d+) passed/.exec(line)?.[1], /(\d+) failed/.exec(line)?.[1]);
  const counted = /^(\d+) passed, (\d+) failed$/.exec(line);
  if (counted) add(counted[1], counted[2]);
}
const ended = status === '0';
const isStopped = passed + failed === 0 && /\| jest /.test(text);
if (isStopped) failed = 1;
else if (ended && passed + failed === 0) passed = 1;
if (!ended && failed === 0) failed = 1;
console.log(passed, failed);
