import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'fs';
import { dirname, join } from 'path';

/** How long a suite waits for another one, in milliseconds: longer than any shared build takes. */
const PATIENCE = 180_000;

/**
 * The folder that `build` fills, built by the first suite of the run that needs it. Suites run in separate processes, so the folder
 * of a lock shows which one builds; the others wait. Suites only read shared folders.
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

/** Builds in a temporary folder, so that the folder is either complete or absent. */
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
