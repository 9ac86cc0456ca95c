/** Something that the user can put right: shown as it is, without a stack trace. */
export class Failure extends Error {
  constructor(readonly problems: readonly string[], readonly exitCode = 1) {
    super(problems.join('\n'));
    this.name = 'Failure';
  }
}

export const fail = (...problems: string[]): never => {
  throw new Failure(problems);
};

const WRONG_USAGE = 2;

/** What was asked for cannot be meant, whatever is in the account. */
export const misuse = (...problems: string[]): never => {
  throw new Failure(problems, WRONG_USAGE);
};
