/* eslint-disable no-bitwise -- modes of files are bits */
import { chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join, sep } from 'path';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { leadsOut } from '../archive-path';

const UNIX = 3;
const EXECUTABLE = 0o111;

/** A zip of files by their paths in it. It keeps whether a file is executable. */
export function zipFiles(files: readonly { readonly path: string; readonly file: string }[]): Buffer {
  const entries: Zippable = {};
  for (const { path, file } of files) {
    const mode = lstatSync(file).mode & EXECUTABLE ? 0o100755 : 0o100644;
    entries[path.split(sep).join('/')] = [readFileSync(file), { os: UNIX, attrs: (mode << 16) >>> 0, level: 1 }];
  }
  return Buffer.from(zipSync(entries));
}

/** Extracts a zip into a folder. Refuses paths that lead out of the folder. */
export function unzipTo(zip: Uint8Array, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const modes = modesIn(zip);
  const files = unzipSync(zip);
  writeFiles(files, folder);
  for (const path of Object.keys(files)) if (!path.endsWith('/') && (modes[path] ?? 0) & EXECUTABLE) chmodSync(join(folder, path), 0o755);
}

/** Writes the files of a zip, by their paths in it; paths that end with a slash are folders. Refuses all if a path leads out of the folder. */
export function writeFiles(files: Readonly<Record<string, Uint8Array>>, folder: string): void {
  const outside = Object.keys(files).find(path => leadsOut(path));
  if (outside !== undefined) throw new Error(`the zip holds a path outside of it: '${outside}'`);
  for (const [path, bytes] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(target, bytes);
  }
}

/** Unix modes by path, read from the zip's central directory (fflate does not return them). */
function modesIn(zip: Uint8Array): Record<string, number> {
  const data = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const modes: Record<string, number> = {};
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) return modes;
  let at = data.readUInt32LE(end + 16);
  for (let count = data.readUInt16LE(end + 10); count > 0 && at + 46 <= data.length; count--) {
    const nameLength = data.readUInt16LE(at + 28);
    const name = data.toString('utf8', at + 46, at + 46 + nameLength);
    if (data[at + 5] === UNIX) modes[name] = data.readUInt32LE(at + 38) >>> 16;
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return modes;
}
