import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, normalize } from 'path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { unzipSync } from 'fflate';
import { type Definition, readDefinition } from './definition';
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
      return unpacked(await Body!.transformToByteArray());
    }),
  };
}

/** Unpacks a bundle, as the pipeline does, and reads it. */
export function unpacked(zip: Uint8Array): Definition {
  const folder = mkdtempSync(join(tmpdir(), 'cv-insync-definition-'));
  try {
    for (const [path, content] of Object.entries(unzipSync(zip, { filter: ({ name }) => name.endsWith('.json') && !normalize(name).startsWith('..') }))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return readDefinition(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
