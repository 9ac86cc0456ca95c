import type { DirectoryRecord } from '../../model/directory';
import type { Entry } from '../../model/entry';
import { type Owner, strongestFirst } from '../../model/owner';
import { isRemoval, parseEntry } from '../../model/parse';

/** What an owner says about a module. */
export interface Claim {
  readonly owner: Owner;
  /** Nothing if the entry cannot be read, or says that the module is not wanted. */
  readonly entry?: Entry;
  readonly removed: boolean;
}

/** What each owner says about a module, the strongest first. */
export function claimsFor(records: readonly DirectoryRecord[], module: string): Claim[] {
  return strongestFirst(records.filter(({ name }) => name === module)).map(({ owner, value }): Claim => {
    const { value: entry } = parseEntry(value, module);
    const removed = entry !== undefined && isRemoval(entry);
    return { owner, removed, entry: entry && !isRemoval(entry) ? entry : undefined };
  });
}

/** The entry that an operator's change starts from: the strongest one, without permissions that a module asks for and nobody approved. */
export function effectiveEntry(claims: readonly Claim[]): Entry | undefined {
  const claim = claims.find(({ entry }) => entry);
  if (claim?.owner !== 'self') return claim?.entry;
  const { permissions: _, ...entry } = claim.entry!;
  return entry;
}

const WORDS: Readonly<Record<Owner, string>> = { operator: 'operator', core: 'core\'s code', self: 'itself' };

/** Who wants a module, in words. */
export const describeOwner = (owner: Owner) => WORDS[owner];
