import type { Parameter } from './parameter-store';
import { parseJson } from '../model/json';
import { deliveredPath } from '../model/names';

/** What was last delivered of a module: the value of the parameter `/<solution>/modules/<module>/delivered`. */
export interface Delivered {
  /** The commit, or the version of the object in a bucket. */
  readonly revision: string;
  /** The execution of the module's pipeline. */
  readonly execution: string;
}

/** What was delivered of each module, in the parameters of the registry. */
export function deliveriesIn(parameters: readonly Parameter[], solution: string): Map<string, Delivered> {
  return new Map(parameters.flatMap(({ name, value }) => {
    const module = name.split('/')[3];
    if (name !== deliveredPath(solution, module)) return [];
    const { revision, execution } = parseJson(value) ?? {};
    return typeof revision === 'string' && typeof execution === 'string' ? [[module, { revision, execution }] as const] : [];
  }));
}
