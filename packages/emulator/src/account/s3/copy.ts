import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { announce } from './announce';
import { addVersion, bucketIn, S3State, shownVersion, Version, versionIn } from './bucket';
import { verifiedChecksums } from './checksums';
import { attributesOf, etagOf, kept, newVersionId, tagsOf } from './objects';

/** Parses `x-amz-copy-source`: `bucket/key`, URL-encoded, with an optional version. */
export function copySource(state: S3State, source: string) {
  const [path, query] = source.replace(/^\//, '').split('?');
  const [bucketName, ...key] = decodeURIComponent(path).split('/');
  if (!key.length) throw new AwsError('InvalidArgument', `Copy Source must mention the source bucket and key: sourcebucket/sourcekey, got ${source}`);
  const bucket = bucketIn(state, bucketName);
  const version = versionIn(bucket, key.join('/'), new URLSearchParams(query).get('versionId') ?? undefined);
  return { version, versionId: shownVersion(bucket, version) };
}

export function copyOperations(account: Account, state: S3State): Record<string, Operation> {
  return {
    async CopyObject(input, call) {
      const bucket = bucketIn(state, input.Bucket);
      const { version: source, versionId } = copySource(state, input.CopySource);
      const own = Object.fromEntries(Object.entries(source.attributes).filter(([name]) => !['ServerSideEncryption', 'SSEKMSKeyId', 'BucketKeyEnabled'].includes(name)));
      const version: Version = {
        id: newVersionId(bucket),
        deleted: false,
        body: source.body,
        etag: etagOf(source.body),
        modified: new Date(),
        attributes: attributesOf(bucket, input.MetadataDirective === 'REPLACE' ? input : { ...input, ...own }),
        checksums: input.ChecksumAlgorithm || source.checksumType === 'COMPOSITE'
          ? await verifiedChecksums({ ChecksumAlgorithm: input.ChecksumAlgorithm }, source.body)
          : source.checksums,
        checksumType: 'FULL_OBJECT',
        tags: input.TaggingDirective === 'REPLACE' ? tagsOf(input.Tagging) : { ...source.tags },
      };
      addVersion(bucket, input.Key, version);
      announce(account, bucket, input.Key, version, call, { type: 'Object Created', reason: 'CopyObject' });
      const { ChecksumType, VersionId, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled, ...checksums } = kept(bucket, version);
      return {
        CopyObjectResult: { ETag: version.etag, LastModified: version.modified, ...checksums, ChecksumType },
        CopySourceVersionId: versionId,
        VersionId,
        ServerSideEncryption,
        SSEKMSKeyId,
        BucketKeyEnabled,
      };
    },
  };
}
