import { AwsError } from '../aws-error';

/** A version of an object, or a delete marker. */
export interface Version {
  /** `null` if the bucket is not versioned. */
  readonly id: string;
  readonly deleted: boolean;
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
  /** Content type, metadata, encryption, as members of the SDK's shapes. */
  readonly attributes: Readonly<Record<string, any>>;
  /** By member name, for example `ChecksumCRC32`. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
  tags: Record<string, string>;
  /** Sizes of the parts of a multipart upload. */
  readonly parts?: readonly number[];
}

export interface Part {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
  readonly checksums: Readonly<Record<string, string>>;
}

export interface Upload {
  readonly key: string;
  readonly started: Date;
  readonly input: Readonly<Record<string, any>>;
  readonly parts: Record<number, Part>;
}

export interface Bucket {
  readonly name: string;
  readonly created: Date;
  readonly region: string;
  versioning?: 'Enabled' | 'Suspended';
  /** Versions of each key, newest last. */
  readonly objects: Record<string, Version[]>;
  readonly uploads: Record<string, Upload>;
  /** Policy, encryption, tags and other configurations, as they were put. */
  readonly configuration: Record<string, any>;
}

export interface S3State {
  readonly buckets: Record<string, Bucket>;
}

export function bucketIn({ buckets }: S3State, name: string): Bucket {
  if (Object.hasOwn(buckets, name)) return buckets[name];
  throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
}

/** The requested version, or the newest. */
export function versionIn(bucket: Bucket, key: string, versionId?: string): Version {
  const versions = Object.hasOwn(bucket.objects, key) ? bucket.objects[key] : [];
  const found = versionId ? versions.find(({ id }) => id === versionId) : versions[versions.length - 1];
  if (!found && versionId) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: versionId });
  if (!found || (found.deleted && !versionId)) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  if (found.deleted) throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  return found;
}

/** Adds a version as the newest. Without versioning it replaces the previous one. */
export function addVersion(bucket: Bucket, key: string, version: Version): void {
  const before = Object.hasOwn(bucket.objects, key) ? bucket.objects[key] : [];
  bucket.objects[key] = [...version.id === 'null' ? before.filter(({ id }) => id !== 'null') : before, version];
}

/** The version id in a response; none if the bucket was never versioned. */
export const shownVersion = (bucket: Bucket, { id }: { id: string }) => bucket.versioning ? id : undefined;

/** Compares keys in S3's order, by UTF-8 bytes. */
export function sortedKeys(keys: string[]): string[] {
  return keys.every(key => /^[\x00-\x7f]*$/.test(key)) ? keys.sort() : keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
