import type { PutApprovalResultInput, PutJobFailureResultInput, PutJobSuccessResultInput } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { pipelineWithStage } from './lookup';
import { latestActions } from './records';
import { pipelineStateOf } from './state';
import { setActionStatus } from './status';

/** Results of jobs and of approvals. */
export function answerOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  const answer = (jobId: string) => {
    const job = state.jobs[jobId];
    if (!job) throw new AwsError('JobNotFoundException', `Job '${jobId}' does not exist`);
    if (job.answered) throw new AwsError('InvalidJobStateException', `Job '${jobId}' has its result already`);
    job.answered = true;
  };
  return {
    PutJobSuccessResult({ jobId, continuationToken, executionDetails, outputVariables = {} }: PutJobSuccessResultInput) {
      answer(jobId!);
      const { summary, externalExecutionId: externalId } = executionDetails ?? {};
      state.signals.emit('job', jobId!, { ok: true, continuationToken, summary, externalId, variables: outputVariables });
    },
    PutJobFailureResult({ jobId, failureDetails }: PutJobFailureResultInput) {
      answer(jobId!);
      state.signals.emit('job', jobId!, { ok: false, message: failureDetails?.message ?? '', externalId: failureDetails?.externalExecutionId });
    },
    PutApprovalResult({ pipelineName, stageName, actionName, token, result }: PutApprovalResultInput, call) {
      const waiting = pipelineWithStage(state, pipelineName!, stageName!).executions
        .flatMap(execution => latestActions(execution, stageName!).map(action => ({ execution, action })))
        .filter(({ action }) => action.name === actionName && action.token);
      const found = waiting.find(({ action }) => action.token === token);
      if (!waiting.length) throw new AwsError('ActionNotFoundException', `No approval '${actionName}' waits in stage '${stageName}' of '${pipelineName}'`);
      if (!found) throw new AwsError('InvalidApprovalTokenException', `The token '${token}' is not that of the approval '${actionName}'`);
      if (found.action.status !== 'InProgress') throw new AwsError('ApprovalAlreadyCompletedException', `The approval '${actionName}' was answered already`);
      found.action.summary = result!.summary;
      found.action.answeredBy = call.caller;
      if (result!.status === 'Rejected') found.action.error = { code: 'JobFailed', message: `rejected by ${call.caller}: ${result!.summary}` };
      setActionStatus(account, found.execution, found.action, result!.status === 'Approved' ? 'Succeeded' : 'Failed');
      return { approvedAt: found.action.ended };
    },
  };
}
