import { canBeKey } from './key';
import { badRequest } from './problem';

/** A page of a list. */
export interface Page {
  /** Maximum number of items. */
  readonly limit: number;
  /** Sort key of the last item of the previous page. */
  readonly after?: string;
}

const DEFAULT_LIMIT = 25;
const MAXIMUM = 100;

/** Parses `limit` and `next` of a query; the error names all problems. */
export function pageOf({ limit = String(DEFAULT_LIMIT), next }: { readonly limit?: string; readonly next?: string }): Page {
  const after = next === undefined ? undefined : Buffer.from(next, 'base64url').toString();
  const problems = [
    .../^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MAXIMUM ? [] : [`limit must be a whole number from 1 to ${MAXIMUM}, got "${limit}"`],
    ...after === undefined || canBeKey(after) && tokenOf(after) === next ? [] : [`next must be the value of "next" of the previous page, got "${next}"`],
  ];
  if (problems.length > 0) throw badRequest(problems.join('; '));
  return { limit: Number(limit), ...after !== undefined && { after } };
}

/** The token for the page after an item. It identifies no vehicle and no user, which are always those of the request. */
export const tokenOf = (sortKey: string) => Buffer.from(sortKey).toString('base64url');
