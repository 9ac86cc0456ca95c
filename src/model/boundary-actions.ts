/** What runs the solution, or the account, and no module's resources call: not even an entry's permissions give it to what a module runs. */
export const ADMINISTRATION: readonly string[] = ['account', 'cloudformation', 'codebuild', 'codeconnections', 'codepipeline', 'codestar-connections', 'iam', 'organizations']
  .map(service => `${service}:*`);

/**
 * What would act with the rights of another role: many an account has some that trust everyone in it, like those of the CDK's bootstrap.
 * Services that take on a role of a module need none of this.
 */
const ACTING_AS_ANOTHER = [
  'ecs:ExecuteCommand', 'lambda:UpdateFunctionC*', 'ssm:CreateAssociation*', 'ssm:SendCommand', 'ssm:Start*', 'states:UpdateStateMachine', 'sts:AssumeRole',
];

/** Actions that the permissions boundary of a module's roles lacks unless its entry permits them, and some of them even then. Patterns, as in policies. */
export const DENIED_TO_MODULES: readonly string[] = [...ADMINISTRATION, ...ACTING_AS_ANOTHER];
