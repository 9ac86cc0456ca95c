import { strToU8, zipSync } from 'fflate';
import { sha256 } from '../../model/digest';
import { byText } from '../../model/json';

/** 1980, the first year of zip files: the bundle depends on its content, not on when it was made. */
const NO_TIME = new Date(1980, 0, 1);

export interface Bundle {
  readonly zip: Uint8Array;
  /** SHA-256 of the zip file, in hexadecimal. */
  readonly digest: string;
}

/** Packs files into a zip file that is the same, byte for byte, whenever they are. */
export function bundle(files: Readonly<Record<string, Uint8Array | string>>): Bundle {
  const sorted = Object.entries(files).sort(([a], [b]) => byText(a, b))
    .map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content] as const);
  const zip = zipSync(Object.fromEntries(sorted), { mtime: NO_TIME, os: 3, level: 6 });
  return { zip, digest: sha256(zip) };
}
