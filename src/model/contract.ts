import type { Permissions } from './entry';
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
  /** What the module needs in addition to what every module may do. It declares this, and gets what its entry permits. */
  readonly permissions?: Permissions;
}

export const CONTRACT_SCHEMA = 1;
