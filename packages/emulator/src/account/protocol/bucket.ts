import type { HttpRequest } from './http';

const HOSTS = /^(?:(.+)\.)?(?:s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?|s3\.localhost|localhost|127\.0\.0\.1)$/i;

/** A request's bucket and the path within it: virtual-host style (`bucket.localhost`, `bucket.s3.amazonaws.com`) or path style. */
export function bucketOf(request: HttpRequest): { bucket?: string; path: string } {
  const inHost = HOSTS.exec(request.host)?.[1];
  if (inHost) return { bucket: inHost, path: request.path };
  const [, bucket, rest] = /^\/([^/]*)(.*)$/s.exec(request.path) ?? [];
  return bucket ? { bucket, path: rest || '/' } : { path: request.path };
}
