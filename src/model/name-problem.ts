import { MODULE_NAME_LIMIT, NAME_PATTERN, RESERVED_NAMES, SOLUTION_NAME_LIMIT } from './names';

const expected = (limit: number) => `expected at most ${limit} lower-case letters, digits and single hyphens, beginning with a letter`;

/** Why a solution cannot have a name; undefined if it can. */
export const solutionNameProblem = (name: string): string | undefined =>
  NAME_PATTERN.test(name) && name.length <= SOLUTION_NAME_LIMIT ? undefined : `found "${name}", ${expected(SOLUTION_NAME_LIMIT)}`;

/** Why a module cannot have a name; undefined if it can. */
export function moduleNameProblem(name: string): string | undefined {
  if (!NAME_PATTERN.test(name) || name.length > MODULE_NAME_LIMIT) return expected(MODULE_NAME_LIMIT);
  const reserved = RESERVED_NAMES.find(word => name === word || name.startsWith(`${word}-`));
  return reserved && `"${reserved}" is reserved for the solution itself; choose a name that is not "${reserved}" and does not begin with "${reserved}-"`;
}
