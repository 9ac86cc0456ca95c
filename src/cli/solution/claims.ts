import type { DirectoryRecord } from '../../model/directory';
import type { Entry } from '../../model/entry';
import { type Owner, strongestFirst } from '../../model/owner';
import { isRemoval, parseEntry } from '../../model/parse';

/** An owner's entry for a module. */
export interface Claim {
  readonly owner: Owner;
  /** Undefined if the entry is invalid or a removal. */
  readonly entry?: Entry;
  readonly removed: boolean;
}

/** The entries of all owners for a module, the one that takes precedence first. */
export function claimsFor(records: readonly DirectoryRecord[], module: string): Claim[] {
  return strongestFirst(records.filter(({ name }) => name === module)).map(({ owner, value }): Claim => {
    const { value: entry } = parseEntry(value, module);
    const removed = entry !== undefined && isRemoval(entry);
    return { owner, removed, entry: entry && !isRemoval(entry) ? entry : undefined };
  });
}

/** The entry that an operator's change starts from: the valid one that takes precedence, without what only an operator can give. */
export function effectiveEntry(claims: readonly Claim[]): Entry | undefined {
  const claim = claims.find(({ entry }) => entry);
  if (claim?.owner !== 'self') return claim?.entry;
  const { permissions: _, allows: __, ...entry } = claim.entry!;
  return entry;
}

const WORDS: Readonly<Record<Owner, string>> = { operator: 'operator', core: 'core\'s code', self: 'itself' };

/** The owner of an entry, in messages. */
export const describeOwner = (owner: Owner) => WORDS[owner];
