import { unzipSync } from 'fflate';
import { leadsOut } from '../../archive-path';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Call } from '../service';

interface Code {
  readonly ZipFile?: Uint8Array | string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

/** The files of a function's code: from a zip (bytes or base64), from a zip in a bucket, or from inline text. */
export async function filesOf(account: Account, code: Code, by: Call): Promise<{ files: Record<string, Uint8Array>; bytes: Buffer }> {
  const { ZipFile, S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: VersionId } = code;
  if (Bucket && Key) {
    const { Body } = await account.call('s3', 'GetObject', { Bucket, Key, ...(VersionId ? { VersionId } : {}) }, { ...by, via: 'lambda.amazonaws.com' });
    return unzipped(Buffer.from(await bodyBytes(Body)));
  }
  if (ZipFile === undefined) throw new AwsError('InvalidParameterValueException', 'the code of a function is a ZipFile, or an object in S3Bucket and S3Key; the emulator does not run images');
  if (typeof ZipFile !== 'string') return unzipped(Buffer.from(ZipFile));
  if (/^UEsDB[A-Za-z0-9+/=\s]+$/.test(ZipFile)) return unzipped(Buffer.from(ZipFile, 'base64'));
  return { files: { 'index.js': Buffer.from(ZipFile) }, bytes: Buffer.from(ZipFile) };
}

/** Lambda's quota of a function's code. */
const UNZIPPED_LIMIT = 250 * 1024 * 1024;

function unzipped(bytes: Buffer) {
  let size = 0;
  try {
    const files = unzipSync(bytes, { filter: ({ originalSize }) => (size += originalSize) <= UNZIPPED_LIMIT });
    if (size > UNZIPPED_LIMIT) throw new AwsError('InvalidParameterValueException', `Unzipped size must be smaller than ${UNZIPPED_LIMIT} bytes`);
    if (Object.keys(files).some(leadsOut)) throw new Error('a path leads out of the zip');
    return { files, bytes };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError('InvalidParameterValueException', 'Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
}

/** The bytes of the body of an object, in whichever form it is returned. */
export async function bodyBytes(body: any): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (typeof body.transformToByteArray === 'function') return await body.transformToByteArray();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
