import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';

const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'simulator-'));
after(() => rmSync(folder, { recursive: true }));
const simulate = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'bin/simulate.ts', ...args], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

test('a file and standard output get the same lines, each with a topic and a payload', () => {
  const file = path.join(folder, 'messages.jsonl');
  const args = ['--vehicles', '5', '--seed', '7', '--minutes', '20'];

  const toFile = simulate(...args, '--out', file);
  const toOutput = simulate(...args);

  assert.equal(toFile.status, 0);
  assert.equal(readFileSync(file, 'utf8'), toOutput.stdout);
  const lines = toOutput.stdout.trimEnd().split('\n').map(line => JSON.parse(line));
  for (const line of lines) assert.deepEqual(Object.keys(line), ['topic', 'payload']);
  assert.match(toFile.stderr, new RegExp(`^published ${lines.length} messages of 5 vehicles: \\d+ of telemetry, \\d+ of trips, \\d+ of trouble codes\n$`));
});

test('--vins names the vehicles that need certificates', () => {
  assert.equal(simulate('--vins', '--vehicles', '2', '--seed', '7').stdout, 'CVS00000007000001\nCVS00000007000002\n');
});

test('a file that cannot be written is told without a stack trace', () => {
  const unwritable = simulate('--out', path.join(folder, 'nowhere', 'x'));

  assert.deepEqual([unwritable.status, unwritable.stdout], [1, '']);
  assert.match(unwritable.stderr, /^cannot write to .*nowhere.*: ENOENT[^\n]*\n$/);
});
