import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { Bucket, bucketIn, S3State, sortedKeys, Version } from './bucket';

interface Listing<T> {
  readonly items: T[];
  readonly prefixes: string[];
  readonly truncated: boolean;
  /** The last key or common prefix on the page. */
  readonly last?: string;
}

interface Query {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
}

const MOST_KEYS = 1000;

/** One page of keys. Keys with the delimiter after the prefix are grouped into common prefixes. */
function list<T>(keys: string[], itemsOf: (key: string) => T[], { Prefix = '', Delimiter, MaxKeys = MOST_KEYS }: Query, after: string | undefined): Listing<T> {
  const items: T[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  const limit = Math.min(MaxKeys, MOST_KEYS);
  for (const key of keys) {
    if (!key.startsWith(Prefix)) continue;
    const end = Delimiter ? key.indexOf(Delimiter, Prefix.length) : -1;
    const rolled = end < 0 ? undefined : key.slice(0, end + Delimiter!.length);
    if (rolled !== undefined && rolled === last) continue;
    if (after !== undefined && (rolled ?? key) <= after) continue;
    const found = rolled === undefined ? itemsOf(key) : [];
    if (rolled === undefined && found.length === 0) continue;
    if (items.length + prefixes.length >= limit) return { items, prefixes, truncated: limit > 0, last };
    if (rolled === undefined) items.push(...found);
    else prefixes.push(rolled);
    last = rolled ?? key;
  }
  return { items, prefixes, truncated: false, last };
}

export function listOperations(state: S3State, accountId: string): Record<string, Operation> {
  const owner = { ID: accountId.repeat(6).slice(0, 64) };

  const page = (bucket: Bucket, input: Query & { EncodingType?: string }, after: string | undefined, withOwner: boolean) => {
    const encode = input.EncodingType === 'url' ? (text: string) => encodeURIComponent(text).replace(/%2F/g, '/') : (text: string) => text;
    const current = (key: string) => bucket.objects[key].slice(-1).filter(({ deleted }) => !deleted).map(version => ({
      Key: encode(key), ...contents(version), ChecksumType: version.checksumType, ...withOwner && { Owner: owner },
    }));
    const listing = list(sortedKeys(Object.keys(bucket.objects)), current, input, after);
    return {
      encode,
      last: listing.last,
      answer: {
        Name: bucket.name,
        Prefix: encode(input.Prefix ?? ''),
        Delimiter: input.Delimiter && encode(input.Delimiter),
        MaxKeys: input.MaxKeys ?? MOST_KEYS,
        EncodingType: input.EncodingType,
        IsTruncated: listing.truncated,
        Contents: listing.items,
        CommonPrefixes: listing.prefixes.map(prefix => ({ Prefix: encode(prefix) })),
      },
    };
  };

  return {
    ListObjects(input) {
      const { answer, encode, last } = page(bucketIn(state, input.Bucket), input, input.Marker, true);
      const next = answer.IsTruncated && input.Delimiter && last !== undefined ? encode(last) : undefined;
      return { ...answer, Marker: encode(input.Marker ?? ''), NextMarker: next };
    },

    ListObjectsV2(input) {
      const after = input.ContinuationToken ? fromToken(input.ContinuationToken) : input.StartAfter;
      const { answer, encode, last } = page(bucketIn(state, input.Bucket), input, after, input.FetchOwner);
      return {
        ...answer,
        KeyCount: answer.Contents.length + answer.CommonPrefixes.length,
        StartAfter: input.StartAfter && encode(input.StartAfter),
        ContinuationToken: input.ContinuationToken,
        NextContinuationToken: answer.IsTruncated ? toToken(last!) : undefined,
      };
    },

    ListObjectVersions(input) {
      const bucket = bucketIn(state, input.Bucket);
      const encode = input.EncodingType === 'url' ? (text: string) => encodeURIComponent(text).replace(/%2F/g, '/') : (text: string) => text;
      // All versions of a key are on one page. A page may be longer than requested, but its marker is always a whole key.
      const versionsOf = (key: string) => [...bucket.objects[key]].reverse().map((version, i) => ({ key, version, latest: i === 0 }));
      const listing = list(sortedKeys(Object.keys(bucket.objects)), versionsOf, input, input.KeyMarker);
      const shown = (deleted: boolean) => listing.items.filter(({ version }) => version.deleted === deleted).map(({ key, version, latest }) => ({
        Key: encode(key), VersionId: version.id, IsLatest: latest, Owner: owner, ...deleted ? { LastModified: version.modified } : contents(version),
      }));
      return {
        Name: bucket.name,
        Prefix: encode(input.Prefix ?? ''),
        Delimiter: input.Delimiter && encode(input.Delimiter),
        MaxKeys: input.MaxKeys ?? MOST_KEYS,
        EncodingType: input.EncodingType,
        KeyMarker: encode(input.KeyMarker ?? ''),
        IsTruncated: listing.truncated,
        NextKeyMarker: listing.truncated ? encode(listing.last!) : undefined,
        Versions: shown(false),
        DeleteMarkers: shown(true),
        CommonPrefixes: listing.prefixes.map(prefix => ({ Prefix: encode(prefix) })),
      };
    },
  };
}

function contents(version: Version) {
  return {
    LastModified: version.modified,
    ETag: version.etag,
    Size: version.body.length,
    StorageClass: version.attributes.StorageClass ?? 'STANDARD',
    ChecksumAlgorithm: Object.keys(version.checksums).map(name => name.slice('Checksum'.length)),
  };
}

const toToken = (key: string) => Buffer.from(`after ${key}`).toString('base64url');

function fromToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('after ')) throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect');
  return text.slice('after '.length);
}
