import type { Account } from '../account';
import type { Asked } from './asked';
import { kmsTargets } from './targets/identity';
import { sourceOf } from './targets/storage';
import { bucketIn, type S3State, versionIn } from '../s3/bucket';
import { configurationOf } from '../s3/configuration';
import type { SnsState } from '../sns/state';
import { keyOf, latest, type SsmState } from '../ssm/parameter';

/** What services ask of a key on behalf of their caller. */
type Keys = (account: Account, operation: string, input: any) => readonly Asked[];

/** Keys that AWS manages allow everybody in the account who comes through their service. */
const isManagedByAws = (key: string) => /(^|:)alias\/aws\//.test(key);

function onKey(
  account: Account, service: string, key: string | undefined, actions: readonly string[], encryption: Readonly<Record<string, string>>,
): Asked[] {
  if (!key || isManagedByAws(key)) return [];
  const [target] = kmsTargets(account)('DescribeKey', { KeyId: key }, '');
  const via = `${service}.amazonaws.com`;
  const context = {
    'kms:ViaService': `${service}.${account.region}.amazonaws.com`,
    'kms:CallerAccount': account.accountId,
    'kms:EncryptionContextKeys': Object.keys(encryption),
    ...Object.fromEntries(Object.entries(encryption).map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
  };
  return actions.map(action => ({ action, target, context, via }));
}

/** {@link https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html}: GenerateDataKey to write, Decrypt to read, both for parts. */
const s3: Keys = (account, operation, input) => {
  const state = account.stateOf('s3') as S3State;
  const context = (Bucket: string, Key: string) => ({ 'aws:s3:arn': `arn:${account.partition}:s3:::${Bucket}/${Key}` });
  const reading = ({ Bucket, Key, VersionId }: { Bucket: string; Key: string; VersionId?: string }) =>
    onKey(account, 's3', keyOfObject(state, Bucket, Key, VersionId), ['kms:Decrypt'], context(Bucket, Key));
  const writing = (actions: readonly string[]) => onKey(account, 's3', keyOfNew(state, input), actions, context(input.Bucket, input.Key));
  switch (operation) {
    case 'GetObject': return reading(input);
    case 'PutObject': return writing(['kms:GenerateDataKey']);
    case 'CopyObject': return [...reading(sourceOf(input.CopySource) as { Bucket: string; Key: string }), ...writing(['kms:GenerateDataKey'])];
    case 'CreateMultipartUpload': case 'UploadPart': case 'CompleteMultipartUpload': return writing(['kms:GenerateDataKey', 'kms:Decrypt']);
    default: return [];
  }
};

function keyOfObject(state: S3State, bucket: string, key: string, version?: string): string | undefined {
  try {
    return versionIn(bucketIn(state, bucket), key, version).attributes.SSEKMSKeyId;
  } catch {
    // What does not exist is not encrypted; the operation says that it is missing.
    return undefined;
  }
}

function keyOfNew({ buckets }: S3State, { Bucket, ServerSideEncryption, SSEKMSKeyId }: any): string | undefined {
  if (ServerSideEncryption) return ServerSideEncryption === 'aws:kms' ? SSEKMSKeyId : undefined;
  const bucket = buckets[Bucket];
  const [rule] = bucket ? configurationOf(bucket, 'ServerSideEncryptionConfiguration').Rules : [];
  const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return SSEAlgorithm === 'aws:kms' ? KMSMasterKeyID : undefined;
}

/** {@link https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html}: a publisher needs both. */
const sns: Keys = (account, operation, { TopicArn, TargetArn }) => {
  if (operation !== 'Publish') return [];
  const topic = TopicArn ?? TargetArn;
  const { topics } = account.stateOf('sns') as SnsState;
  return onKey(account, 'sns', topics[topic]?.attributes.KmsMasterKeyId, ['kms:GenerateDataKey', 'kms:Decrypt'], { 'aws:sns:topicArn': topic });
};

/** {@link https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html}. */
const ssm: Keys = (account, operation, { Name, Names, WithDecryption, Type, KeyId, Tier }) => {
  const context = (name: string) => ({ PARAMETER_ARN: account.arn('ssm', `parameter${keyOf(name)}`) });
  if (operation === 'PutParameter') {
    if (Type !== 'SecureString') return [];
    return onKey(account, 'ssm', KeyId, [Tier === 'Advanced' ? 'kms:GenerateDataKey' : 'kms:Encrypt'], context(Name));
  }
  if (!WithDecryption) return [];
  const { parameters } = account.stateOf('ssm') as SsmState;
  return [Name ?? Names ?? []].flat().flatMap((name: string) => {
    const found = parameters[keyOf(name)];
    return found ? onKey(account, 'ssm', latest(found).keyId, ['kms:Decrypt'], context(name)) : [];
  });
};

const BY_SERVICE: Readonly<Record<string, Keys>> = { s3, sns, ssm };

/** What an operation asks of the keys of what it reads and writes. */
export const askedOfKeys = (account: Account, service: string, operation: string, input: any): readonly Asked[] =>
  BY_SERVICE[service]?.(account, operation, input) ?? [];
