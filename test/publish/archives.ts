import { readFileSync } from 'fs';
import { gunzipSync, unzipSync } from 'fflate';

/** The files of an archive by path. */
export type Archive = ReadonlyMap<string, Buffer>;

/** Reads a zip file, such as a wheel or a jar. */
export const zipFile = (file: string): Archive =>
  new Map(Object.entries(unzipSync(readFileSync(file))).map(([name, content]) => [name, Buffer.from(content)]));

const BLOCK = 512;

/** Reads an npm tarball; paths are relative to its only top-level folder. */
export function tarball(file: string): Archive {
  const bytes = Buffer.from(gunzipSync(readFileSync(file)));
  const text = (start: number, length: number) => bytes.toString('utf8', start, start + length).replace(/\0.*$/s, '').trim();
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const [name, size, prefix] = [text(at, 100), parseInt(text(at + 124, 12), 8), text(at + 345, 155)];
    const path = (prefix ? `${prefix}/${name}` : name).split('/').slice(1).join('/');
    files.set(path, bytes.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
