/** A right whose removal nothing notices, and that stays. */
export interface Unnoticed {
  /** The holder, then the part of the policy, as the program prints them. */
  readonly right: string;
  readonly because: string;
}

/** Reviewed: each is a right that a source names and that nothing here can ask for. */
export const UNNOTICED: readonly Unnoticed[] = [
  {
    right: 'core-module-pipelines: sts:AssumeRole',
    because: 'The role that reads a module\'s bucket names this role in its trust policy, which suffices within one account (API reference of STS, AssumeRole). '
      + 'The CDK\'s own pipelines grant both sides (aws-codepipeline, roles of actions), and no source shows CodePipeline doing with the trust policy alone.',
  },
];
