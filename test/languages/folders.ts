import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

export const ROOT = join(__dirname, '..', '..');
export const DIST = join(ROOT, 'dist');
/** Cache of downloads and compiled dependencies, kept between runs; each run replaces the files of cv-insync itself. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'cv-insync', 'languages');
/** Copies of the examples as separate repositories, and other files of this run only. */
export const WORK = mkdtempSync(join(tmpdir(), 'insync-languages-'));

process.on('exit', () => rmSync(WORK, { recursive: true, force: true }));

/** A copy of an example, for example `python/core`. */
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
