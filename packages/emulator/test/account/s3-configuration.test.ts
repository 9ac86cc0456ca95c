import {
  CreateBucketCommand, DeleteBucketCorsCommand, DeleteBucketEncryptionCommand, DeleteBucketLifecycleCommand, DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand, DeleteBucketWebsiteCommand, DeleteObjectTaggingCommand, GetBucketAclCommand, GetBucketCorsCommand,
  GetBucketEncryptionCommand, GetBucketLifecycleConfigurationCommand, GetBucketLoggingCommand, GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand, GetBucketWebsiteCommand, GetObjectTaggingCommand, GetPublicAccessBlockCommand, PutBucketCorsCommand,
  PutBucketEncryptionCommand, PutBucketLifecycleConfigurationCommand, PutBucketLoggingCommand, PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand, PutBucketWebsiteCommand, PutObjectCommand, PutPublicAccessBlockCommand, S3Client,
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

const refused = (answer: Promise<unknown>, name: string) => expect(answer).rejects.toMatchObject({ name });
const nowhere = { Bucket: 'nowhere' };

describe("a bucket's configuration", () => {
  test('can be deleted', async () => {
    const rule = { ID: 'r', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } } as const;
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{"Statement":[]}' }));
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] } }));
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }));
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }));
    await expect(s3.send(new GetBucketWebsiteCommand({ Bucket }))).resolves.toMatchObject({ IndexDocument: { Suffix: 'index.html' } });

    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketCorsCommand({ Bucket }));
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await s3.send(new DeleteBucketWebsiteCommand({ Bucket }));
    await refused(s3.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy');
    await refused(s3.send(new GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration');
    await refused(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration');
    await refused(s3.send(new GetBucketWebsiteCommand({ Bucket })), 'NoSuchWebsiteConfiguration');
  });

  test('falls back to the defaults of every bucket', async () => {
    const encrypted = (SSEAlgorithm: 'aws:kms' | 'AES256') => ({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }] });
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: encrypted('aws:kms') }));
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    await expect(s3.send(new GetBucketEncryptionCommand({ Bucket }))).resolves.toMatchObject({ ServerSideEncryptionConfiguration: encrypted('AES256') });
  });

  test('contains object ownership, public access block and logging', async () => {
    const owned = { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' as const }] } };
    const open = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    const logging = { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'x/' } };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, ...owned }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: open }));
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: logging }));
    await expect(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).resolves.toMatchObject(owned);
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).resolves.toMatchObject({ PublicAccessBlockConfiguration: open });
    await expect(s3.send(new GetBucketLoggingCommand({ Bucket }))).resolves.toMatchObject(logging);
    await expect(s3.send(new GetBucketAclCommand({ Bucket }))).resolves.toMatchObject({ Grants: [{ Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser' } }] });
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await refused(s3.send(new GetBucketOwnershipControlsCommand({ Bucket })), 'OwnershipControlsNotFoundError');
  });

  test('is an error if the bucket does not exist', async () => {
    for (const Command of [
      DeleteBucketPolicyCommand, DeleteBucketCorsCommand, DeleteBucketLifecycleCommand, DeleteBucketWebsiteCommand, DeleteBucketEncryptionCommand,
      DeleteBucketOwnershipControlsCommand, GetBucketAclCommand, GetBucketLoggingCommand, GetBucketOwnershipControlsCommand, GetBucketWebsiteCommand,
    ]) await refused(s3.send(new Command(nowhere) as GetBucketAclCommand), 'NoSuchBucket');
    await refused(s3.send(new PutBucketLoggingCommand({ ...nowhere, BucketLoggingStatus: {} })), 'NoSuchBucket');
    await refused(s3.send(new PutBucketOwnershipControlsCommand({ ...nowhere, OwnershipControls: { Rules: [] } })), 'NoSuchBucket');
    await refused(s3.send(new PutBucketWebsiteCommand({ ...nowhere, WebsiteConfiguration: {} })), 'NoSuchBucket');
    await refused(s3.send(new PutPublicAccessBlockCommand({ ...nowhere, PublicAccessBlockConfiguration: {} })), 'NoSuchBucket');
  });
});

test("an object's tags are deleted", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', Tagging: 'a=1' }));
  await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k' }));
  await expect(s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).resolves.toMatchObject({ TagSet: [] });
  await refused(s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'none' })), 'NoSuchKey');
});
