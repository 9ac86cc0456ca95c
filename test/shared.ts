import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'fs';
import { dirname, join } from 'path';

/** How long a suite waits for another one, in milliseconds: longer than anything that is shared takes to build. */
const PATIENCE = 180_000;

/**
 * The folder that `build` fills, built by the first suite of the run that asks for it. Suites run in processes of their own, so the folder
 * of a lock says who builds; the others wait. Suites only read what they share.
 */
export function shared(name: string, build: (folder: string) => void): string {
  const folder = join(process.env.INSYNC_SHARED_FOLDER!, name);
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  for (const end = Date.now() + PATIENCE; !existsSync(folder); sleep(50)) {
    if (Date.now() > end) throw new Error(`${folder}: not built within ${PATIENCE / 1000} s by the suite that holds ${lock}`);
    if (!acquired(lock)) continue;
    try {
      if (!existsSync(folder)) fill(folder, build);
    } finally {
      rmdirSync(lock);
    }
  }
  return folder;
}

/** Builds aside, so that the folder is either whole or absent. */
function fill(folder: string, build: (folder: string) => void) {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside);
  build(aside);
  renameSync(aside, folder);
}

function acquired(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const sleep = (milliseconds: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
