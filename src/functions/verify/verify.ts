import { type DeliveryOutcome, summarize } from './summarize';
import { sha256 } from '../../model/digest';
import type { AppliedChanges } from '../../model/environment';
import { isRunning } from '../../model/execution';
import { ensureToken, pipelineName } from '../../model/names';
import { again, type Answer } from '../aws/job';
import type { Execution, Pipelines } from '../aws/pipelines';
import type { Solution } from '../own-solution';

export interface VerifyDependencies extends Solution {
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages' | 'start'>;
}

/** How a build is refused while the account has as many builds as it may have, running and in the queue. */
const REFUSED = /Cannot have more than \d+ builds in queue|AccountLimitExceeded/;

/** Waits until every changed module is delivered, failed or waiting for a person. `from`: how many of them it need not ask for again. */
export async function verify(dependencies: VerifyDependencies, { changed, ...others }: AppliedChanges, from: number): Promise<Answer> {
  for (let index = from; index < changed.length; index++) {
    if (await isOpen(dependencies, changed[index])) return again(`${changed[index]} is being delivered, ${index} of ${changed.length} are through`, String(index));
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

/** Starts a delivery again whose build was refused. One at a time comes to this, so that they do not fill the queue together. */
async function restart(dependencies: VerifyDependencies, module: string, execution: Execution): Promise<boolean> {
  const failed = await stageOf(dependencies, module, execution);
  if (failed?.stage !== 'Build' || !REFUSED.test(failed.message ?? '')) return false;
  await dependencies.pipelines.start(pipelineName(dependencies.solution, module), ensureToken(sha256(execution.id)));
  return true;
}

async function outcomeOf(dependencies: VerifyDependencies, module: string): Promise<DeliveryOutcome> {
  const execution = await dependencies.pipelines.newest(pipelineName(dependencies.solution, module));
  if (!execution) return { module, status: 'Removed' };
  const { status } = execution;
  return { module, status, ...status !== 'Succeeded' && await stageOf(dependencies, module, execution) };
}

/** The stage that an execution failed in, or waits in for a person. */
async function stageOf({ solution, pipelines }: VerifyDependencies, module: string, { id }: Execution) {
  const stages = Object.entries(await pipelines.stages(pipelineName(solution, module)));
  const [stage, state] = stages.find(([, found]) => found!.execution === id && (found!.awaitsApproval || found!.message)) ?? [];
  return state && { stage, message: state.message, awaitsApproval: state.awaitsApproval };
}
