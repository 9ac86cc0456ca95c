import { createHash, randomBytes } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Call, Operation } from '../service';
import { announce } from './announce';
import { addVersion, Bucket, bucketIn, S3State, shownVersion, Version, versionIn } from './bucket';
import { verifiedChecksums } from './checksums';
import { checkReadConditions, checkWriteConditions, rangeOf } from './conditions';
import { configurationOf } from './configuration';

const ATTRIBUTES = [
  'ContentType', 'CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'Expires', 'Metadata', 'WebsiteRedirectLocation',
  'StorageClass', 'ServerSideEncryption', 'SSEKMSKeyId', 'BucketKeyEnabled',
] as const;
const OVERRIDES = ['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'ContentType', 'Expires'] as const;

export const etagOf = (bytes: Uint8Array) => `"${createHash('md5').update(bytes).digest('hex')}"`;

export const newVersionId = (bucket: Bucket) => bucket.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';

export function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  throw new AwsError('InvalidArgument', `a body must be text or bytes, got ${typeof body}`);
}

/** The attributes of a new object. Encryption defaults to the bucket's. */
export function attributesOf(bucket: Bucket, input: Record<string, any>): Record<string, any> {
  const rule = configurationOf(bucket, 'ServerSideEncryptionConfiguration').Rules[0];
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
  const kms = SSEAlgorithm === 'aws:kms';
  const byDefault = { ContentType: 'binary/octet-stream', ServerSideEncryption: SSEAlgorithm ?? 'AES256', ...kms && { SSEKMSKeyId: KMSMasterKeyID, BucketKeyEnabled: rule.BucketKeyEnabled } };
  const given = Object.fromEntries(ATTRIBUTES.filter(name => input[name] !== undefined).map(name => [name, input[name]]));
  return { ...byDefault, ...given };
}

export const tagsOf = (header: string | undefined) => Object.fromEntries(new URLSearchParams(header ?? ''));

/** Attributes of an object in responses. */
export function kept(bucket: Bucket, { attributes, id, checksums, checksumType }: Version) {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = attributes;
  return { VersionId: shownVersion(bucket, { id }), ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled, ...checksums, ChecksumType: checksumType };
}

export function objectOperations(account: Account, state: S3State): Record<string, Operation> {
  const read = (input: any) => {
    const bucket = bucketIn(state, input.Bucket);
    const version = versionIn(bucket, input.Key, input.VersionId);
    checkReadConditions(input, version);
    const range = rangeOf(input, version);
    const { StorageClass, ...attributes } = version.attributes;
    const overrides = Object.fromEntries(OVERRIDES.filter(name => input[`Response${name}`]).map(name => [name, input[`Response${name}`]]));
    const { ChecksumType, VersionId, ...encryption } = kept(bucket, { ...version, checksums: {} });
    return {
      body: range ? version.body.subarray(range.start, range.end) : version.body,
      head: {
        ...attributes,
        ...encryption,
        ...overrides,
        VersionId,
        StorageClass: StorageClass === 'STANDARD' ? undefined : StorageClass,
        AcceptRanges: 'bytes',
        LastModified: version.modified,
        ETag: version.etag,
        ContentLength: range ? range.end - range.start : version.body.length,
        ContentRange: range && `bytes ${range.start}-${range.end - 1}/${version.body.length}`,
        TagCount: Object.keys(version.tags).length || undefined,
        PartsCount: input.PartNumber ? version.parts?.length : undefined,
        // Checksums are of the whole object, so responses with a range have none.
        ...input.ChecksumMode === 'ENABLED' && !range && { ...version.checksums, ChecksumType },
      },
    };
  };

  return {
    async PutObject(input, call) {
      const bucket = bucketIn(state, input.Bucket);
      const body = bytesOf(input.Body);
      const checksums = await verifiedChecksums(input, body);
      const versions = bucket.objects[input.Key];
      checkWriteConditions(input, versions?.[versions.length - 1]);
      const version: Version = {
        id: newVersionId(bucket),
        deleted: false,
        body,
        etag: etagOf(body),
        modified: new Date(),
        attributes: attributesOf(bucket, input),
        checksums,
        checksumType: 'FULL_OBJECT',
        tags: tagsOf(input.Tagging),
      };
      addVersion(bucket, input.Key, version);
      announce(account, bucket, input.Key, version, call, { type: 'Object Created', reason: 'PutObject' });
      return { ETag: version.etag, ...kept(bucket, version) };
    },

    GetObject(input) {
      const { body, head } = read(input);
      return { ...head, Body: body };
    },

    HeadObject(input) {
      try {
        return read(input).head;
      } catch (error) {
        // A HEAD response has no body with an error code.
        throw error instanceof AwsError && error.status === 404 ? new AwsError('NotFound', 'Not Found', 404) : error;
      }
    },

    DeleteObject: (input, call) => deleteObject(account, bucketIn(state, input.Bucket), input, call),

    DeleteObjects({ Bucket: name, Delete }, call) {
      const bucket = bucketIn(state, name);
      const deleted = (Delete.Objects as { Key: string; VersionId?: string }[]).map(object => {
        const { DeleteMarker, VersionId } = deleteObject(account, bucket, object, call);
        return { ...object, DeleteMarker, DeleteMarkerVersionId: DeleteMarker ? VersionId : undefined };
      });
      return { Deleted: Delete.Quiet ? [] : deleted };
    },
  };
}

function deleteObject(account: Account, bucket: Bucket, { Key: key, VersionId }: { Key: string; VersionId?: string }, call: Call) {
  const versions = Object.hasOwn(bucket.objects, key) ? bucket.objects[key] : [];
  const removed = versions.find(({ id }) => id === (VersionId ?? 'null'));
  const rest = versions.filter(version => version !== removed);
  const gone = (type: string) => ({ type: 'Object Deleted', reason: 'DeleteObject', more: { 'deletion-type': type } } as const);
  if (VersionId || !bucket.versioning) {
    if (rest.length) bucket.objects[key] = rest;
    else delete bucket.objects[key];
    if (removed) announce(account, bucket, key, removed, call, gone('Permanently Deleted'));
    return { VersionId, DeleteMarker: removed?.deleted || undefined };
  }
  const marker: Version = {
    id: newVersionId(bucket),
    deleted: true,
    body: Buffer.alloc(0),
    etag: '',
    modified: new Date(),
    attributes: {},
    checksums: {},
    checksumType: 'FULL_OBJECT',
    tags: {},
  };
  addVersion(bucket, key, marker);
  announce(account, bucket, key, marker, call, gone('Delete Marker Created'));
  return { VersionId: marker.id, DeleteMarker: true };
}
