/** Services that run the solution, or the account, and that no module's resources call. */
const ADMINISTRATION = ['account', 'cloudformation', 'codebuild', 'codeconnections', 'codepipeline', 'codestar-connections', 'iam', 'organizations']
  .map(service => `${service}:*`);

/**
 * What would act with the rights of another role: many an account has some that trust everyone in it, like those of the CDK's bootstrap.
 * Services that take on a role of a module need none of this.
 */
const ACTING_AS_ANOTHER = [
  'ecs:ExecuteCommand', 'lambda:UpdateFunctionC*', 'ssm:CreateAssociation*', 'ssm:SendCommand', 'ssm:Start*', 'states:UpdateStateMachine', 'sts:AssumeRole',
];

/** Actions that the solution's permissions boundary allows no role of a module, whatever the role's policies say. Patterns, as in policies. */
export const DENIED_TO_MODULES: readonly string[] = [...ADMINISTRATION, ...ACTING_AS_ANOTHER];
