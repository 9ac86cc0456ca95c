import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strFromU8, unzipSync } from 'fflate';
import { type Definition, definitionOf } from './definition';
import { RETRY } from '../../aws/client';
import { attempt } from '../aws/attempt';

/** Reads definition bundles from the core's bucket. */
export interface Definitions {
  read(bucket: string, key: string): Promise<Definition>;
}

export function definitions(client = new S3Client(RETRY)): Definitions {
  return {
    read: (Bucket, Key) => attempt(`reading the definition s3://${Bucket}/${Key}`, async () => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return unpacked(await Body!.transformToByteArray(), `s3://${Bucket}/${Key}`);
    }),
  };
}

/** Reads a zipped bundle. */
export function unpacked(zip: Uint8Array, place = 'the bundle'): Definition {
  const files = unzipSync(zip, { filter: ({ name }) => name.endsWith('.json') });
  return definitionOf(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strFromU8(content)])), place);
}
