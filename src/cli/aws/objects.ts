import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { attempt } from './attempt';
import { RETRY } from '../../aws/client';

/** The operations on objects in buckets that the command line needs. */
export interface Objects {
  exists(bucket: string, key: string): Promise<boolean>;
  put(bucket: string, key: string, body: Uint8Array, contentType?: string): Promise<void>;
}

export function objects(client = new S3Client(RETRY)): Objects {
  return {
    exists: (Bucket, Key) => attempt(`looking for s3://${Bucket}/${Key}`, async () => {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key }));
        return true;
      } catch (error) {
        // Without s3:ListBucket, S3 answers "forbidden" for an object that does not exist. If it exists and is forbidden, writing it fails.
        if (['NotFound', 'NoSuchKey', '403', 'Forbidden'].includes((error as Error).name)) return false;
        throw error;
      }
    }),
    put: (Bucket, Key, Body, ContentType) => attempt(`writing s3://${Bucket}/${Key}`, async () => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
    }),
  };
}
