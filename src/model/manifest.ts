import type { Contract } from './contract';
import type { Entry, EntrySource } from './entry';
import type { SolutionTags } from './tags';

/** Version of the format of the two manifests. */
export const MANIFEST_SCHEMA = 1;

/** A module as `insync.module.json` describes it. */
export interface AssembledModule {
  readonly name: string;
  readonly solution: string;
  readonly stackName: string;
  readonly templateFile: string;
  readonly assetsFile?: string;
  readonly description?: string;
  readonly contract: Contract;
}

/** A core as `insync.core.json` describes it. */
export interface AssembledCore {
  readonly solution: string;
  readonly stackName: string;
  readonly templateFile: string;
  readonly sourceKind: EntrySource['kind'];
  /** Names of the core modules, in the order in which they are deployed. */
  readonly core: readonly string[];
  readonly entries: readonly Entry[];
  /** Tags of all stacks of the solution. */
  readonly tags?: SolutionTags;
}
