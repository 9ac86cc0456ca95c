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

const WRONG_USAGE = 2;

/** Fails because a command was called in a wrong way, whatever is in the account. */
export const usageError = (...problems: string[]): never => {
  throw new Failure(problems, WRONG_USAGE);
};
