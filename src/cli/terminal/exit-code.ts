import { Failure } from './failure';
import { ProblemsError } from '../../model/problem';

/** Does the work of a command; what goes wrong is told in a line each, without a stack trace. */
export async function exitCodeOf(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemsError) return told(error.problems, error instanceof Failure ? error.exitCode : 1);
    return told([process.env.INSYNC_DEBUG ? (error as Error).stack! : (error as Error).message], 1);
  }
}

function told(problems: readonly string[], exitCode: number): number {
  for (const problem of problems) console.error(`error: ${problem}`);
  return exitCode;
}
