import { due, type Due, modulesWithPipeline, type EnsureDependencies } from './ensure';
import { isToBeRepeated, wasStartedHere } from './repetition';
import { eachAtMost } from '../../aws/at-most';
import { isRunning } from '../../model/execution';
import { contractPath, pipelineName, REMOVAL_REASON, gatedPath } from '../../model/names';
import { readWanted } from '../../registry/entries';
import { PARALLEL } from '../aws/job';
import type { Attempt } from '../aws/pipelines';
import { failedWaiting } from '../gate/waiting';

/**
 * The pipelines of modules in the directory that have to be started: they did not succeed, or an interrupted removal deleted the stack that
 * they had deployed. Transitions that such a removal left disabled are enabled.
 */
export async function reviveDeliveries(dependencies: EnsureDependencies): Promise<Due[]> {
  const { solution, core, store, pipelines } = dependencies;
  const delivered = (await modulesWithPipeline(solution, pipelines)).filter(name => !core.includes(name));
  const wanted = [...await readWanted(store, solution, delivered)].sort();
  const records = await store.read(wanted.flatMap(name => [contractPath(solution, name), gatedPath(solution, name)]));
  const found: Due[] = [];
  await eachAtMost(PARALLEL, wanted, async name => {
    const pipeline = pipelineName(solution, name);
    const newest = await pipelines.newestAttempt(pipeline);
    if (!newest) return;
    if (newest.status === 'Succeeded' && records.has(contractPath(solution, name))) return;
    const wasDisabled = await pipelines.reopen(pipeline, 'Deploy', REMOVAL_REASON);
    // Announce restarts it, unless a removal deleted the record of what the module waits for.
    const stages = newest.status === 'Failed' ? await pipelines.stages(pipeline) : {};
    if (records.has(gatedPath(solution, name)) && failedWaiting(stages, newest)) return;
    // A person has decided about this revision. A new one, a changed entry, or a person starts the pipeline again.
    if (!wasDisabled && stages.Deploy?.execution === newest.id && stages.Deploy.isDeclined) return;
    const reason = reasonToStart(solution, newest, wasDisabled);
    if (reason) found.push(due(pipeline, newest, reason));
  });
  return found;
}

/** A repetition that a removal ended is repeated, too: the removal ended it, and not its own failure. */
function reasonToStart(solution: string, newest: Attempt, wasDisabled: boolean): string | undefined {
  if (isRunning(newest)) return undefined;
  if (newest.status === 'Succeeded') return wasDisabled || !wasStartedHere(solution, newest) ? 'it is in the directory, but its stack is gone' : undefined;
  return wasDisabled || isToBeRepeated(solution, newest) ? `its newest execution did not succeed (${newest.status})` : undefined;
}
