import type { RequirementText } from './requirement';

/** The outputs that a deployed module produces and consumes: the value of `/<solution>/modules/<name>/contract`. */
export interface Contract {
  readonly schema: 1;
  readonly name: string;
  /** The author's version number; never a revision or a time. */
  readonly version: string;
  /** Names of outputs, sorted. */
  readonly produces: readonly string[];
  /** Sorted. */
  readonly consumes: readonly RequirementText[];
}

export const CONTRACT_SCHEMA = 1;
