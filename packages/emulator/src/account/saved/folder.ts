import { createHash } from 'crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Bodies } from './encode';

/** The version of the format. Readers must support older versions, and refuse newer ones. */
export const FORMAT = 1;
const MANIFEST = 'account.json';
const PARTS = 'parts';

/** A folder that an account cannot be loaded from or saved to. */
export class SavedAccountError extends Error {}

export interface Manifest {
  readonly format: number;
  readonly accountId: string;
  readonly region: string;
  /** Names of the files with each service's state. */
  readonly services: Readonly<Record<string, string>>;
}

export const isSaved = (folder: string) => existsSync(join(folder, MANIFEST));

/** Throws if a folder contains anything other than an account. */
export function checkFolder(folder: string): void {
  if (!existsSync(folder) || isSaved(folder)) return;
  if (!statSync(folder).isDirectory()) throw new SavedAccountError(`${folder} is a file: an account is kept in a folder`);
  if (readdirSync(folder).some(name => name !== PARTS)) {
    throw new SavedAccountError(`${folder} is not empty and holds no account (there is no ${MANIFEST}): name another folder, or empty it`);
  }
}

/** Files named by the digest of their content. None ever changes; the manifest lists those of the account. */
export class Parts implements Bodies {
  private readonly used = new Set<string>();
  private readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, PARTS);
  }

  put(bytes: Uint8Array | string): string {
    const name = digestOf(bytes);
    if (!this.used.has(name) && !existsSync(join(this.path, name))) {
      mkdirSync(this.path, { recursive: true });
      writeFileSync(join(this.path, `.${name}`), bytes);
      renameSync(join(this.path, `.${name}`), join(this.path, name));
    }
    this.used.add(name);
    return name;
  }

  get(name: string): Buffer {
    const file = join(this.path, name);
    if (!existsSync(file)) throw new SavedAccountError(`${file} is missing`);
    const bytes = readFileSync(file);
    if (digestOf(bytes) !== name) throw new SavedAccountError(`${file} is damaged: its content is not what was written`);
    return bytes;
  }

  /** Replaces the folder's account in one step. */
  commit(manifest: Manifest): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(join(this.folder, `.${MANIFEST}`), `${JSON.stringify(manifest, undefined, 2)}\n`);
    renameSync(join(this.folder, `.${MANIFEST}`), join(this.folder, MANIFEST));
    for (const name of readdirSync(this.path)) if (!this.used.has(name)) rmSync(join(this.path, name));
  }
}

export function readManifest(folder: string): Manifest {
  if (!isSaved(folder)) throw new SavedAccountError(`there is no ${MANIFEST} in it`);
  const manifest = parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  if (typeof manifest?.format !== 'number' || !manifest.services) throw new SavedAccountError(`${MANIFEST} is damaged: it does not describe an account`);
  if (manifest.format > FORMAT) throw new SavedAccountError(`it has format ${manifest.format}, this version of the emulator knows formats up to ${FORMAT}: use a newer one`);
  return manifest;
}

function parse(text: string): Manifest | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SavedAccountError(`${MANIFEST} is damaged: ${(error as Error).message}`);
  }
}

const digestOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
