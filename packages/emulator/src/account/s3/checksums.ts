import { createHash } from 'crypto';
import { crc32 } from 'zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { AwsError } from '../aws-error';

/** Checksum algorithms by the member that contains the value. */
const ALGORITHMS: Record<string, (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array> = {
  ChecksumCRC32: bytes => {
    const result = Buffer.alloc(4);
    result.writeUInt32BE(crc32(bytes));
    return result;
  },
  ChecksumCRC32C: bytes => digest(new Crc32c(), bytes),
  ChecksumCRC64NVME: bytes => digest(new Crc64Nvme(), bytes),
  ChecksumSHA1: bytes => createHash('sha1').update(bytes).digest(),
  ChecksumSHA256: bytes => createHash('sha256').update(bytes).digest(),
};

function digest(hash: { update(bytes: Uint8Array): void; digest(): Promise<Uint8Array> }, bytes: Uint8Array): Promise<Uint8Array> {
  hash.update(bytes);
  return hash.digest();
}

export const memberOf = (algorithm: string) => `Checksum${algorithm}`;

export async function checksum(member: string, bytes: Uint8Array): Promise<string> {
  const algorithm = ALGORITHMS[member];
  if (!algorithm) throw new AwsError('NotImplemented', `the emulator cannot compute ${member}, only ${Object.keys(ALGORITHMS).join(', ')}`, 501);
  return Buffer.from(await algorithm(bytes)).toString('base64');
}

/** The checksums of a request, verified; else the requested algorithm's; else S3's default. */
export async function verifiedChecksums(input: Record<string, any>, bytes: Uint8Array): Promise<Record<string, string>> {
  if (input.ContentMD5 && input.ContentMD5 !== createHash('md5').update(bytes).digest('base64')) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const given = Object.keys(input).filter(name => /^Checksum[A-Z0-9]+$/.test(name));
  for (const name of given) {
    const computed = await checksum(name, bytes);
    if (computed !== input[name]) throw new AwsError('BadDigest', `The ${name.slice('Checksum'.length)} you specified did not match the calculated checksum.`);
  }
  if (given.length) return Object.fromEntries(given.map(name => [name, input[name]]));
  const name = memberOf(input.ChecksumAlgorithm ?? 'CRC64NVME');
  return { [name]: await checksum(name, bytes) };
}
