import { coreStackName, modulesStackName } from '../../model/names';
import type { Problem } from '../../model/problem';
import { type DeployedStack, solutionOfCore } from '../aws/stacks';

type Found = Pick<DeployedStack, 'name' | 'tags'> & Partial<Pick<DeployedStack, 'parameters'>>;

/** The other solutions that have a core in this account and region. */
const neighboursOf = (solution: string, stacks: readonly Found[]): string[] => stacks
  .flatMap(stack => solutionOfCore(stack) ?? [])
  .filter(other => other !== solution).sort();

/** Other solutions whose names begin with this one's, so that a module of this one could have the same prefix. */
export const withinNames = (solution: string, stacks: readonly Found[]): string[] =>
  neighboursOf(solution, stacks).filter(other => other.startsWith(`${solution}-`));

/** A new solution is refused if its name is a prefix of another's or the other way round. A solution that is set up already stays. */
export function neighbourProblems(solution: string, stacks: readonly Found[]): Problem[] {
  if (stacks.some(({ name }) => name === modulesStackName(solution))) return [];
  return neighboursOf(solution, stacks)
    .filter(other => other.startsWith(`${solution}-`) || solution.startsWith(`${other}-`))
    .map(other => ({
      where: 'solution',
      message: `the solution "${solution}" cannot be in the same account and region as "${other}": the name of one is the beginning of the other's, `
        + `and roles are limited by names; choose another name, and delete the stack ${coreStackName(solution)}`,
    }));
}
