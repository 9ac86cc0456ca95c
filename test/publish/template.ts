/** Packs the project type for modules. Both packages are released together, so it has the version of the library while it is packed. */
import { execFileSync } from 'child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'templates', 'cv-insync-module');
const MANIFEST = join(FOLDER, 'package.json');

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const committed = readFileSync(MANIFEST, 'utf8');
const { mode } = statSync(MANIFEST);
const write = (text: string) => {
  if (text === readFileSync(MANIFEST, 'utf8')) return;
  chmodSync(MANIFEST, 0o644); // projen makes it read-only
  writeFileSync(MANIFEST, text);
  chmodSync(MANIFEST, mode);
};

try {
  write(committed.replace(/^( {2}"version": )".*"/m, `$1"${version}"`));
  for (const task of ['compile', 'package:js']) execFileSync('npx', ['--no-install', 'projen', task], { cwd: FOLDER, stdio: 'inherit' });
} finally {
  write(committed);
}
