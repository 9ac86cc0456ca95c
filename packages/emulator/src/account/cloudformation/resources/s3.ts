import { isObject, same, type Json, type JsonObject } from '../json';
import { documentOf, numberOf, truthOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';

interface Setting {
  readonly property: string;
  readonly put: string;
  /** Undefined if the property is reset by putting an empty value. */
  readonly remove?: string;
  input(value: Json): object;
}

const list = (value: Json | undefined): JsonObject[] => Array.isArray(value) ? value.filter(isObject) : [];

/** The properties of a bucket with the operations that set them. */
const SETTINGS: readonly Setting[] = [
  {
    property: 'VersioningConfiguration',
    put: 'PutBucketVersioning',
    input: value => ({ VersioningConfiguration: { Status: (value as JsonObject | null)?.Status ?? 'Suspended' } }),
  },
  {
    property: 'BucketEncryption',
    put: 'PutBucketEncryption',
    remove: 'DeleteBucketEncryption',
    input: value => ({
      ServerSideEncryptionConfiguration: {
        Rules: list((value as JsonObject).ServerSideEncryptionConfiguration).map(({ ServerSideEncryptionByDefault, BucketKeyEnabled }) => ({
          ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault, BucketKeyEnabled: truthOf(BucketKeyEnabled),
        })),
      },
    }),
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: 'PutPublicAccessBlock',
    remove: 'DeletePublicAccessBlock',
    input: value => ({
      PublicAccessBlockConfiguration: Object.fromEntries(Object.entries(value as JsonObject).map(([key, item]) => [key, truthOf(item)])),
    }),
  },
  {
    property: 'CorsConfiguration',
    put: 'PutBucketCors',
    remove: 'DeleteBucketCors',
    input: value => ({
      CORSConfiguration: {
        CORSRules: list((value as JsonObject).CorsRules).map(({ ExposedHeaders, Id, MaxAge, ...rule }) => ({
          ...rule, ExposeHeaders: ExposedHeaders, ID: Id, MaxAgeSeconds: MaxAge === undefined ? undefined : Number(MaxAge),
        })),
      },
    }),
  },
  {
    property: 'LifecycleConfiguration',
    put: 'PutBucketLifecycleConfiguration',
    remove: 'DeleteBucketLifecycle',
    input: value => ({ LifecycleConfiguration: { Rules: list((value as JsonObject).Rules).map(lifecycleRule) } }),
  },
  {
    property: 'NotificationConfiguration',
    put: 'PutBucketNotificationConfiguration',
    input: value => ({
      NotificationConfiguration: isEnabled((value as JsonObject | null)?.EventBridgeConfiguration) ? { EventBridgeConfiguration: {} } : {},
    }),
  },
];

const isEnabled = (value: Json | undefined) => isObject(value) && truthOf(value.EventBridgeEnabled ?? true) === true;

function lifecycleRule(rule: JsonObject): object {
  const { Id, Status, Prefix, ExpirationInDays, NoncurrentVersionExpirationInDays: days, AbortIncompleteMultipartUpload } = rule;
  const noncurrent = rule.NoncurrentVersionExpiration ?? (days === undefined ? undefined : { NoncurrentDays: days });
  return {
    ID: Id,
    Status,
    Filter: { Prefix: Prefix ?? '' },
    Expiration: ExpirationInDays === undefined ? undefined : { Days: Number(ExpirationInDays) },
    NoncurrentVersionExpiration: noncurrent,
    AbortIncompleteMultipartUpload,
    Transitions: rule.Transitions === undefined ? undefined : list(rule.Transitions).map(({ StorageClass, TransitionInDays }) => ({
      StorageClass, Days: numberOf(TransitionInDays),
    })),
  };
}

function attributesOf({ account }: ResourceRequest, name: string): JsonObject {
  return {
    Arn: `arn:${account.partition}:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${account.region}.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${account.region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${account.region}.amazonaws.com`,
  };
}

async function configure(request: ResourceRequest, Bucket: string, previous: JsonObject): Promise<void> {
  const { account, properties } = request;
  for (const { property, put, remove, input } of SETTINGS) {
    const value = properties[property];
    if (same(value ?? null, previous[property] ?? null)) continue;
    if (value === undefined && remove) await account.call('s3', remove, { Bucket });
    else await account.call('s3', put, { Bucket, ...input(value ?? null) });
  }
}

export const bucket: Provider = {
  async create(request) {
    const { account, properties, tags } = request;
    const name = typeof properties.BucketName === 'string' ? properties.BucketName : generatedName(request.type, request.stackName, request.logicalId);
    const exists = await account.call('s3', 'HeadBucket', { Bucket: name }).then(() => true, () => false);
    if (exists) throw alreadyExists(request.type, name);
    await account.call('s3', 'CreateBucket', { Bucket: name });
    await configure(request, name, {});
    if (tags.length) await account.call('s3', 'PutBucketTagging', { Bucket: name, Tagging: { TagSet: tags } });
    return { physicalId: name, attributes: attributesOf(request, name) };
  },
  async update(request: UpdateRequest) {
    const { account, physicalId: Bucket, tags, previousTags, previous } = request;
    await configure(request, Bucket, previous);
    if (!same(tags, previousTags)) {
      if (tags.length) await account.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: tags } });
      else await account.call('s3', 'DeleteBucketTagging', { Bucket });
    }
    return { physicalId: Bucket, attributes: attributesOf(request, Bucket) };
  },
  async delete({ account, physicalId }) {
    await ignoring(['NoSuchBucket', 'NotFound'], account.call('s3', 'DeleteBucket', { Bucket: physicalId }));
  },
};

const putPolicy = async ({ account, properties }: ResourceRequest) => {
  await account.call('s3', 'PutBucketPolicy', { Bucket: properties.Bucket, Policy: documentOf(properties.PolicyDocument) });
  return { physicalId: String(properties.Bucket) };
};

export const bucketPolicy: Provider = {
  async create(request) {
    const { account, properties } = request;
    const existing = await account.call('s3', 'GetBucketPolicy', { Bucket: properties.Bucket }).catch(error => {
      if (codeOf(error) === 'NoSuchBucketPolicy') return undefined;
      throw error;
    });
    if (existing) throw new Error(`The bucket policy already exists on bucket ${String(properties.Bucket)}.`);
    return putPolicy(request);
  },
  update: putPolicy,
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(['NoSuchBucket', 'NoSuchBucketPolicy'], account.call('s3', 'DeleteBucketPolicy', { Bucket: physicalId }));
  },
};
