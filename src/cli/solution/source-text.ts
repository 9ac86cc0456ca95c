import { type EntrySource, REPOSITORY_KINDS } from '../../model/entry';

const DEFAULT_BRANCH = 'main';

/** How sources are written on the command line. */
export const SOURCE_SYNTAX = 'github:owner/name@branch, gitlab:group/name@branch, bitbucket:owner/name@branch (each with #folder for a folder), or s3:bucket/key';

/** `github:acme/cv-dtc@main#modules/dtc`, `s3:bucket/path/module.zip`. The parts are not validated; undefined if it is no source at all. */
export function parseSource(text: string): EntrySource | undefined {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1);
  if (kind === 's3') {
    // A URL, s3://bucket/key, means the same.
    const place = rest.replace(/^\/\//, '');
    const slash = place.indexOf('/');
    return slash < 0 ? undefined : { kind, bucket: place.slice(0, slash), key: place.slice(slash + 1) };
  }
  const host = REPOSITORY_KINDS.find(name => name === kind);
  if (!host) return undefined;
  const [, repository, branch = DEFAULT_BRANCH, folder] = /^([^@#]*)(?:@([^#]*))?(?:#(.*))?$/.exec(rest)!;
  return { kind: host, repository, branch, ...folder !== undefined && { folder } };
}

/** A source, as on the command line. */
export function formatSource(source: EntrySource): string {
  if (source.kind === 's3') return `s3:${source.bucket}/${source.key}`;
  return `${source.kind}:${source.repository}@${source.branch}${source.folder ? `#${source.folder}` : ''}`;
}
