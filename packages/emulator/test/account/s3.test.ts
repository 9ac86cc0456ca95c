import { createHash } from 'crypto';
import { Agent } from 'http';
import {
  BucketLocationConstraint, ChecksumAlgorithm, CopyObjectCommand, CreateBucketCommand, DeleteBucketCommand, DeleteBucketTaggingCommand,
  DeleteObjectCommand, DeleteObjectsCommand, DeletePublicAccessBlockCommand, GetBucketCorsCommand, GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand, GetBucketLocationCommand, GetBucketNotificationConfigurationCommand, GetBucketPolicyCommand,
  GetBucketTaggingCommand, GetBucketVersioningCommand, GetObjectCommand, GetObjectTaggingCommand, GetPublicAccessBlockCommand,
  HeadBucketCommand, HeadObjectCommand, ListBucketsCommand, ListObjectsCommand, ListObjectsV2Command, ListObjectVersionsCommand, NoSuchKey,
  NotFound, PutBucketCorsCommand, PutBucketEncryptionCommand, PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand, PutBucketPolicyCommand, PutBucketTaggingCommand, PutBucketVersioningCommand, PutObjectCommand,
  PutObjectTaggingCommand, S3Client,
} from '@aws-sdk/client-s3';
import { served, Served } from './served';

const Bucket = 'bucket';
let account: Served;
let s3: S3Client;
beforeEach(async () => {
  account = await served();
  s3 = new S3Client(account.config);
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  s3.destroy();
  await account.close();
});

const put = (Key: string, Body: string | Uint8Array = Key, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString();

describe('a bucket', () => {
  test('is created, found, listed and deleted', async () => {
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).resolves.toMatchObject({ BucketRegion: 'us-east-1' });
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([expect.objectContaining({ Name: Bucket, CreationDate: expect.any(Date) })]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toBeInstanceOf(NotFound);
    await expect(put('a')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('has its region, which is empty for us-east-1', async () => {
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '').toBe('');
    await s3.send(new CreateBucketCommand({ Bucket: 'far', CreateBucketConfiguration: { LocationConstraint: BucketLocationConstraint.eu_west_3 } }));
    await expect(s3.send(new GetBucketLocationCommand({ Bucket: 'far' }))).resolves.toMatchObject({ LocationConstraint: 'eu-west-3' });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'far', CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } })))
      .rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
  });

  test('has a valid name', async () => {
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'No_Good' }))).rejects.toMatchObject({ name: 'InvalidBucketName' });
  });

  test('that is not empty cannot be deleted', async () => {
    await put('a');
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  });
});

describe("a bucket's configuration", () => {
  test('has the defaults of a new bucket', async () => {
    await expect(s3.send(new GetBucketEncryptionCommand({ Bucket }))).resolves
      .toMatchObject({ ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } });
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).resolves
      .toMatchObject({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
    expect((await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).EventBridgeConfiguration).toBeUndefined();
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  });

  test('that is missing has its specific error', async () => {
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchTagSet' });
    await expect(s3.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchCORSConfiguration' });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
  });

  test('is read back unchanged', async () => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }] });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).resolves.toMatchObject({ Policy });
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: 'no' }))).rejects.toMatchObject({ name: 'MalformedPolicy' });

    const TagSet = [{ Key: 'a', Value: '<1 & 2>' }, { Key: 'b', Value: 'ü' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).resolves.toMatchObject({ TagSet });
    await s3.send(new DeleteBucketTaggingCommand({ Bucket }));

    const CORSRules = [{ AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['*'], MaxAgeSeconds: 30 }];
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    await expect(s3.send(new GetBucketCorsCommand({ Bucket }))).resolves.toMatchObject({ CORSRules });

    const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } }];
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).resolves.toMatchObject({ Rules });

    const encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'key' }, BucketKeyEnabled: true }] };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: encryption }));
    await expect(s3.send(new GetBucketEncryptionCommand({ Bucket }))).resolves.toMatchObject({ ServerSideEncryptionConfiguration: encryption });
    await expect(put('encrypted')).resolves.toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key', BucketKeyEnabled: true });
  });
});

