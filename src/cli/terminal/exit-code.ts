import { Failure } from './failure';
import { ProblemsError } from '../../model/problem';

/** Runs a command and returns its exit code. Prints problems one per line, without a stack trace. */
export async function exitCodeOf(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemsError) return printed(error.problems, error instanceof Failure ? error.exitCode : 1);
    return printed([process.env.INSYNC_DEBUG ? (error as Error).stack! : (error as Error).message], 1);
  }
}

function printed(problems: readonly string[], exitCode: number): number {
  for (const problem of problems) console.error(`error: ${problem}`);
  return exitCode;
}
