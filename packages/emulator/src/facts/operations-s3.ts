import type { OperationNeed } from './operation-need';

const renamed = (operation: string, ...actions: string[]) => [`s3:${operation}`, actions.map(action => ({ action: `s3:${action}` }))] as const;
const versioned = (action: string, forVersion: string): OperationNeed[] => [
  { action: `s3:${action}`, unless: 'VersionId' }, { action: `s3:${forVersion}`, when: 'VersionId' },
];

const READS = versioned('GetObject', 'GetObjectVersion');
const WRITES: readonly OperationNeed[] = [
  { action: 's3:PutObject' }, { action: 's3:PutObjectTagging', when: 'Tagging' },
  ...['ACL', 'GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP'].map(when => ({ action: 's3:PutObjectAcl', when })),
];

/**
 * Operations of S3, most of which are not named as their actions are:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html ("Required permissions for Amazon S3 API operations").
 * The rest have the name of their action, such as PutBucketVersioning.
 */
export const S3_OPERATIONS: Readonly<Record<string, readonly OperationNeed[]>> = Object.fromEntries<readonly OperationNeed[]>([
  ['s3:GetObject', READS],
  ['s3:HeadObject', READS],
  ['s3:GetObjectTagging', versioned('GetObjectTagging', 'GetObjectVersionTagging')],
  ['s3:PutObject', WRITES],
  ['s3:PutObjectTagging', versioned('PutObjectTagging', 'PutObjectVersionTagging')],
  ['s3:DeleteObjectTagging', versioned('DeleteObjectTagging', 'DeleteObjectVersionTagging')],
  ['s3:DeleteObject', versioned('DeleteObject', 'DeleteObjectVersion')],
  ['s3:DeleteObjects', [{ action: 's3:DeleteObject' }, { action: 's3:DeleteObjectVersion', when: 'Delete.Objects[].VersionId' }]],
  ['s3:CopyObject', [{ action: 's3:GetObject', on: 'source' }, ...WRITES]],
  ['s3:CreateMultipartUpload', WRITES],
  ['s3:UploadPartCopy', [{ action: 's3:GetObject', on: 'source' }, { action: 's3:PutObject' }]],
  renamed('UploadPart', 'PutObject'),
  renamed('CompleteMultipartUpload', 'PutObject'),
  renamed('ListParts', 'ListMultipartUploadParts'),
  renamed('ListMultipartUploads', 'ListBucketMultipartUploads'),
  renamed('HeadBucket', 'ListBucket'),
  renamed('ListObjects', 'ListBucket'),
  renamed('ListObjectsV2', 'ListBucket'),
  renamed('ListObjectVersions', 'ListBucketVersions'),
  renamed('ListBuckets', 'ListAllMyBuckets'),
  renamed('GetBucketCors', 'GetBucketCORS'),
  renamed('PutBucketCors', 'PutBucketCORS'),
  renamed('DeleteBucketCors', 'PutBucketCORS'),
  renamed('GetBucketEncryption', 'GetEncryptionConfiguration'),
  renamed('PutBucketEncryption', 'PutEncryptionConfiguration'),
  renamed('DeleteBucketEncryption', 'PutEncryptionConfiguration'),
  renamed('GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'),
  renamed('PutBucketLifecycleConfiguration', 'PutLifecycleConfiguration'),
  renamed('DeleteBucketLifecycle', 'PutLifecycleConfiguration'),
  renamed('GetBucketNotificationConfiguration', 'GetBucketNotification'),
  renamed('PutBucketNotificationConfiguration', 'PutBucketNotification'),
  renamed('DeleteBucketOwnershipControls', 'PutBucketOwnershipControls'),
  renamed('DeleteBucketTagging', 'PutBucketTagging'),
  renamed('GetPublicAccessBlock', 'GetBucketPublicAccessBlock'),
  renamed('PutPublicAccessBlock', 'PutBucketPublicAccessBlock'),
  renamed('DeletePublicAccessBlock', 'PutBucketPublicAccessBlock'),
]);
