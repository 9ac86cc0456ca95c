// Makes a clone ready to run: installs, bundles and compiles what is missing or older than its sources. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const EXCLUDED = ['src/cli', 'src/rehearsal', 'src/functions'];

step('node_modules', ['package-lock.json'], ['node_modules/.package-lock.json'], 'installing the dependencies (once)', 'npm', ['ci', '--no-audit', '--no-fund']);
step('bundle', ['src', 'scripts/bundle.mjs', 'package-lock.json'], ['assets/cv-insync.js'], 'bundling the command line', 'npx', ['--no-install', 'projen', 'bundle']);
step('templates', ['src', 'scripts/templates.ts', 'package-lock.json', ...functionBundles()], ['assets/templates/modules.template.json'],
  'synthesizing the templates that are the same for everybody', 'npx', ['--no-install', 'projen', 'templates'], EXCLUDED);
step('compile', ['src', 'package-lock.json', ...functionBundles()], ['lib/index.js', '.jsii'], 'compiling the constructs', 'npx', ['--no-install', 'projen', 'compile'], EXCLUDED);

/** Runs a command when its outputs are missing or its inputs are others than those that it ran with last. */
function step(name, inputs, outputs, what, command, args, excluded = []) {
  const stamp = join(root, 'node_modules/.cache/cv-insync', name);
  const digest = digestOf(inputs, excluded);
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && outputs.every(output => existsSync(join(root, output)));
  if (done) return;
  console.error(`${what} ...`);
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 1 << 28 });
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}\n'${command} ${args.join(' ')}' failed: ${what} did not work`);
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  console.error(`${what}: done in ${Math.round((Date.now() - started) / 1000)} s`);
}

function digestOf(inputs, excluded) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(input => files(input, excluded))) hash.update(file).update('\0').update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function files(path, excluded) {
  if (excluded.includes(path) || !existsSync(join(root, path))) return [];
  const entries = tryList(path);
  return entries ? entries.sort().flatMap(entry => files(`${path}/${entry}`, excluded)) : [path];
}

function tryList(path) {
  try {
    return readdirSync(join(root, path));
  } catch {
    return undefined;
  }
}

/** The templates contain the functions. */
function functionBundles() {
  return ['assets/functions'];
}
