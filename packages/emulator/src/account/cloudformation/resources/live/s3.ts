import { unless, type Live, type Reader } from './reader';
import type { Json, JsonObject } from '../../json';

const ABSENT = [
  'NoSuchCORSConfiguration', 'NoSuchLifecycleConfiguration', 'NoSuchPublicAccessBlockConfiguration', 'NoSuchTagSet', 'ServerSideEncryptionConfigurationNotFoundError',
];
type Answer = Record<string, any>;

const clean = (value: Answer): JsonObject => Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as JsonObject;

const corsRule = ({ ExposeHeaders, ID, MaxAgeSeconds, ...rule }: Answer) =>
  clean({ ...rule, ExposedHeaders: ExposeHeaders, Id: ID, MaxAge: MaxAgeSeconds });

const encryptionRule = ({ ApplyServerSideEncryptionByDefault, BucketKeyEnabled }: Answer) =>
  clean({ ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault, BucketKeyEnabled });

const transition = ({ StorageClass, Days }: Answer) => clean({ StorageClass, TransitionInDays: Days });

/** A lifecycle rule, with all alternative properties that a template may use. */
function lifecycleRule({ ID, Status, Filter, Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload, Transitions }: Answer) {
  return clean({
    Id: ID,
    Status,
    Prefix: Filter?.Prefix || undefined,
    ExpirationInDays: Expiration?.Days,
    NoncurrentVersionExpiration,
    NoncurrentVersionExpirationInDays: NoncurrentVersionExpiration?.NoncurrentDays,
    AbortIncompleteMultipartUpload,
    Transitions: Transitions?.map(transition),
  });
}

/** Each property with the operation that reads it and the mapping of the answer. */
const PROPERTIES: readonly (readonly [property: string, operation: string, toProperty: (answer: Answer) => Json | undefined])[] = [
  ['VersioningConfiguration', 'GetBucketVersioning', ({ Status }) => Status && { Status }],
  ['PublicAccessBlockConfiguration', 'GetPublicAccessBlock', answer => answer.PublicAccessBlockConfiguration],
  ['NotificationConfiguration', 'GetBucketNotificationConfiguration', answer =>
    ({ EventBridgeConfiguration: { EventBridgeEnabled: answer.EventBridgeConfiguration !== undefined } })],
  ['BucketEncryption', 'GetBucketEncryption', ({ ServerSideEncryptionConfiguration }) =>
    ({ ServerSideEncryptionConfiguration: ServerSideEncryptionConfiguration.Rules.map(encryptionRule) })],
  ['CorsConfiguration', 'GetBucketCors', ({ CORSRules }) => ({ CorsRules: CORSRules.map(corsRule) })],
  ['LifecycleConfiguration', 'GetBucketLifecycleConfiguration', ({ Rules }) => ({ Rules: Rules.map(lifecycleRule) })],
  ['Tags', 'GetBucketTagging', ({ TagSet }) => TagSet],
];

export const bucket: Reader = async ({ account, physicalId: Bucket }) => {
  const exists = await unless(['NoSuchBucket', 'NotFound'], account.call('s3', 'HeadBucket', { Bucket }));
  if (!exists) return undefined;
  const live: Record<string, Json | undefined> = { BucketName: Bucket };
  for (const [property, operation, toProperty] of PROPERTIES) {
    const answer = await unless(ABSENT, account.call('s3', operation, { Bucket }));
    live[property] = answer && toProperty(answer);
  }
  return live satisfies Live;
};

export const bucketPolicy: Reader = async ({ account, physicalId: Bucket }) => {
  const found = await unless(['NoSuchBucket', 'NoSuchBucketPolicy'], account.call('s3', 'GetBucketPolicy', { Bucket }));
  return found && { Bucket, PolicyDocument: found.Policy };
};
