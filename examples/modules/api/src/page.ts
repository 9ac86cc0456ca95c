import { canBeKey } from './key';
import { badRequest } from './problem';

/** A part of a list. */
export interface Page {
  /** At most so many items. */
  readonly limit: number;
  /** Sort key of the last item of the part before. */
  readonly after?: string;
}

const DEFAULT = 25;
const MOST = 100;

/** Reads `limit` and `next` of a query; every problem of it is in the error. */
export function pageOf({ limit = String(DEFAULT), next }: { readonly limit?: string; readonly next?: string }): Page {
  const after = next === undefined ? undefined : Buffer.from(next, 'base64url').toString();
  const problems = [
    .../^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MOST ? [] : [`limit must be a whole number from 1 to ${MOST}, got "${limit}"`],
    ...after === undefined || canBeKey(after) && tokenOf(after) === next ? [] : [`next must be what the page before has in "next", got "${next}"`],
  ];
  if (problems.length > 0) throw badRequest(problems.join('; '));
  return { limit: Number(limit), ...after !== undefined && { after } };
}

/** What a client gets to ask for the items after one. It names no vehicle and no user: these are always those of the request. */
export const tokenOf = (sortKey: string) => Buffer.from(sortKey).toString('base64url');
