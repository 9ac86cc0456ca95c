import { coreStackName, modulesStackName } from '../../model/names';
import type { Problem } from '../../model/problem';
import { type DeployedStack, solutionOfCore } from '../aws/stacks';

type Found = Pick<DeployedStack, 'name' | 'tags'> & Partial<Pick<DeployedStack, 'parameters'>>;

/** The other solutions that have a core in this account and region. */
const neighboursOf = (solution: string, stacks: readonly Found[]): string[] => stacks
  .flatMap(stack => solutionOfCore(stack) ?? [])
  .filter(other => other !== solution).sort();

/** Other solutions that a module of this one could reach into by its name. */
export const withinNames = (solution: string, stacks: readonly Found[]): string[] =>
  neighboursOf(solution, stacks).filter(other => other.startsWith(`${solution}-`));

/** A solution is not set up where its names and another's would reach into each other. One that is set up stays: whoever comes later gives way. */
export function neighbourProblems(solution: string, stacks: readonly Found[]): Problem[] {
  if (stacks.some(({ name }) => name === modulesStackName(solution))) return [];
  return neighboursOf(solution, stacks)
    .filter(other => other.startsWith(`${solution}-`) || solution.startsWith(`${other}-`))
    .map(other => ({
      where: 'solution',
      message: `the solution "${solution}" cannot be beside "${other}" in one account and region: the name of one is the beginning of the other's, `
        + `and names are what roles are limited by; choose another name, and delete the stack ${coreStackName(solution)}`,
    }));
}
