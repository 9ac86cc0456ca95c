import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

export const ROOT = join(__dirname, '..', '..');
export const DIST = join(ROOT, 'dist');
/** What is downloaded and compiled, kept from one run to the next; whatever is of cv-insync itself is replaced by each run. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'cv-insync', 'languages');
/** Copies of the examples, as the repositories that they stand for, and what belongs to this run alone. */
export const WORK = mkdtempSync(join(tmpdir(), 'insync-languages-'));

process.on('exit', () => rmSync(WORK, { recursive: true, force: true }));

/** A copy of an example, like `python/core`. */
export function copyExample(name: string): string {
  const folder = join(WORK, name);
  cpSync(join(ROOT, 'examples', name), folder, { recursive: true });
  return folder;
}

export function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
