import type {
  DisableStageTransitionInput, EnableStageTransitionInput, GetPipelineExecutionInput, ListPipelineExecutionsInput, PutApprovalResultInput,
  PutJobFailureResultInput, PutJobSuccessResultInput, RetryStageExecutionInput, StartPipelineExecutionInput, StopPipelineExecutionInput,
} from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { executionOf, page, pipelineNamed } from './lookup';
import { interrupt, startExecution } from './start';
import { isOver, latestActions, pipelineStateOf, type ExecutionRecord } from './state';
import { publishExecution, setActionStatus, setExecutionStatus } from './status';
import { causeOf } from './trigger';

/** Executions: start, stop, retry, answer, read. */
export function executionOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  const stageOf = (pipelineName: string, stageName: string) => {
    const pipeline = pipelineNamed(state, pipelineName);
    if (!pipeline.declaration.stages!.some(({ name }) => name === stageName)) {
      throw new AwsError('StageNotFoundException', `Stage '${stageName}' does not exist in pipeline '${pipelineName}'`);
    }
    return pipeline;
  };
  const answer = (jobId: string) => {
    const job = state.jobs[jobId];
    if (!job) throw new AwsError('JobNotFoundException', `Job '${jobId}' does not exist`);
    if (job.answered) throw new AwsError('InvalidJobStateException', `Job '${jobId}' has its result already`);
    job.answered = true;
  };
  return {
    StartPipelineExecution({ name, clientRequestToken, variables = [], sourceRevisions = [] }: StartPipelineExecutionInput, call) {
      const pipeline = pipelineNamed(state, name!);
      const known = clientRequestToken === undefined ? undefined : pipeline.tokens[clientRequestToken];
      if (known) return { pipelineExecutionId: known };
      const execution = startExecution(account, pipeline, {
        ...causeOf(call, clientRequestToken),
        variables: Object.fromEntries(variables.map(variable => [variable.name!, variable.value!])),
        overrides: sourceRevisions.map(({ actionName, revisionValue }) => ({ action: actionName!, revision: revisionValue! })),
      });
      if (clientRequestToken !== undefined) pipeline.tokens[clientRequestToken] = execution.id;
      return { pipelineExecutionId: execution.id };
    },
    StopPipelineExecution({ pipelineName, pipelineExecutionId, abandon = false, reason = '' }: StopPipelineExecutionInput) {
      const execution = executionOf(pipelineNamed(state, pipelineName!), pipelineExecutionId!);
      if (isOver(execution)) throw new AwsError('PipelineExecutionNotStoppableException', `The execution '${execution.id}' is ${execution.status} and cannot be stopped`);
      if (execution.status === 'Stopping' && !abandon) throw new AwsError('DuplicatedStopRequestException', `The execution '${execution.id}' is being stopped already`);
      execution.stop = { reason, abandon };
      if (abandon || !isActing(execution)) {
        interrupt(account, execution, 'Stopped', reason);
      } else {
        for (const stage of execution.stages) if (stage.status === 'InProgress') stage.status = 'Stopping';
        setExecutionStatus(account, execution, 'Stopping', reason);
      }
      return { pipelineExecutionId };
    },
    RetryStageExecution({ pipelineName, stageName, pipelineExecutionId, retryMode }: RetryStageExecutionInput) {
      const pipeline = stageOf(pipelineName!, stageName!);
      const execution = executionOf(pipeline, pipelineExecutionId!);
      const stage = execution.stages.find(({ name }) => name === stageName);
      if (stage?.status !== 'Failed' && stage?.status !== 'Stopped') {
        throw new AwsError('StageNotRetryableException', `Stage '${stageName}' is ${stage?.status ?? 'not reached'}: only a failed or stopped stage can be retried`);
      }
      if (execution.version !== pipeline.declaration.version) {
        throw new AwsError('NotLatestPipelineExecutionException', `The pipeline '${pipelineName}' was changed since the execution '${execution.id}': start a new one`);
      }
      const newer = pipeline.executions.slice(pipeline.executions.indexOf(execution) + 1);
      if (newer.some(({ stages }) => stages.some(each => each.name === stageName && each.status))) {
        throw new AwsError('NotLatestPipelineExecutionException', `A newer execution has been in stage '${stageName}': '${execution.id}' cannot be retried there`);
      }
      delete execution.ended;
      delete execution.stop;
      execution.status = 'InProgress';
      publishExecution(account, execution, 'RESUMED');
      state.signals.emit('retried', execution, stageName!, retryMode!);
      return { pipelineExecutionId };
    },
    DisableStageTransition({ pipelineName, stageName, transitionType, reason }: DisableStageTransitionInput, call) {
      if (transitionType === 'Inbound') stageOf(pipelineName!, stageName!).disabled[stageName!] = { reason: reason!, at: new Date(), by: call.caller };
    },
    EnableStageTransition({ pipelineName, stageName, transitionType }: EnableStageTransitionInput) {
      const pipeline = stageOf(pipelineName!, stageName!);
      if (transitionType === 'Inbound') delete pipeline.disabled[stageName!];
      state.signals.emit('transition', pipeline);
    },
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
      const waiting = stageOf(pipelineName!, stageName!).executions
        .flatMap(execution => latestActions(execution, stageName!).map(action => ({ execution, action })))
        .filter(({ action }) => action.name === actionName && action.token);
      const found = waiting.find(({ action }) => action.token === token);
      if (!waiting.length) throw new AwsError('ActionNotFoundException', `No approval '${actionName}' waits in stage '${stageName}' of '${pipelineName}'`);
      if (!found) throw new AwsError('InvalidApprovalTokenException', `The token '${token}' is not that of the approval '${actionName}'`);
      if (found.action.status !== 'InProgress') throw new AwsError('ApprovalAlreadyCompletedException', `The approval '${actionName}' was answered already`);
      found.action.summary = result!.summary;
      if (result!.status === 'Rejected') found.action.error = { code: 'JobFailed', message: `rejected by ${call.caller}: ${result!.summary}` };
      setActionStatus(account, found.execution, found.action, result!.status === 'Approved' ? 'Succeeded' : 'Failed');
      return { approvedAt: found.action.ended };
    },
    GetPipelineExecution({ pipelineName, pipelineExecutionId }: GetPipelineExecutionInput) {
      const execution = executionOf(pipelineNamed(state, pipelineName!), pipelineExecutionId!);
      return {
        pipelineExecution: {
          pipelineName,
          pipelineVersion: execution.version,
          pipelineExecutionId,
          status: execution.status,
          statusSummary: execution.summary,
          artifactRevisions: execution.revisions.map(({ action, revision, summary, url }) => ({
            name: artifactOf(execution, action), revisionId: revision, revisionSummary: summary, revisionUrl: url, created: execution.started,
          })),
          variables: Object.entries(execution.variables).map(([name, resolvedValue]) => ({ name, resolvedValue })),
          trigger: { triggerType: execution.triggerType, triggerDetail: execution.triggerDetail },
          executionMode: execution.declaration.executionMode,
          executionType: 'STANDARD',
        },
      };
    },
    ListPipelineExecutions(input: ListPipelineExecutionsInput) {
      const { executions } = pipelineNamed(state, input.pipelineName!);
      const { items, nextToken } = page([...executions].reverse(), input);
      return {
        nextToken,
        pipelineExecutionSummaries: items.map(execution => ({
          pipelineExecutionId: execution.id,
          status: execution.status,
          statusSummary: execution.summary,
          startTime: execution.started,
          lastUpdateTime: execution.updated,
          sourceRevisions: execution.revisions.map(({ action, revision, summary, url }) => ({
            actionName: action, revisionId: revision, revisionSummary: summary, revisionUrl: url,
          })),
          trigger: { triggerType: execution.triggerType, triggerDetail: execution.triggerDetail },
          ...(execution.stop ? { stopTrigger: { reason: execution.stop.reason } } : {}),
          executionMode: execution.declaration.executionMode,
          executionType: 'STANDARD',
        })),
      };
    },
  };
}

const isActing = (execution: ExecutionRecord) => execution.actions.some(({ status }) => status === 'InProgress');

const artifactOf = (execution: ExecutionRecord, action: string) =>
  execution.declaration.stages!.flatMap(({ actions }) => actions!).find(({ name }) => name === action)?.outputArtifacts?.[0]?.name;
