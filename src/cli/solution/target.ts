import { ENVIRONMENT } from '../../model/environment';
import { solutionNameProblem } from '../../model/name-problem';
import { DEFAULT_SOLUTION } from '../../model/names';
import { usageError } from '../terminal/failure';

/** Options that every command for operators has. */
export interface TargetOptions {
  readonly solution?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** The name of the solution: from the option, the environment, or by default. */
export function solutionName(option?: string): string {
  const name = option ?? (process.env[ENVIRONMENT.solution] || DEFAULT_SOLUTION);
  const problem = solutionNameProblem(name);
  return problem ? usageError(`solution: ${problem}`) : name;
}

/** Selects the solution. AWS clients that are created from now on use the region and the profile. */
export function target({ solution, region, profile }: TargetOptions): string {
  const name = solutionName(solution);
  // Unlike AWS's other tools, the SDK for JavaScript ignores AWS_DEFAULT_REGION.
  const chosen = region ?? (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION);
  if (chosen) process.env.AWS_REGION = chosen;
  if (profile) process.env.AWS_PROFILE = profile;
  return name;
}
