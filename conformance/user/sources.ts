import {
  CreateBucketCommand, PutBucketNotificationConfigurationCommand, PutBucketTaggingCommand, PutBucketVersioningCommand, PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import type { AwsAccount } from '../aws/account';
import { RUN_TAG, sourceBucketName } from '../names';
import type { Files } from '../solution/files';

/** The zip files that the core and the modules are delivered from. */
export interface Sources {
  readonly bucket: string;
  /** Uploads a new version of a zip file; returns its key. */
  upload(name: string, files: Files): Promise<void>;
}

export const keyOf = (name: string) => `${name}.zip`;

/** Creates the bucket of the zip files: versioned, with events, as an S3 source has to be. */
export async function createSources(account: AwsAccount, solution: string): Promise<Sources> {
  const { s3, region, id } = account;
  const Bucket = sourceBucketName(solution, id);
  await s3.send(new CreateBucketCommand({ Bucket, ...region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } } }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: RUN_TAG, Value: solution }] } }));
  await s3.send(new PutPublicAccessBlockCommand({
    Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }));
  return {
    bucket: Bucket,
    async upload(name, files) {
      await s3.send(new PutObjectCommand({ Bucket, Key: keyOf(name), Body: zipped(files) }));
    },
  };
}

/** The time in zip files, which has no meaning here. */
const TIME = new Date('2020-01-01T00:00:00Z');

export const zipped = (files: Files): Uint8Array => zipSync(
  Object.fromEntries(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content])),
  { mtime: TIME },
);
