import type { Asked } from '../account/permissions/asked';

/**
 * The question whether a role may use a connection. Connections have ARNs of their old and their new service, and the action is asked in either spelling:
 * CodePipeline's action reference names the new one, and the CDK grants the old one, whatever the ARN is.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html#edit-role-connections
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-codepipeline-actions/lib/codestar-connections/source-action.ts
 */
export function useConnection(arn: string, repository: string, branch?: string): Asked {
  const services = ['codeconnections', 'codestar-connections'];
  const [action, or] = (arn.includes(':codestar-connections:') ? services.reverse() : services).map(service => `${service}:UseConnection`);
  const keys = services.map(service => [[`${service}:FullRepositoryId`, repository], ...branch === undefined ? [] : [[`${service}:BranchName`, branch]]]);
  return { action, or, target: { arn }, context: Object.fromEntries(keys.flat()) };
}
