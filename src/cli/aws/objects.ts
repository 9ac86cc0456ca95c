import { HeadObjectCommand, PutObjectCommand, S3Client, type S3ServiceException } from '@aws-sdk/client-s3';
import { attempt } from './attempt';
import { ignore, RETRY } from '../../aws/client';

/** The operations on objects in buckets that the command line needs. */
export interface Objects {
  exists(bucket: string, key: string): Promise<boolean>;
  /** Writes an object whose key is a digest of its content, unless it exists. */
  put(bucket: string, key: string, body: Uint8Array, contentType?: string): Promise<void>;
}

export function objects(client = new S3Client(RETRY)): Objects {
  return {
    exists: (Bucket, Key) => attempt(`looking for s3://${Bucket}/${Key}`, async () => {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key }));
        return true;
      } catch (error) {
        // Where it may not list the bucket without a prefix, S3 answers 403 for an object that does not exist. If it exists and is forbidden, writing it fails.
        if ([403, 404].includes((error as S3ServiceException).$metadata?.httpStatusCode ?? 0)) return false;
        throw error;
      }
    }),
    put: (Bucket, Key, Body, ContentType) => attempt(`writing s3://${Bucket}/${Key}`, async () => {
      // The role of a module's build may write only with this condition, so that nobody exchanges what was approved.
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, IfNoneMatch: '*' })).catch(ignore(/^PreconditionFailed:/));
    }),
  };
}
