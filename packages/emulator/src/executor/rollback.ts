import type { Account } from '../account/account';
import { startRollback, type ExecutionRecord, type PipelineRecord } from '../account/codepipeline';

/**
 * Rolls a stage back to the newest execution of the current pipeline version that succeeded in it, if there is one:
 * {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback-auto.html}. Rollbacks are neither rolled back nor a target.
 */
export function rollBack(account: Account, pipeline: PipelineRecord, failed: ExecutionRecord, stage: string): void {
  const { version } = pipeline.declaration;
  if (failed.rollback || failed.version !== version) return;
  const target = pipeline.executions.filter(execution => execution !== failed && !execution.rollback && execution.version === version
    && execution.stages.some(({ name, status }) => name === stage && status === 'Succeeded')).at(-1);
  if (!target) return;
  startRollback(account, pipeline, stage, target, { triggerType: 'AutomatedRollback', triggerDetail: JSON.stringify({ FailedPipelineExecutionId: failed.id }) });
}
