/** Something that the user can put right: shown as it is, without a stack trace, with exit code 1. */
export class Failure extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'Failure';
  }
}

export const fail = (...problems: string[]): never => {
  throw new Failure(problems);
};
