import type { Operation } from '../service';
import { tagList, tagMap } from '../tags';
import { bucketIn, S3State, shownVersion, versionIn } from './bucket';

export function taggingOperations(state: S3State): Record<string, Operation> {
  const find = ({ Bucket: name, Key, VersionId }: { Bucket: string; Key: string; VersionId?: string }) => {
    const bucket = bucketIn(state, name);
    const version = versionIn(bucket, Key, VersionId);
    return { version, VersionId: shownVersion(bucket, version) };
  };

  return {
    PutObjectTagging(input) {
      const { version, VersionId } = find(input);
      version.tags = tagMap(input.Tagging.TagSet);
      return { VersionId };
    },

    GetObjectTagging(input) {
      const { version, VersionId } = find(input);
      return { VersionId, TagSet: tagList(version.tags) };
    },

    DeleteObjectTagging(input) {
      const { version, VersionId } = find(input);
      version.tags = {};
      return { VersionId };
    },
  };
}
