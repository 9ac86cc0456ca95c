import { readdirSync, readFileSync, statSync } from 'fs';
import { basename, join, relative, sep } from 'path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { sha256 } from '../../model/digest';
import { byText } from '../../model/json';

/** 1980, the first year of zip files: a bundle depends on its content, not on the time. */
const NO_TIME = new Date(1980, 0, 1);
const REGULAR_FILE = 0o100000;
const OWNER_EXECUTES = 0o100;

export interface Bundle {
  readonly zip: Uint8Array;
  /** SHA-256 of the zip file, in hexadecimal. */
  readonly digest: string;
}

/** Packs files into a zip file. Equal files give an equal zip file, byte for byte. */
export function bundle(files: Readonly<Record<string, Uint8Array | string>>): Bundle {
  const sorted = Object.entries(files).sort(([a], [b]) => byText(a, b))
    .map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content] as const);
  const zip = zipSync(Object.fromEntries(sorted), { mtime: NO_TIME, os: 3, level: 6 });
  return { zip, digest: sha256(zip) };
}

/** A folder (or a single file) as a zip archive that keeps permissions: layers and custom runtimes contain programs. */
export function zipFolder(path: string): Uint8Array {
  const files: Zippable = {};
  const root = statSync(path).isDirectory() ? path : undefined;
  for (const file of root ? listFiles(root) : [path]) {
    const name = root ? relative(root, file).split(sep).join('/') : basename(file);
    files[name] = [readFileSync(file), { mtime: NO_TIME, os: 3, attrs: attributes(statSync(file).mode) }];
  }
  return zipSync(files);
}

/** External attributes of an archived file: only whether it is executable, as other permissions differ between machines. */
const attributes = (mode: number) => (REGULAR_FILE + (Math.floor(mode / OWNER_EXECUTES) % 2 ? 0o755 : 0o644)) * 0x10000;

/** All files below a folder, sorted; links are followed. */
const listFiles = (folder: string): string[] => readdirSync(folder).sort().flatMap(name => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? listFiles(path) : [path];
});
