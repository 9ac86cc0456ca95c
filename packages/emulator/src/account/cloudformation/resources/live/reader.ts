import type { Json } from '../../json';
import type { ResourceState } from '../../state';
import { codeOf, type ExistingResource } from '../provider';

/** Live properties, as a template writes them: undefined if the value was removed, no key if it cannot be compared. */
export type Live = Readonly<Record<string, Json | undefined>>;

/** Reads a resource from its service; undefined if it was deleted. `stack` has all resources of the stack. */
export type Reader = (resource: ExistingResource, stack: readonly ResourceState[]) => Promise<Live | undefined>;

/** The answer of a call, or undefined if it fails with one of the codes. */
export async function unless<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
  return call.catch(error => {
    if (codes.includes(codeOf(error))) return undefined;
    throw error;
  });
}

/** Some services return an empty string for an unset value. */
export const orAbsent = (value: Json | undefined) => value === '' ? undefined : value;

export const tagList = (tags: Readonly<Record<string, string>> = {}) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** IAM returns documents URL-encoded. */
export const decoded = (document: string): Json => JSON.parse(decodeURIComponent(document));
