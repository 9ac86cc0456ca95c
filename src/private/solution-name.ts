import { Construct } from 'constructs';
import { ENVIRONMENT } from '../model/environment';
import { DEFAULT_SOLUTION } from '../model/names';

/** Context key that names the solution: `cdk synth -c cv-insync:solution=fleet-north`. */
export const SOLUTION_CONTEXT = 'cv-insync:solution';

/** The solution that a construct belongs to: named by its prop, the context, the build that synthesizes it, or the default. */
export function solutionOf(scope: Construct, prop?: string): string {
  return prop ?? scope.node.tryGetContext(SOLUTION_CONTEXT) ?? process.env[ENVIRONMENT.solution] ?? DEFAULT_SOLUTION;
}
