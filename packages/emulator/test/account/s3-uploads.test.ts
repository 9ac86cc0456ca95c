import { createReadStream, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateBucketCommand, CreateMultipartUploadCommand,
  GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListPartsCommand, PutObjectCommand, S3Client, UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { served, Served } from './served';

const Bucket = 'bucket';
const MB = 1024 * 1024;
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

const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();

describe('a multipart upload', () => {
  test('of 64 MB is assembled from its parts', async () => {
    const body = Buffer.alloc(64 * MB, 'cv-insync ');
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big', ContentType: 'application/zip', ChecksumAlgorithm: 'CRC32' }));
    const Parts = [];
    for (let i = 0; i < 8; i++) {
      const { ETag, ChecksumCRC32 } = await s3.send(new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber: i + 1, Body: body.subarray(i * 8 * MB, (i + 1) * 8 * MB) }));
      Parts.push({ ETag, ChecksumCRC32, PartNumber: i + 1 });
    }
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key: 'big', UploadId, MaxParts: 3 }));
    expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '3' });
    await expect(s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } })))
      .resolves.toMatchObject({ ETag: expect.stringMatching(/-8"$/), ChecksumCRC32: expect.stringMatching(/-8$/), ChecksumType: 'COMPOSITE' });
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key: 'big' }));
    expect(ContentType).toBe('application/zip');
    expect(body.equals(await Body!.transformToByteArray())).toBe(true);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'big', PartNumber: 2 }))).resolves.toMatchObject({ ContentLength: 8 * MB, PartsCount: 8 });
  }, 30_000);

  test('is refused where a part is missing, out of order or too small', async () => {
    const upload = { Bucket, Key: 'x', UploadId: (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'x' }))).UploadId };
    const first = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'small' }));
    const second = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: 'end' }));
    const complete = (...Parts: { PartNumber: number; ETag?: string }[]) =>
      s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    await expect(complete({ PartNumber: 1, ETag: first.ETag }, { PartNumber: 3, ETag: '"x"' })).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete({ PartNumber: 2, ETag: second.ETag }, { PartNumber: 1, ETag: first.ETag })).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete({ PartNumber: 3, ETag: '"x"' })).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete({ PartNumber: 2, ETag: second.ETag })).resolves.toBeDefined();
    await expect(complete({ PartNumber: 2, ETag: second.ETag })).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('may take parts from another object, and is listed until it ends', async () => {
    await put('from', '0123456789');
    const upload = { Bucket, Key: 'x', UploadId: (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'x' }))).UploadId };
    const { CopyPartResult } = await s3.send(new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: `${Bucket}/from`, CopySourceRange: 'bytes=3-5' }));
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toEqual([expect.objectContaining({ Key: 'x', UploadId: upload.UploadId })]);
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: CopyPartResult!.ETag }] } }));
    await expect(get('x')).resolves.toBe('345');
    const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'y' }));
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'y', UploadId: other.UploadId }));
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
  });
});

test('an upload with a trailing checksum is decoded', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'insync-')), 'file');
  writeFileSync(file, 'a stream of unknown checksum');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body: createReadStream(file), ContentEncoding: 'gzip' }));
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
  await expect(answer.Body!.transformToString()).resolves.toBe('a stream of unknown checksum');
  expect(answer.ContentEncoding).toBe('gzip');
  expect(answer.ChecksumCRC32).toBeDefined();
});
