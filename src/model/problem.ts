/** A problem of an input: where it is, what was found, what was expected and what to do. */
export interface Problem {
  readonly where: string;
  readonly message: string;
}

export const formatProblem = ({ where, message }: Problem) => where ? `${where}: ${message}` : message;

/** Several problems as one message, one line each. */
export const formatProblems = (problems: readonly Problem[]) => problems.map(formatProblem).join('\n');

/** An invalid input, with all its problems. The user can correct them, so they are shown without a stack trace. */
export class ProblemsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ProblemsError';
  }
}
