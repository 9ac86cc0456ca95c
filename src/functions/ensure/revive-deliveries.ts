import { due, type Due, modulesWithPipeline, type EnsureDependencies } from './ensure';
import { isToBeRepeated, wasStartedHere } from './repetition';
import { isRunning } from '../../model/execution';
import { contractPath, pipelineName, REMOVAL_REASON, requiresPath } from '../../model/names';
import { readWanted } from '../../registry/entries';
import type { Attempt } from '../aws/pipelines';
import { failedWaiting } from '../gate/waiting';

/**
 * The pipelines of wanted modules that have to be started: they did not get through, or a removal that was cut off deleted what they had
 * delivered. What such a removal left closed is opened.
 */
export async function reviveDeliveries(dependencies: EnsureDependencies): Promise<Due[]> {
  const { solution, core, store, pipelines } = dependencies;
  const delivered = (await modulesWithPipeline(solution, pipelines)).filter(name => !core.includes(name));
  const wanted = [...await readWanted(store, solution, delivered)].sort();
  const records = await store.read(wanted.flatMap(name => [contractPath(solution, name), requiresPath(solution, name)]));
  const found: Due[] = [];
  for (const name of wanted) {
    const pipeline = pipelineName(solution, name);
    const newest = await pipelines.newestAttempt(pipeline);
    if (!newest) continue;
    if (newest.status === 'Succeeded' && records.has(contractPath(solution, name))) continue;
    const wasClosed = await pipelines.reopen(pipeline, 'Deploy', REMOVAL_REASON);
    // Announce knows by its record what a module waits for, which a removal may have deleted.
    if (records.has(requiresPath(solution, name)) && await waits(pipelines, pipeline, newest)) continue;
    const reason = reasonToStart(solution, newest, wasClosed);
    if (reason) found.push(due(pipeline, newest, reason));
  }
  return found;
}

/** What a removal stopped or deleted is delivered again also if it was itself a second attempt: the removal is what it ended by. */
function reasonToStart(solution: string, newest: Attempt, wasClosed: boolean): string | undefined {
  if (isRunning(newest)) return undefined;
  if (newest.status === 'Succeeded') return wasClosed || !wasStartedHere(solution, newest) ? 'it is wanted, but its stack is gone' : undefined;
  return wasClosed || isToBeRepeated(solution, newest) ? `its newest execution did not get through (${newest.status})` : undefined;
}

/** Whether Announce starts it, as soon as what it failed for want of is there. */
const waits = async (pipelines: EnsureDependencies['pipelines'], pipeline: string, newest: Attempt): Promise<boolean> =>
  newest.status === 'Failed' && failedWaiting(await pipelines.stages(pipeline), newest);
