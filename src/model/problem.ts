/** One thing that is wrong with an input: where, what was found, what was expected, what to do. */
export interface Problem {
  readonly where: string;
  readonly message: string;
}

/** Several problems as one message for people. */
export const formatProblems = (problems: readonly Problem[]) => problems.map(({ where, message }) => `${where}: ${message}`).join('\n');
