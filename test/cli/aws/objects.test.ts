import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { objects } from '../../../src/cli/aws/objects';
import { servedAccount } from '../../registry/served-account';

servedAccount();

test('only objects that were put exist', async () => {
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  const store = objects();
  expect(await store.exists('artifacts', 'definitions/1.zip')).toBe(false);

  await store.put('artifacts', 'definitions/1.zip', Buffer.from('zip'), 'application/zip');

  expect(await store.exists('artifacts', 'definitions/1.zip')).toBe(true);
  const { Body, ContentType } = await new S3Client({}).send(new GetObjectCommand({ Bucket: 'artifacts', Key: 'definitions/1.zip' }));
  expect([await Body!.transformToString(), ContentType]).toEqual(['zip', 'application/zip']);
});

test('an object that exists stays as it is, and a second build of the same content does not fail', async () => {
  const store = objects();
  await store.put('artifacts', 'one/code.zip', Buffer.from('approved'));
  await store.put('artifacts', 'one/code.zip', Buffer.from('another'));

  const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: 'artifacts', Key: 'one/code.zip' }));
  expect(await Body!.transformToString()).toBe('approved');
});

test('a missing bucket is reported with the operation and what to do', async () => {
  await expect(objects().put('nowhere', 'key', Buffer.from(''))).rejects.toThrow(
    /^writing s3:\/\/nowhere\/key: NoSuchBucket: .*; is the core deployed in this account and region\?$/);
});
