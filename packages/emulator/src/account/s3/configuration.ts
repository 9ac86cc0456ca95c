import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { Bucket, bucketIn, S3State } from './bucket';

/** A bucket configuration that is stored as it was put. */
interface Configuration {
  readonly put: string;
  readonly get: string;
  readonly delete?: string;
  /** The input member with the configuration. */
  readonly member: string;
  /** Whether the response contains its members instead of the configuration. */
  readonly spread?: boolean;
  /** The default configuration of a bucket. */
  readonly initial?: unknown;
  /** Error code and message if there is none. */
  readonly missing?: readonly [string, string];
  readonly check?: (value: any) => void;
}

const CONFIGURATIONS: readonly Configuration[] = [
  {
    put: 'PutBucketPolicy',
    get: 'GetBucketPolicy',
    delete: 'DeleteBucketPolicy',
    member: 'Policy',
    missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
    check: checkPolicy,
  },
  {
    put: 'PutBucketEncryption',
    get: 'GetBucketEncryption',
    delete: 'DeleteBucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    initial: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
  },
  {
    put: 'PutBucketTagging',
    get: 'GetBucketTagging',
    delete: 'DeleteBucketTagging',
    member: 'Tagging',
    spread: true,
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
  },
  {
    put: 'PutPublicAccessBlock',
    get: 'GetPublicAccessBlock',
    delete: 'DeletePublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    initial: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    missing: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  },
  {
    put: 'PutBucketCors',
    get: 'GetBucketCors',
    delete: 'DeleteBucketCors',
    member: 'CORSConfiguration',
    spread: true,
    missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  },
  {
    put: 'PutBucketLifecycleConfiguration',
    get: 'GetBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
    member: 'LifecycleConfiguration',
    spread: true,
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
    check: checkLifecycle,
  },
  { put: 'PutBucketNotificationConfiguration', get: 'GetBucketNotificationConfiguration', member: 'NotificationConfiguration', spread: true, initial: {} },
  {
    put: 'PutBucketOwnershipControls',
    get: 'GetBucketOwnershipControls',
    delete: 'DeleteBucketOwnershipControls',
    member: 'OwnershipControls',
    initial: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  },
  {
    put: 'PutBucketWebsite',
    get: 'GetBucketWebsite',
    delete: 'DeleteBucketWebsite',
    member: 'WebsiteConfiguration',
    spread: true,
    missing: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
  },
  { put: 'PutBucketLogging', get: 'GetBucketLogging', member: 'BucketLoggingStatus', spread: true, initial: {} },
];

/** A bucket's configuration, by its member's name. `null` in the state means that it was deleted. */
export function configurationOf(bucket: Bucket, member: string): any {
  const stored = bucket.configuration[member];
  return stored === undefined ? CONFIGURATIONS.find(each => each.member === member)?.initial : stored ?? undefined;
}

export function configurationOperations(state: S3State): Record<string, Operation> {
  const operations: Record<string, Operation> = {};
  for (const { put, get, delete: remove, member, spread, missing, check, initial } of CONFIGURATIONS) {
    operations[put] = input => {
      const bucket = bucketIn(state, input.Bucket);
      check?.(input[member]);
      bucket.configuration[member] = input[member];
    };
    operations[get] = ({ Bucket: name }) => {
      const value = configurationOf(bucketIn(state, name), member);
      if (value === undefined) throw new AwsError(missing![0], missing![1], 404, { BucketName: name });
      return spread ? value : { [member]: value };
    };
    if (remove) {
      operations[remove] = ({ Bucket: name }) => {
        const { configuration } = bucketIn(state, name);
        // A configuration with a default cannot be deleted, unless reading it then fails.
        if (initial !== undefined && missing) configuration[member] = null;
        else delete configuration[member];
      };
    }
  }
  return operations;
}

function checkPolicy(policy: string): void {
  let parsed: any;
  try {
    parsed = JSON.parse(policy);
  } catch {
    throw new AwsError('MalformedPolicy', 'Policies must be valid JSON and the first byte must be \'{\'');
  }
  if (!parsed?.Statement) throw new AwsError('MalformedPolicy', 'Missing required field Statement');
}

interface LifecycleRule { readonly Expiration?: { readonly Days?: number }; readonly Transitions?: readonly { readonly Days?: number }[] }

function checkLifecycle({ Rules = [] }: { readonly Rules?: readonly LifecycleRule[] }): void {
  for (const { Expiration, Transitions = [] } of Rules) {
    if (Expiration?.Days !== undefined && Expiration.Days < 1) throw new AwsError('InvalidArgument', "'Days' for Expiration action must be a positive integer");
    if (Transitions.some(({ Days = 0 }) => Days < 0)) throw new AwsError('InvalidArgument', "'Days' for Transition action must be nonnegative");
  }
}
