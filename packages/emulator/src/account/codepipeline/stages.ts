import type {
  DisableStageTransitionInput, EnableStageTransitionInput, OverrideStageConditionInput, RetryStageExecutionInput, RollbackStageInput,
} from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { executionOf, pipelineWithStage, wasOvertaken } from './lookup';
import { isOver, type ConditionKind, type ExecutionRecord, type PipelineRecord } from './records';
import { startRollback } from './start';
import { pipelineStateOf } from './state';
import { publishExecution } from './status';

/** Operations on one stage: retry, roll back, override a condition, disable and enable the transition. */
export function stageOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  const resume = (execution: ExecutionRecord) => {
    delete execution.ended;
    delete execution.stop;
    delete execution.summary;
    execution.status = 'InProgress';
    publishExecution(account, execution, 'RESUMED');
  };
  return {
    RetryStageExecution({ pipelineName, stageName, pipelineExecutionId, retryMode }: RetryStageExecutionInput) {
      const pipeline = pipelineWithStage(state, pipelineName!, stageName!);
      const execution = executionOf(pipeline, pipelineExecutionId!);
      const stage = execution.stages.find(({ name }) => name === stageName);
      if (stage?.status !== 'Failed' && stage?.status !== 'Stopped') {
        throw new AwsError('StageNotRetryableException', `Stage '${stageName}' is ${stage?.status ?? 'not reached'}: only a failed or stopped stage can be retried`);
      }
      checkLatest(pipeline, execution, stageName!);
      stage.retries = { automatic: 0, ...stage.retries, manual: (stage.retries?.manual ?? 0) + 1, latest: 'ManualStageRetry' };
      resume(execution);
      state.signals.emit('retried', execution, stageName!, retryMode!);
      return { pipelineExecutionId };
    },
    RollbackStage({ pipelineName, stageName, targetPipelineExecutionId }: RollbackStageInput, { caller }) {
      const pipeline = pipelineWithStage(state, pipelineName!, stageName!);
      const target = executionOf(pipeline, targetPipelineExecutionId!);
      if (target.version !== pipeline.declaration.version) {
        throw new AwsError('PipelineExecutionOutdatedException', `The pipeline '${pipelineName}' was changed since the execution '${target.id}': it cannot be rolled back to`);
      }
      const problem = problemOfTarget(pipeline, stageName!, target);
      if (problem) throw new AwsError('UnableToRollbackStageException', problem);
      return { pipelineExecutionId: startRollback(account, pipeline, stageName!, target, { triggerType: 'ManualRollback', triggerDetail: caller }).id };
    },
    OverrideStageCondition({ pipelineName, stageName, pipelineExecutionId, conditionType }: OverrideStageConditionInput) {
      const pipeline = pipelineWithStage(state, pipelineName!, stageName!);
      const execution = executionOf(pipeline, pipelineExecutionId!);
      const kind: ConditionKind = conditionType === 'ON_SUCCESS' ? 'onSuccess' : 'beforeEntry';
      const condition = execution.stages.find(({ name }) => name === stageName)?.conditions?.[kind];
      const overridable = condition?.status === 'InProgress' || (condition?.status === 'Failed' && condition.result === 'FAIL');
      if (!condition || condition.result === 'SKIP' || !overridable) {
        const what = condition ? `is ${condition.status}, and its result is ${condition.result}` : 'was not evaluated';
        throw new AwsError('ConditionNotOverridableException', `The condition ${conditionType} of stage '${stageName}' ${what}: one that is in progress or has failed can be overridden, unless its result is SKIP, or ROLLBACK and engaged`);
      }
      if (isOver(execution)) {
        checkLatest(pipeline, execution, stageName!);
        resume(execution);
      }
      state.signals.emit('overridden', execution, stageName!, kind);
    },
    DisableStageTransition({ pipelineName, stageName, transitionType, reason }: DisableStageTransitionInput, call) {
      const { disabled } = pipelineWithStage(state, pipelineName!, stageName!);
      if (transitionType === 'Inbound') disabled[stageName!] = { reason: reason!, at: new Date(), by: call.caller };
    },
    EnableStageTransition({ pipelineName, stageName, transitionType }: EnableStageTransitionInput) {
      const pipeline = pipelineWithStage(state, pipelineName!, stageName!);
      if (transitionType === 'Inbound') delete pipeline.disabled[stageName!];
      state.signals.emit('transition', pipeline);
    },
  };
}

/** Only the latest execution of the current pipeline version can continue in a stage. */
function checkLatest(pipeline: PipelineRecord, execution: ExecutionRecord, stage: string): void {
  const { name, version } = pipeline.declaration;
  const problem = execution.version !== version ? `The pipeline '${name}' was changed since the execution '${execution.id}': start a new one`
    : wasOvertaken(pipeline, execution, stage) ? `A newer execution has been in stage '${stage}': '${execution.id}' cannot continue there` : undefined;
  if (problem) throw new AwsError('NotLatestPipelineExecutionException', problem);
}

/** The reason why a stage cannot be rolled back to an execution: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html}. */
function problemOfTarget(pipeline: PipelineRecord, stage: string, target: ExecutionRecord): string | undefined {
  const { declaration: { stages, executionMode }, executions } = pipeline;
  const statusIn = (execution: ExecutionRecord) => execution.stages.find(({ name }) => name === stage)?.status;
  if (stages![0].name === stage) return `Stage '${stage}' is the source stage, which cannot be rolled back`;
  if (executionMode === 'PARALLEL') return 'A pipeline in the execution mode PARALLEL has no rollback';
  if (target.rollback) return `The execution '${target.id}' is a rollback itself, which cannot be rolled back to`;
  if (statusIn(target) !== 'Succeeded') return `Stage '${stage}' is ${statusIn(target) ?? 'not reached'} in execution '${target.id}': only one that succeeded there can be rolled back to`;
  const running = executions.find(execution => statusIn(execution) === 'InProgress' || statusIn(execution) === 'Stopping');
  return running && `Stage '${stage}' is running in execution '${running.id}'`;
}
