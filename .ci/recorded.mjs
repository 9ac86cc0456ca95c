// Replays the recorded AWS behaviour against the emulator, and fails if the score of an area is below its threshold.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const recorded = join(import.meta.dirname, '..', 'packages', 'emulator', 'test', 'recorded');
const root = join(import.meta.dirname, '..');
/** Thresholds of areas about the details and property values of change sets. All other areas have to pass completely. */
const PARTIAL = { 'cfn updates: details': 0.6, 'cfn updates: property values': 0.6, 'cfn updates: resolved properties': 0.6 };

const accessKey = randomBytes(10).toString('hex');
const account = spawn(process.execPath, [join(root, 'assets', 'cv-insync.js'), 'account', '--seconds', '600', '--access-key', accessKey], { stdio: ['ignore', 'pipe', 'inherit'] });
const endpoint = await new Promise((resolve, reject) => {
  let text = '';
  account.stdout.on('data', chunk => {
    text += chunk;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
    if (url) resolve(url[0]);
  });
  account.on('exit', code => reject(new Error(`the account exited with ${code} before it printed its endpoint:\n${text}`)));
});

const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
const json = join(folder, 'results.json');
spawnSync(process.execPath, [join(recorded, 'run.mjs'), '--endpoint', endpoint, '--json', json], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: 'any', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
});
account.kill();
const results = JSON.parse(readFileSync(json, 'utf8'));
rmSync(folder, { recursive: true });

const excluded = new Map(JSON.parse(readFileSync(join(recorded, 'excluded.json'), 'utf8')).map(({ area, name, reason }) => [`${area}: ${name}`, reason]));
const counted = results.filter(({ area, name }) => !excluded.has(`${area}: ${name}`));
let passed = 0;
let failed = 0;
console.log(`${'area'.padEnd(36)}passed    of   bar`);
for (const area of new Set(counted.map(result => result.area))) {
  const mine = counted.filter(result => result.area === area);
  const good = mine.filter(result => result.passed).length;
  const bar = Math.ceil((PARTIAL[area] ?? 1) * mine.length);
  console.log(`${area.padEnd(36)}${String(good).padStart(6)}${String(mine.length).padStart(6)}${String(bar).padStart(6)}${good < bar ? '  MISSED' : ''}`);
  passed += good;
  failed += Math.max(0, bar - good);
  for (const { name, problem } of good < bar ? mine.filter(result => !result.passed) : []) console.log(`  FAILED ${name}\n    ${problem}`);
}
const all = results.filter(result => result.passed).length;
console.log(`score: ${all} of ${results.length} recorded cases; ${excluded.size} excluded (see excluded.json)`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
