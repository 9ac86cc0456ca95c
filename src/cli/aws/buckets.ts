import { DeleteObjectsCommand, ListObjectVersionsCommand, type ObjectIdentifier, S3Client } from '@aws-sdk/client-s3';
import { attempt } from './attempt';
import { ignore, RETRY } from '../../aws/client';
import { fail } from '../terminal/failure';

/** The operations that the deletion of buckets needs. */
export interface Buckets {
  /** Deletes all versions of all objects. A bucket that does not exist is empty. */
  empty(bucket: string): Promise<void>;
}

export function buckets(client = new S3Client(RETRY)): Buckets {
  return {
    empty: Bucket => attempt(`emptying the bucket ${Bucket}`, async () => {
      for (;;) {
        // Always the first page, as the objects on it have been deleted.
        const page = await client.send(new ListObjectVersionsCommand({ Bucket })).catch(ignore(/^NoSuchBucket:/));
        const versions = [...page?.Versions ?? [], ...page?.DeleteMarkers ?? []];
        const Objects = versions.map(({ Key, VersionId }): ObjectIdentifier => ({ Key: Key!, VersionId }));
        if (!Objects.length) return;
        for (let at = 0; at < Objects.length; at += 1000) {
          const Delete = { Objects: Objects.slice(at, at + 1000), Quiet: true };
          const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
          if (Errors.length) fail(`emptying the bucket ${Bucket}: ${Errors[0].Key}: ${Errors[0].Code}: ${Errors[0].Message}`);
        }
      }
    }),
  };
}