describe('an object', () => {
  test('is read back with its type, metadata and tags', async () => {
    const { ETag } = await put('dir/ä +&.txt', 'hello', { ContentType: 'text/plain', Metadata: { who: 'me' }, Tagging: 'a=1&b=2' });
    expect(ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`);
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'dir/ä +&.txt' }));
    expect(answer).toMatchObject({ ContentType: 'text/plain', ContentLength: 5, Metadata: { who: 'me' }, TagCount: 2, ETag, ServerSideEncryption: 'AES256' });
    await expect(answer.Body!.transformToString()).resolves.toBe('hello');
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'dir/ä +&.txt' }))).resolves.toMatchObject({ ContentLength: 5, LastModified: expect.any(Date) });
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'dir/ä +&.txt', Tagging: { TagSet: [{ Key: 'c', Value: '3' }] } }));
    await expect(s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'dir/ä +&.txt' }))).resolves.toMatchObject({ TagSet: [{ Key: 'c', Value: '3' }] });
  });

  test('that is missing has its specific error', async () => {
    await expect(get('missing')).rejects.toBeInstanceOf(NoSuchKey);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'missing' }))).rejects.toBeInstanceOf(NotFound);
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'missing' }))).resolves.toMatchObject({ $metadata: { httpStatusCode: 204 } });
  });

  test('is read by ranges', async () => {
    await put('a', '0123456789');
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=2-4' }));
    expect(answer).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3, $metadata: { httpStatusCode: 206 } });
    await expect(answer.Body!.transformToString()).resolves.toBe('234');
    await expect(get('a', { Range: 'bytes=-3' })).resolves.toBe('789');
    await expect(get('a', { Range: 'bytes=7-' })).resolves.toBe('789');
    await expect(get('a', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('is read and written conditionally', async () => {
    const { ETag } = await put('a');
    await expect(get('a', { IfMatch: ETag })).resolves.toBe('a');
    await expect(get('a', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get('a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(put('a', 'b', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('b', 'b', { IfNoneMatch: '*' })).resolves.toBeDefined();
  });

  test('may be empty, and contain any bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    await put('bytes', bytes);
    await put('empty', Buffer.alloc(0));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'bytes' }));
    expect(Buffer.from(await Body!.transformToByteArray())).toEqual(bytes);
    await expect(get('empty')).resolves.toBe('');
  });

  test('is copied with its own or new metadata', async () => {
    await put('from/ä', 'hello', { ContentType: 'text/plain', Metadata: { a: '1' } });
    const CopySource = encodeURIComponent(`${Bucket}/from/ä`);
    const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    expect(CopyObjectResult).toMatchObject({ ETag: `"${createHash('md5').update('hello').digest('hex')}"`, LastModified: expect.any(Date) });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).resolves.toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource, MetadataDirective: 'REPLACE', ContentType: 'text/html' }));
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).resolves.toMatchObject({ ContentType: 'text/html', Metadata: {} });
  });

  test.each([ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C, ChecksumAlgorithm.CRC64NVME, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256])(
    'is checked by %s on its way in and out', async algorithm => {
      const member = `Checksum${algorithm}`;
      const stored: any = await put('a', 'hello', { ChecksumAlgorithm: algorithm });
      expect(stored[member]).toMatch(/=$/);
      const read: any = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
      await expect(read.Body.transformToString()).resolves.toBe('hello');
      expect(read[member]).toBe(stored[member]);
    });

  test('with a wrong checksum is refused', async () => {
    await expect(put('a', 'hello', { ChecksumSHA256: createHash('sha256').update('other').digest('base64') })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put('a', 'hello', { ContentMD5: createHash('md5').update('other').digest('base64') })).rejects.toMatchObject({ name: 'BadDigest' });
  });
});

describe('listing', () => {
  const keys = ['a', 'dir/b', 'dir/c', 'dir/sub/d', 'e', 'ä'];
  beforeEach(async () => {
    for (const key of keys) await put(key);
  });

  test('returns keys in order, grouped at the delimiter', async () => {
    const { Contents, KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents!.map(({ Key }) => Key)).toEqual(keys);
    expect(KeyCount).toBe(6);
    expect(Contents![1]).toMatchObject({ Size: 5, StorageClass: 'STANDARD', LastModified: expect.any(Date), ETag: expect.stringMatching(/^"/) });
    const rolled = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'dir/', Delimiter: '/' }));
    expect(rolled.Contents!.map(({ Key }) => Key)).toEqual(['dir/b', 'dir/c']);
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: 'dir/sub/' }]);
  });

  test('returns pages that together are complete', async () => {
    const found: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const answer = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken }));
      found.push(...answer.Contents?.map(({ Key }) => Key!) ?? [], ...answer.CommonPrefixes?.map(({ Prefix }) => Prefix!) ?? []);
      ContinuationToken = answer.NextContinuationToken;
    } while (ContinuationToken);
    expect(found.sort()).toEqual(['a', 'dir/', 'e', 'ä'].sort());
    const first = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 3 }));
    expect(first.IsTruncated).toBe(true);
    const second = await s3.send(new ListObjectsCommand({ Bucket, Marker: first.Contents![2].Key }));
    expect(second.Contents!.map(({ Key }) => Key)).toEqual(keys.slice(3));
    const after = await s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'dir/c', EncodingType: 'url' }));
    expect(after.Contents!.map(({ Key }) => Key)).toEqual(['dir/sub/d', 'e', '%C3%A4']);
  });
});

describe('versions', () => {
  beforeEach(() => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })));

  test('are kept, read, listed and deleted one by one', async () => {
    const first = await put('a', '1');
    const second = await put('a', '2');
    expect(first.VersionId).not.toBe(second.VersionId);
    await expect(get('a')).resolves.toBe('2');
    await expect(get('a', { VersionId: first.VersionId })).resolves.toBe('1');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    await expect(get('a')).rejects.toBeInstanceOf(NoSuchKey);
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions!.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([[second.VersionId, false], [first.VersionId, false]]);
    expect(DeleteMarkers).toEqual([expect.objectContaining({ VersionId: marker.VersionId, IsLatest: true })]);
    const { Deleted } = await s3.send(new DeleteObjectsCommand({
      Bucket, Delete: { Objects: [first, second, marker].map(({ VersionId }) => ({ Key: 'a', VersionId })) },
    }));
    expect(Deleted).toHaveLength(3);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
});

test('a bucket can be addressed by the host name as well', async () => {
  const lookup = (_name: string, options: any, done: (...found: any[]) => void) => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
  const endpoint = account.endpoint.replace('127.0.0.1', 'localhost');
  const virtual = new S3Client({ ...account.config, endpoint, requestHandler: { httpAgent: new Agent({ lookup } as object) } });
  await virtual.send(new PutObjectCommand({ Bucket, Key: 'by/host', Body: 'x' }));
  await expect(get('by/host')).resolves.toBe('x');
  const { Contents } = await virtual.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents!.map(({ Key }) => Key)).toEqual(['by/host']);
  await expect((await virtual.send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
  virtual.destroy();
});

test('an object is published on the event bus if the bucket is configured for it', async () => {
  const events: any[] = [];
  account.account.publish = event => void events.push(event);
  await put('silent');
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }));
  await expect(s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).resolves.toMatchObject({ EventBridgeConfiguration: {} });
  await put('a', 'hello');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(events).toEqual([
    expect.objectContaining({
      source: 'aws.s3',
      detailType: 'Object Created',
      resources: ['arn:aws:s3:::bucket'],
      detail: expect.objectContaining({ bucket: { name: Bucket }, object: expect.objectContaining({ key: 'a', size: 5 }), reason: 'PutObject' }),
    }),
    expect.objectContaining({ detailType: 'Object Deleted', detail: expect.objectContaining({ 'deletion-type': 'Permanently Deleted' }) }),
  ]);
});
