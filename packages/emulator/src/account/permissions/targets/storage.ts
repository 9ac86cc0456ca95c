import { actionFact } from '../../../facts/authorization';
import type { Account } from '../../account';
import type { LogsState } from '../../logs/state';
import type { S3State } from '../../s3/bucket';
import type { SsmState } from '../../ssm/parameter';
import type { Target, Targets } from '../asked';

/** Buckets and objects, with the policies of buckets. */
export function s3Targets(account: Account): Targets {
  const { buckets } = account.stateOf('s3') as S3State;
  const arnOf = (path: string) => `arn:${account.partition}:s3:::${path}`;
  const targetOf = (bucket: string, key?: string): Target => ({
    arn: arnOf(key === undefined ? bucket : `${bucket}/${key}`),
    tags: key === undefined ? bucketTags(buckets[bucket]?.configuration.Tagging) : undefined,
    policy: buckets[bucket]?.configuration.Policy,
  });
  return (_operation, { Bucket, Key, Delete }, action) => {
    if (Bucket === undefined) return [{ arn: '*' }];
    const isOfObject = actionFact(action)?.resourceTypes.some(({ name }) => name === 'object');
    if (!isOfObject) return [targetOf(Bucket)];
    const keys: string[] = Delete?.Objects ? Delete.Objects.map((each: { Key: string }) => each.Key) : [Key];
    return keys.map(key => targetOf(Bucket, key));
  };
}

const bucketTags = (tagging: any): Record<string, string> | undefined =>
  tagging?.TagSet && Object.fromEntries(tagging.TagSet.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]));

/** The bucket and the key of `CopySource`. */
export function sourceOf(copySource: string): { Bucket: string; Key: string } {
  const [Bucket, ...key] = decodeURIComponent(copySource.split('?')[0]).replace(/^\//, '').split('/');
  return { Bucket, Key: key.join('/') };
}

/** Parameters, by name or ARN, with or without a selector. */
export function ssmTargets(account: Account): Targets {
  const { parameters } = account.stateOf('ssm') as SsmState;
  return (_operation, { Name, Names, Path, ResourceId }) => {
    const references: string[] = [Name ?? Names ?? Path ?? ResourceId].flat().filter(Boolean);
    if (!references.length) return [{ arn: '*' }];
    return references.map(reference => {
      const name = reference.replace(/^arn:[^:]*:ssm:[^:]*:\d*:parameter/, '').split(':')[0];
      const key = name.startsWith('/') ? name : `/${name}`;
      return { arn: account.arn('ssm', `parameter${key.length > 1 ? key.replace(/\/$/, '') : key}`), tags: parameters[key]?.tags };
    });
  };
}

/**
 * Groups and streams. Only operations on tags ask on the group's own ARN, others on what is below it:
 * {@link https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html}.
 */
export function logsTargets(account: Account): Targets {
  const { groups } = account.stateOf('logs') as LogsState;
  return (_operation, { logGroupName, logGroupIdentifier, logStreamName, resourceArn }, action) => {
    const reference: string | undefined = logGroupName ?? logGroupIdentifier ?? resourceArn;
    if (reference === undefined) return [{ arn: '*' }];
    const name = reference.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
    const isOfTags = /:(TagResource|UntagResource|ListTagsForResource)$/.test(action);
    const isOfStream = actionFact(action)?.resourceTypes.some(type => type.name === 'log-stream');
    return [{ arn: account.arn('logs', `log-group:${name}${isOfTags ? '' : `:log-stream:${isOfStream ? logStreamName ?? '' : ''}`}`), tags: groups[name]?.tags }];
  };
}
