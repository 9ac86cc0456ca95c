import { pipelineLink } from '../../model/console';
import { pipelineName } from '../../model/names';
import type { OperatorAccount } from '../solution/operator-account';

/** How to approve or reject the change of a module that waits for it; undefined if none does. `approve` is about permissions only. */
export async function pendingChange(solution: string, name: string, { pipelines }: Pick<OperatorAccount, 'pipelines'>): Promise<string | undefined> {
  const pipeline = pipelineName(solution, name);
  if (!(await pipelines.find(pipeline))?.awaitsApproval) return undefined;
  return [
    `a change of ${name} waits for an approval, which this command does not give: it approves permissions. Approve or reject the change`,
    `  in the console, in the stage Deploy: ${pipelineLink(await pipelines.region(), pipeline)}`,
    `  or with the AWS CLI: aws codepipeline get-pipeline-state --name ${pipeline} --query "stageStates[?stageName=='Deploy'].actionStates[][?actionName=='Approve'].latestExecution.token"`,
    `  and then: aws codepipeline put-approval-result --pipeline-name ${pipeline} --stage-name Deploy --action-name Approve --result summary=read,status=Approved --token TOKEN`,
  ].join('\n');
}
