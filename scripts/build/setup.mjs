// Prepares a clone: installs, bundles and compiles what is missing or out of date. Needs only Node.js and npm.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const BUNDLED = ['src/cli', 'src/rehearsal', 'src/functions', 'src/yaml', 'src/aws', 'packages'];

await step({
  name: 'dependencies',
  what: 'installing the dependencies',
  command: ['npm', 'ci', '--no-audit', '--no-fund'],
  inputs: ['package-lock.json'],
  outputs: ['node_modules/.package-lock.json'],
});
await Promise.all([
  step({
    name: 'assets',
    what: 'bundling the command line and the templates',
    command: ['npx', '--no-install', 'projen', 'pre-compile'],
    inputs: ['src', 'packages', 'scripts', 'examples', 'package-lock.json'],
    outputs: ['assets/cv-insync.js', 'assets/apply.js', 'assets/run-function.js', 'assets/run-forwarder.js', 'assets/aws-sdk.js', 'assets/THIRD-PARTY-NOTICES.txt', 'assets/functions', 'assets/templates', 'assets/reference'],
  }),
  step({
    name: 'constructs',
    what: 'compiling the constructs',
    command: ['npx', '--no-install', 'projen', 'compile'],
    inputs: ['src', 'README.md', 'scripts/docs/readme-links.mjs', 'package.json', 'package-lock.json'],
    excluded: BUNDLED,
    outputs: ['lib/index.js', '.jsii'],
  }),
]);

/** Runs a command if its outputs are missing, or if its inputs have changed since its last run. */
async function step({ name, what, command, inputs, excluded = [], outputs }) {
  const stamp = join(root, 'node_modules/.cache/cv-insync', name);
  const digest = digestOf(inputs, excluded);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && outputs.every(output => existsSync(join(root, output)))) return;
  console.error(`${what} (${command.join(' ')}) ...`);
  const started = Date.now();
  const { status, output } = await run(command);
  if (status !== 0) {
    console.error(`${output}\n${what} failed: ${command.join(' ')} ended with exit status ${status}`);
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  console.error(`${what}: done in ${Math.round((Date.now() - started) / 1000)} s`);
}

function run([command, ...args]) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { output += data; });
    child.on('error', error => resolve({ status: error.code, output }));
    child.on('close', status => resolve({ status, output }));
  });
}

function digestOf(inputs, excluded) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(input => files(input, excluded))) hash.update(file).update('\0').update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function files(path, excluded) {
  if (excluded.includes(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).sort().flatMap(entry => files(`${path}/${entry}`, excluded));
}
