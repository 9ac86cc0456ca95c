import { ProblemsError } from '../../model/problem';

/** Problems that end a command, with its exit code. */
export class Failure extends ProblemsError {
  constructor(problems: readonly string[], readonly exitCode = 1) {
    super(problems);
    this.name = 'Failure';
  }
}

export const fail = (...problems: string[]): never => {
  throw new Failure(problems);
};

/** What to report for one of several modules, so that the others are still handled: also an error that no code foresaw, as a module's text may cause it. */
export function problemOf(error: unknown): string {
  if (error instanceof ProblemsError) return error.message;
  return `unexpected ${process.env.INSYNC_DEBUG ? (error as Error).stack : error}`;
}

const WRONG_USAGE = 2;

/** Fails because a command was called in a wrong way, whatever is in the account. */
export const usageError = (...problems: string[]): never => {
  throw new Failure(problems, WRONG_USAGE);
};
