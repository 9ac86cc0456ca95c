import type { SourceOverride } from '../../account/codepipeline';
import { bodyBytes } from '../../account/lambda';
import { tagMap } from '../../account/tags';
import { putArtifact } from '../artifacts';
import { ActionFailure, type Provider } from '../context';

/** Takes an object of a bucket with versioning as the source. */
export const s3Source: Provider = async ({ context: { account }, execution, action, configuration, outputs, caller }) => {
  const { S3Bucket: Bucket, S3ObjectKey } = configuration;
  const override = (type: SourceOverride['type']) => execution.overrides.find(each => each.action === action.name && each.type === type)?.revision;
  const Key = override('S3_OBJECT_KEY') ?? S3ObjectKey;
  const version = override('S3_OBJECT_VERSION_ID');
  const versioning = await account.call('s3', 'GetBucketVersioning', { Bucket }, { caller });
  if (versioning.Status !== 'Enabled') throw new ActionFailure(`bucket '${Bucket}' is a source and must have versioning enabled`, 'ConfigurationError');
  const object = await account.call('s3', 'GetObject', { Bucket, Key, ...(version ? { VersionId: version } : {}) }, { caller })
    .catch((error: Error) => {
      throw new ActionFailure(`there is no source at s3://${Bucket}/${Key}${version ? ` with version '${version}'` : ''}: ${error.message}`, 'ConfigurationError');
    });
  const body = Buffer.from(await bodyBytes(object.Body));
  const VersionId = object.VersionId as string;
  const { TagSet } = await account.call('s3', 'GetObjectTagging', { Bucket, Key, VersionId }, { caller });
  // The artifact gets the tags of the object: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html#edit-role-s3source
  const tagging = new URLSearchParams(tagMap(TagSet)).toString();
  for (const output of Object.values(outputs)) await putArtifact(account, output, body, { caller, tagging });
  return {
    summary: `Amazon S3 version id: ${VersionId}`,
    revision: { id: VersionId, summary: `Amazon S3 version id: ${VersionId}` },
    variables: { BucketName: Bucket, ObjectKey: Key, VersionId, ETag: String(object.ETag ?? '').replace(/"/g, '') },
  };
};
