import type { RequirementText } from './requirement';

/** What a deployed module offers and reads: the value of `/<solution>/modules/<name>/contract`. */
export interface Contract {
  readonly schema: 1;
  readonly name: string;
  /** The version that its author gave it; never a revision or a time. */
  readonly version: string;
  /** Names of outputs, sorted. */
  readonly produces: readonly string[];
  /** Sorted. */
  readonly consumes: readonly RequirementText[];
}

export const CONTRACT_SCHEMA = 1;
