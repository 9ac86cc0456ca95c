import { type DeliveryOutcome, summarize } from './summarize';
import { eachAtMost } from '../../aws/at-most';
import { sha256 } from '../../model/digest';
import type { AppliedChanges } from '../../model/environment';
import { isRunning } from '../../model/execution';
import { ensureToken, pipelineName } from '../../model/names';
import { type Answer, continueLater, PARALLEL } from '../aws/job';
import type { Execution, Pipelines } from '../aws/pipelines';
import type { Solution } from '../own-solution';

export interface VerifyDependencies extends Solution {
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages' | 'start'>;
}

/** Error of a build that CodeBuild rejects because the account's queue is full. */
const QUEUE_FULL = /^Error calling startBuild: Cannot have more than \d+ builds in queue for the account\b/;

/** How often a module whose build is rejected is started again. */
const MAX_RESTARTS = 50;

/** The number of modules that earlier calls found finished, and how often they started the next one again. */
export interface Progress {
  readonly finished: number;
  readonly restarts: number;
}

export const parseProgress = (token = ''): Progress => {
  const [finished, restarts] = token.split(':').map(Number);
  return { finished: finished || 0, restarts: restarts || 0 };
};

/** Waits until every changed module is delivered, has failed, or waits for approval. */
export async function verify(
  dependencies: VerifyDependencies, { changed, ...others }: AppliedChanges, { finished, restarts }: Progress,
): Promise<Answer> {
  for (let index = finished; index < changed.length; index++) {
    const restarted = index === finished ? restarts : 0;
    const state = await stateOf(dependencies, changed[index], restarted < MAX_RESTARTS);
    if (state === 'ended') continue;
    return continueLater(`${changed[index]} is being delivered, ${index} of ${changed.length} are finished`, `${index}:${state === 'restarted' ? restarted + 1 : restarted}`);
  }
  const outcomes: DeliveryOutcome[] = [];
  await eachAtMost(PARALLEL, [...changed.entries()], async ([index, module]) => {
    outcomes[index] = await outcomeOf(dependencies, module);
  });
  return summarize(outcomes, others);
}

async function stateOf(dependencies: VerifyDependencies, module: string, mayRestart: boolean): Promise<'running' | 'restarted' | 'ended'> {
  const execution = await dependencies.pipelines.newest(pipelineName(dependencies.solution, module));
  if (isRunning(execution)) return (await stageOf(dependencies, module, execution!))?.awaitsApproval ? 'ended' : 'running';
  return execution?.status === 'Failed' && mayRestart && await restart(dependencies, module, execution) ? 'restarted' : 'ended';
}

/** Restarts a delivery whose build was rejected. Modules are waited for one by one, so restarts do not fill the queue together. */
async function restart(dependencies: VerifyDependencies, module: string, execution: Execution): Promise<boolean> {
  const failed = await stageOf(dependencies, module, execution);
  if (failed?.stage !== 'Build' || !failed.isRejected || !QUEUE_FULL.test(failed.message ?? '')) return false;
  await dependencies.pipelines.start(pipelineName(dependencies.solution, module), ensureToken(sha256(execution.id)));
  return true;
}

async function outcomeOf(dependencies: VerifyDependencies, module: string): Promise<DeliveryOutcome> {
  const execution = await dependencies.pipelines.newest(pipelineName(dependencies.solution, module));
  if (!execution) return { module, status: 'Removed' };
  const { status } = execution;
  const found = status === 'Succeeded' ? undefined : await stageOf(dependencies, module, execution);
  return { module, status, stage: found?.stage, message: found?.message, awaitsApproval: found?.awaitsApproval };
}

/** The stage in which an execution failed or waits for approval. */
async function stageOf({ solution, pipelines }: VerifyDependencies, module: string, { id }: Execution) {
  const stages = Object.entries(await pipelines.stages(pipelineName(solution, module)));
  const [stage, state] = stages.find(([, found]) => found!.execution === id && (found!.awaitsApproval || found!.message)) ?? [];
  return state && { stage, ...state };
}
