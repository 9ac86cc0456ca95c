import type { StageRetryMode } from '@aws-sdk/client-codepipeline';
import { evaluate, type Verdict } from './conditions';
import type { Context } from './context';
import { runStage } from './stage';
import { setConditionStatus, type ConditionKind, type ExecutionRecord, type StageRecord } from '../account/codepipeline';

/** How an execution leaves a stage. */
export interface Outcome {
  readonly status: 'Succeeded' | 'Skipped' | 'Failed' | 'Stopped';
  readonly summary?: string;
  /** Whether the stage has to be rolled back. */
  readonly rollback?: boolean;
}

/** How an execution enters a stage for another time. */
export interface Again {
  readonly retry?: StageRetryMode;
  /** A condition that failed and was overridden then. */
  readonly overridden?: ConditionKind;
}

/** Takes an execution through one stage: entry condition, actions, and what follows from their success or failure. */
export async function passStage(
  context: Context, execution: ExecutionRecord, index: number, signal: AbortSignal, again: Again = {},
): Promise<Outcome> {
  const declaration = execution.declaration.stages![index];
  const record = execution.stages[index];
  if (again.overridden) setConditionStatus(context.account, execution, record.conditions![again.overridden]!, 'Overridden', 'overridden');
  if (again.overridden !== 'onSuccess') {
    if (declaration.beforeEntry && !isPassed(record)) {
      const verdict = await evaluate(context, execution, index, 'beforeEntry', signal);
      if (verdict === 'failed' && record.conditions!.beforeEntry!.result === 'SKIP') return { status: 'Skipped' };
      if (verdict !== 'met') return refused(record, 'beforeEntry', verdict);
    }
    const outcome = await runActions(context, execution, index, signal, again.retry);
    if (outcome.status !== 'Succeeded') return outcome;
  }
  if (!declaration.onSuccess || again.overridden === 'onSuccess') return { status: 'Succeeded' };
  const verdict = await evaluate(context, execution, index, 'onSuccess', signal);
  return verdict === 'met' ? { status: 'Succeeded' } : refused(record, 'onSuccess', verdict);
}

/** Runs the actions, again if the stage is retried automatically, and decides what follows from a failure. */
async function runActions(
  context: Context, execution: ExecutionRecord, index: number, signal: AbortSignal, retry?: StageRetryMode,
): Promise<Outcome> {
  const { onFailure } = execution.declaration.stages![index];
  const record = execution.stages[index];
  const status = await runStage(context, execution, index, signal, retry);
  if (status !== 'Failed' || !onFailure) return { status };
  const { result, retryConfiguration, conditions } = onFailure;
  if (result === 'RETRY' && !record.retries?.automatic) {
    record.retries = { manual: 0, ...record.retries, automatic: 1, latest: 'AutomatedStageRetry' };
    return { status: await runStage(context, execution, index, signal, retryConfiguration?.retryMode ?? 'ALL_ACTIONS') };
  }
  if (result === 'ROLLBACK') return { status, rollback: true };
  if (!conditions?.length) return { status };
  return { status, rollback: await evaluate(context, execution, index, 'onFailure', signal) === 'failed' };
}

/** An entry condition that was met is not evaluated again when the stage is retried. */
const isPassed = ({ conditions }: StageRecord) => ['Succeeded', 'Overridden'].includes(conditions?.beforeEntry?.status ?? '');

function refused({ name, conditions }: StageRecord, kind: ConditionKind, verdict: Verdict): Outcome {
  const { result, summary } = conditions![kind]!;
  return { status: 'Failed', summary: `the condition ${kind} of stage '${name}' ${verdict}: ${summary}`, rollback: verdict === 'failed' && result === 'ROLLBACK' };
}
