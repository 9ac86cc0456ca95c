import { type DeliveryOutcome, summarize } from './summarize';
import { sha256 } from '../../model/digest';
import type { AppliedChanges } from '../../model/environment';
import { isRunning } from '../../model/execution';
import { ensureToken, pipelineName } from '../../model/names';
import { type Answer, continueLater } from '../aws/job';
import type { Execution, Pipelines } from '../aws/pipelines';
import type { Solution } from '../own-solution';

export interface VerifyDependencies extends Solution {
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages' | 'start'>;
}

/** Error of a build that CodeBuild rejects because the account's queue is full. */
const QUEUE_FULL = /Cannot have more than \d+ builds in queue|AccountLimitExceeded/;

/** Waits until every changed module is delivered, has failed, or waits for approval. `from`: the number of modules that earlier calls found finished. */
export async function verify(dependencies: VerifyDependencies, { changed, ...others }: AppliedChanges, from: number): Promise<Answer> {
  for (let index = from; index < changed.length; index++) {
    if (await isOpen(dependencies, changed[index])) return continueLater(`${changed[index]} is being delivered, ${index} of ${changed.length} are finished`, String(index));
  }
  const outcomes: DeliveryOutcome[] = [];
  for (const module of changed) outcomes.push(await outcomeOf(dependencies, module));
  return summarize(outcomes, others);
}

async function isOpen(dependencies: VerifyDependencies, module: string): Promise<boolean> {
  const execution = await dependencies.pipelines.newest(pipelineName(dependencies.solution, module));
  if (isRunning(execution)) return !(await stageOf(dependencies, module, execution!))?.awaitsApproval;
  return execution?.status === 'Failed' && restart(dependencies, module, execution);
}

/** Restarts a delivery whose build was rejected. Modules are waited for one by one, so restarts do not fill the queue together. */
async function restart(dependencies: VerifyDependencies, module: string, execution: Execution): Promise<boolean> {
  const failed = await stageOf(dependencies, module, execution);
  if (failed?.stage !== 'Build' || !QUEUE_FULL.test(failed.message ?? '')) return false;
  await dependencies.pipelines.start(pipelineName(dependencies.solution, module), ensureToken(sha256(execution.id)));
  return true;
}

async function outcomeOf(dependencies: VerifyDependencies, module: string): Promise<DeliveryOutcome> {
  const execution = await dependencies.pipelines.newest(pipelineName(dependencies.solution, module));
  if (!execution) return { module, status: 'Removed' };
  const { status } = execution;
  return { module, status, ...status !== 'Succeeded' && await stageOf(dependencies, module, execution) };
}

/** The stage in which an execution failed or waits for approval. */
async function stageOf({ solution, pipelines }: VerifyDependencies, module: string, { id }: Execution) {
  const stages = Object.entries(await pipelines.stages(pipelineName(solution, module)));
  const [stage, state] = stages.find(([, found]) => found!.execution === id && (found!.awaitsApproval || found!.message)) ?? [];
  return state && { stage, message: state.message, awaitsApproval: state.awaitsApproval };
}
