import { AwsError } from '../aws-error';
import type { Version } from './bucket';

/** Throws if the preconditions of a read do not hold. */
export function checkReadConditions(input: any, version: Version): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  const seconds = Math.floor(version.modified.getTime() / 1000) * 1000;
  if (IfMatch ? !sameTag(IfMatch, version.etag) : IfUnmodifiedSince && seconds > IfUnmodifiedSince.getTime()) throw failed();
  if (IfNoneMatch ? sameTag(IfNoneMatch, version.etag) : IfModifiedSince && seconds <= IfModifiedSince.getTime()) {
    throw new AwsError('NotModified', 'Not Modified', 304);
  }
}

/** Throws if the preconditions of a write (`If-None-Match: *`, `If-Match`) do not hold. */
export function checkWriteConditions({ IfNoneMatch, IfMatch }: any, existing: Version | undefined): void {
  const present = existing && !existing.deleted ? existing : undefined;
  if (IfNoneMatch === '*' && present) throw failed();
  if (IfMatch && !present) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (IfMatch && present && !sameTag(IfMatch, present.etag)) throw failed();
}

function sameTag(list: string, etag: string): boolean {
  return list === '*' || list.split(',').some(tag => tag.trim().replace(/^"|"$/g, '') === etag.replace(/"/g, ''));
}

function failed(): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The byte range of a `Range` header or part number; undefined for the whole object. */
export function rangeOf({ Range: header, PartNumber }: any, { body, parts }: Version): Range | undefined {
  if (PartNumber) {
    const sizes = parts ?? [body.length];
    if (PartNumber > sizes.length) throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416);
    const start = sizes.slice(0, PartNumber - 1).reduce((sum, size) => sum + size, 0);
    return { start, end: start + sizes[PartNumber - 1] };
  }
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (!from && !to) return undefined;
  const start = from ? Number(from) : Math.max(body.length - Number(to), 0);
  const end = from && to ? Math.min(Number(to) + 1, body.length) : body.length;
  if (start >= end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: body.length });
  return { start, end };
}
