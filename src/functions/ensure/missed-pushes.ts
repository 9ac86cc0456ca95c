import { due, modulesWithPipeline } from './ensure';
import type { StartDependencies } from './start';
import { eachAtMost } from '../../aws/at-most';
import { sha256 } from '../../model/digest';
import { corePath, pipelineName } from '../../model/names';
import { readWanted } from '../../registry/entries';
import { PARALLEL } from '../aws/job';

const HOURS = 24;

/** The hour of the day in which a pipeline is checked: the pipelines of many modules are spread over the day. */
export const hourOf = (name: string): number => parseInt(sha256(name).slice(0, 8), 16) % HOURS;

/**
 * Starts the pipelines that may have missed a push, each once a day: those whose triggers have path filters. CodePipeline evaluates only the
 * first 100 changed files of a push, and no files of the first push of a branch. No API of CodePipeline tells the head of a branch, so
 * they are started on suspicion: unless a push was missed, they build what is deployed already, and no stack changes.
 */
export async function startMissedPushes({ solution, store, pipelines }: StartDependencies, hour: number): Promise<void> {
  const off = corePath(solution, 'missed-pushes');
  if ((await store.read([off])).has(off)) return;
  const names = (await modulesWithPipeline(solution, pipelines)).filter(name => hourOf(name) === hour);
  const wanted = await readWanted(store, solution, names);
  await eachAtMost(PARALLEL, names.filter(name => name === 'core' || wanted.has(name)), async name => {
    const pipeline = pipelineName(solution, name);
    const newest = await pipelines.newest(pipeline);
    // A running execution has its source, and a failed one is repeated or waits for a person.
    if (newest?.status !== 'Succeeded' || !await pipelines.mayMissPushes(pipeline)) return;
    await pipelines.start(pipeline, due(pipeline, newest, 'it may have missed a push').token);
  });
}
