import { inflateRawSync } from 'zlib';

const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
const DEFLATED = 8;

/** Reads one file of a zip archive. Functions need no more, and a library would make them larger. */
export function readZipFile(zip: Buffer, path: string): Buffer | undefined {
  let end = zip.length - END_SIZE;
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('the artifact is not a zip archive');
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, nameEnd) === path) return readEntry(zip, at);
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return undefined;
}

function readEntry(zip: Buffer, at: number): Buffer {
  const header = zip.readUInt32LE(at + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const content = zip.subarray(start, start + zip.readUInt32LE(at + 20));
  return zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(content) : content;
}
