import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

export interface WorkDir {
  readonly workDir: string;
  /** Removes its content, unless it is kept. */
  readonly remove: () => void;
}

/** Opens the folder for repositories, builds and logs: an empty one, or a temporary one whose name begins with the prefix. */
export function openWorkDir({ workDir, keep }: { readonly workDir?: string; readonly keep?: boolean }, prefix: string): WorkDir {
  if (workDir === undefined) {
    const made = mkdtempSync(join(tmpdir(), prefix));
    return { workDir: made, remove: () => keep || rmSync(made, REMOVE) };
  }
  const folder = resolve(workDir);
  const existed = existsSync(folder);
  if (existed && !statSync(folder).isDirectory()) throw new Error(`the work directory ${folder} is a file: name a folder`);
  if (existed && readdirSync(folder).length) throw new Error(`the work directory ${folder} is not empty: name another one, or empty it`);
  mkdirSync(folder, { recursive: true });
  return {
    workDir: folder,
    remove: () => {
      if (keep) return;
      for (const entry of readdirSync(folder)) rmSync(join(folder, entry), REMOVE);
      if (!existed) rmSync(folder, REMOVE);
    },
  };
}

const REMOVE = { recursive: true, force: true, maxRetries: 5 } as const;
