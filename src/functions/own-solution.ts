import { CORE_VARIABLE, SOLUTION_VARIABLE } from '../model/environment';

/** The solution that a function belongs to. */
export interface Solution {
  readonly solution: string;
  /** Names of the core modules. */
  readonly core: readonly string[];
}

export const ownSolution = (): Solution => ({
  solution: process.env[SOLUTION_VARIABLE]!,
  core: (process.env[CORE_VARIABLE] ?? '').split(',').filter(Boolean),
});
