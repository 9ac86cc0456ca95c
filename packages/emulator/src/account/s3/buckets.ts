import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { Bucket, bucketIn, S3State } from './bucket';

export function bucketOperations(account: Account, state: S3State): Record<string, Operation> {
  const { buckets } = state;
  const owner = { ID: account.accountId.repeat(6).slice(0, 64) };

  return {
    CreateBucket({ Bucket: name, CreateBucketConfiguration }) {
      checkName(name);
      const region = CreateBucketConfiguration?.LocationConstraint || account.region;
      if (Object.hasOwn(buckets, name)) {
        // Creating a bucket that one owns is an error in every region but us-east-1.
        if (buckets[name].region === 'us-east-1' && region === 'us-east-1') return { Location: `/${name}` };
        throw new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', 409, { BucketName: name });
      }
      buckets[name] = { name, created: new Date(), region, objects: Object.create(null), uploads: Object.create(null), configuration: {} };
      return { Location: `/${name}` };
    },

    DeleteBucket({ Bucket: name }) {
      const bucket = bucketIn(state, name);
      if (Object.keys(bucket.objects).length) {
        const versions = bucket.versioning ? ' You must delete all versions in the bucket.' : '';
        throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty.${versions}`, 409, { BucketName: name });
      }
      delete buckets[name];
    },

    HeadBucket({ Bucket: name }) {
      if (!Object.hasOwn(buckets, name)) throw new AwsError('NotFound', 'Not Found', 404);
      return { BucketRegion: buckets[name].region, BucketArn: `arn:${account.partition}:s3:::${name}`, AccessPointAlias: false };
    },

    ListBuckets({ MaxBuckets = 10_000, ContinuationToken, Prefix }) {
      const all = Object.values(buckets).filter(({ name }) => name.startsWith(Prefix ?? '')).sort((a, b) => a.name < b.name ? -1 : 1);
      const { items, next } = page<Bucket>(all, { key: ({ name }) => name, token: ContinuationToken, limit: MaxBuckets, error: 'InvalidArgument' });
      const shown = items.map(({ name, created, region }) => ({ Name: name, CreationDate: created, BucketRegion: region }));
      return { Buckets: shown, Owner: owner, ContinuationToken: next, Prefix };
    },

    GetBucketLocation({ Bucket: name }) {
      const { region } = bucketIn(state, name);
      return { LocationConstraint: region === 'us-east-1' ? undefined : region };
    },

    PutBucketVersioning({ Bucket: name, VersioningConfiguration }) {
      bucketIn(state, name).versioning = VersioningConfiguration.Status;
    },

    GetBucketVersioning: ({ Bucket: name }) => ({ Status: bucketIn(state, name).versioning }),

    GetBucketAcl({ Bucket: name }) {
      bucketIn(state, name);
      return { Owner: owner, Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
    },
  };
}

function checkName(name: string): void {
  const valid = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name) && !name.startsWith('xn--');
  if (!valid) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
}
