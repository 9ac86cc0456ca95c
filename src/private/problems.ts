import { Entry } from '../model/entry';
import { canonicalJson } from '../model/json';
import { moduleNameProblem, solutionNameProblem } from '../model/name-problem';
import { coreStackName } from '../model/names';
import { parseEntry } from '../model/parse';
import { formatProblems, Problem } from '../model/problem';

/** Problems of the name of a solution. */
export function solutionProblems(solution: string): Problem[] {
  const message = solutionNameProblem(solution);
  return message ? [{ where: 'solution', message }] : [];
}

/** Problems of the name of the stack of a solution's core. */
export const coreStackProblems = (solution: string, stackName: string): Problem[] => stackName === coreStackName(solution) ? [] : [{
  where: 'stack',
  message: `found the name "${stackName}", expected "${coreStackName(solution)}"; name the stack so, or set \`solution\``,
}];

/** Problems of the name of a module. */
export function moduleNameProblems(name: string): Problem[] {
  const problem = moduleNameProblem(name);
  return problem ? [{ where: `module "${name}"`, message: `the name is wrong: ${problem}` }] : [];
}

/** Problems of an entry in code. */
export const entryProblems = (entry: Entry): Problem[] =>
  [...parseEntry(canonicalJson(entry), entry.name, `module "${entry.name}"`).problems];

/** Throws all problems at once, naming the construct whose input has them. */
export function throwProblems(construct: string, problems: readonly Problem[]) {
  if (problems.length) throw new Error(`${construct} cannot be defined:\n${formatProblems(problems)}`);
}
