import { AwsError } from './aws-error';

export interface PageOptions<T> {
  /** Identifies an item. The order of items must not change between pages. */
  readonly key: (item: T) => string;
  readonly token?: string;
  readonly limit: number;
  /** The error code for an invalid token. */
  readonly error?: string;
}

/** One page of a list. The token is the last item's key, so the list may change between pages. */
export function page<T>(items: readonly T[], { key, token, limit, error = 'InvalidNextToken' }: PageOptions<T>): { items: T[]; next?: string } {
  let start = 0;
  if (token) {
    const last = Buffer.from(token, 'base64url').toString();
    if (!last.startsWith('after ')) throw new AwsError(error, 'The specified token is not valid.');
    const name = last.slice('after '.length);
    const found = items.findIndex(item => key(item) === name);
    start = found >= 0 ? found + 1 : Math.max(items.findIndex(item => key(item) > name), 0);
  }
  const found = items.slice(start, start + limit);
  const more = start + limit < items.length;
  return { items: found, next: more ? Buffer.from(`after ${key(found[found.length - 1])}`).toString('base64url') : undefined };
}
