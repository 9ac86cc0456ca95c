import type { Json } from '../../json';
import type { ResourceState } from '../../state';
import { codeOf, type ExistingResource } from '../provider';

/** Properties as they are, in the form of a template: undefined where there is no value any more, left out where nobody can tell. */
export type Live = Readonly<Record<string, Json | undefined>>;

/** Reads a resource from its service; undefined where it is gone. `stack` are all resources of its stack. */
export type Reader = (resource: ExistingResource, stack: readonly ResourceState[]) => Promise<Live | undefined>;

/** The answer of a call, or undefined where it says by one of these codes that there is nothing. */
export async function unless<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
  return call.catch(error => {
    if (codes.includes(codeOf(error))) return undefined;
    throw error;
  });
}

/** Some services answer an empty text where nothing was given. */
export const orAbsent = (value: Json | undefined) => value === '' ? undefined : value;

export const tagList = (tags: Readonly<Record<string, string>> = {}) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A document that IAM answers encoded. */
export const decoded = (document: string): Json => JSON.parse(decodeURIComponent(document));
