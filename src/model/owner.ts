/** Owners of entries, the strongest first: an operator's entry overrides the core's, and the core's overrides the module's own. */
export const OWNERS = ['operator', 'core', 'self'] as const;
export type Owner = typeof OWNERS[number];

/** The value of the strongest owner that has one. */
export const strongest = <T>(valueOf: (owner: Owner) => T | undefined): T | undefined => OWNERS.map(valueOf).find(value => value !== undefined);

/** Sorts owners' records of one module. Only the first one takes effect. */
export const strongestFirst = <T extends { readonly owner: Owner }>(records: readonly T[]): T[] =>
  OWNERS.flatMap(owner => records.filter(record => record.owner === owner));
