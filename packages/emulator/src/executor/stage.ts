import type { StageRetryMode } from '@aws-sdk/client-codepipeline';
import { runAction } from './action';
import type { Context } from './context';
import { latestActions, type ExecutionRecord } from '../account/codepipeline';

/** Runs the actions of a stage in their run order, those of the same order concurrently. */
export async function runStage(
  context: Context, execution: ExecutionRecord, index: number, signal: AbortSignal, retry?: StageRetryMode,
): Promise<'Succeeded' | 'Failed' | 'Stopped'> {
  const stage = execution.declaration.stages![index];
  const done = retry === 'FAILED_ACTIONS'
    ? latestActions(execution, stage.name!).filter(({ status }) => status === 'Succeeded').map(({ name }) => name)
    : [];
  const actions = stage.actions!.filter(({ name }) => !done.includes(name!));
  const orders = [...new Set(actions.map(({ runOrder = 1 }) => runOrder))].sort((a, b) => a - b);
  for (const order of orders) {
    if (isStopping(execution)) return 'Stopped';
    const group = actions.filter(({ runOrder = 1 }) => runOrder === order);
    const succeeded = await Promise.all(group.map(declaration => runAction(context, execution, stage.name!, declaration, signal)));
    if (isStopping(execution)) return 'Stopped';
    if (succeeded.includes(false)) return 'Failed';
  }
  return 'Succeeded';
}

const isStopping = ({ status }: ExecutionRecord) => status === 'Stopping';
