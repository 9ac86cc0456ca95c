/** Owners of entries, the strongest first: an operator's entry overrides the core's, and the core's overrides the module's own. */
export const OWNERS = ['operator', 'core', 'self'] as const;
export type Owner = typeof OWNERS[number];

/** Owners whose entries are a parameter each. */
export const ENTRY_OWNERS = ['operator', 'self'] as const;
export type EntryOwner = typeof ENTRY_OWNERS[number];

/** The value of the strongest owner that has one. In the order of the owners, and not by their names, so that bundled functions stay small. */
export const strongest = <T>(operator: T | undefined, core: T | undefined, self: T | undefined): T | undefined => operator ?? core ?? self;

/** Sorts owners' records of one module. Only the first one takes effect. */
export const strongestFirst = <T extends { readonly owner: Owner }>(records: readonly T[]): T[] =>
  OWNERS.flatMap(owner => records.filter(record => record.owner === owner));
