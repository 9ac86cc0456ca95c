import { inflateRawSync } from 'zlib';

const END_OF_DIRECTORY = 'PK\x05\x06';
const END_SIZE = 22;
const DEFLATED = 8;

/** Reads one file of a zip archive. Functions need no more, and a library would make them larger. */
export function readZipFile(zip: Buffer, path: string): Buffer {
  const short = (at: number) => zip.readUInt16LE(at);
  const long = (at: number) => zip.readUInt32LE(at);
  const end = zip.lastIndexOf(END_OF_DIRECTORY, zip.length - END_SIZE);
  if (end < 0) throw new Error('the artifact is not a zip archive');
  let at = long(end + 16);
  for (let count = short(end + 10); count > 0; count--) {
    const nameEnd = at + 46 + short(at + 28);
    if (zip.toString('utf8', at + 46, nameEnd) === path) {
      const header = long(at + 42);
      const start = header + 30 + short(header + 26) + short(header + 28);
      const content = zip.subarray(start, start + long(at + 20));
      return short(at + 10) === DEFLATED ? inflateRawSync(content) : content;
    }
    at = nameEnd + short(at + 30) + short(at + 32);
  }
  throw new Error(`the artifact has no ${path}; see Build`);
}
