import { type Outcome, summarize } from './summarize';
import type { AppliedChanges } from '../../registry/environment';
import { pipelineName } from '../../registry/names';
import { again, type Answer } from '../aws/job';
import { type Execution, isRunning, type Pipelines } from '../aws/pipelines';
import type { Solution } from '../solution';

export interface Surroundings extends Solution {
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages'>;
}

/** Waits until every changed module is delivered, failed or waiting for a person. `from`: how many of them it need not ask for again. */
export async function verify(around: Surroundings, { changed, ...others }: AppliedChanges, from: number): Promise<Answer> {
  for (let index = from; index < changed.length; index++) {
    if (await isOpen(around, changed[index])) return again(`${changed[index]} is being delivered, ${index} of ${changed.length} are through`, String(index));
  }
  const outcomes: Outcome[] = [];
  for (const module of changed) outcomes.push(await outcomeOf(around, module));
  return summarize(outcomes, others);
}

async function isOpen(around: Surroundings, module: string): Promise<boolean> {
  const execution = await around.pipelines.newest(pipelineName(around.solution, module));
  return isRunning(execution) && !(await stageOf(around, module, execution!))?.awaitsApproval;
}

async function outcomeOf(around: Surroundings, module: string): Promise<Outcome> {
  const execution = await around.pipelines.newest(pipelineName(around.solution, module));
  if (!execution) return { module, status: 'Removed' };
  const { status } = execution;
  return { module, status, ...status !== 'Succeeded' && await stageOf(around, module, execution) };
}

/** The stage that an execution failed in, or waits in for a person. */
async function stageOf({ solution, pipelines }: Surroundings, module: string, { id }: Execution) {
  const stages = Object.entries(await pipelines.stages(pipelineName(solution, module)));
  const [stage, state] = stages.find(([, found]) => found!.execution === id && (found!.awaitsApproval || found!.message)) ?? [];
  return state && { stage, message: state.message, awaitsApproval: state.awaitsApproval };
}
