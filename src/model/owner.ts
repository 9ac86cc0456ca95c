/** Who can write an entry, the strongest first: an operator's entry overrules the core's, and the core's overrules the module's own. */
export const OWNERS = ['operator', 'core', 'self'] as const;
export type Owner = typeof OWNERS[number];

/** What the strongest owner says who says anything. */
export const strongest = <T>(saidBy: (owner: Owner) => T | undefined): T | undefined => OWNERS.map(saidBy).find(said => said !== undefined);

/** Sorts what owners say about one module. Only the first one counts. */
export const strongestFirst = <T extends { readonly owner: Owner }>(records: readonly T[]): T[] =>
  OWNERS.flatMap(owner => records.filter(record => record.owner === owner));
