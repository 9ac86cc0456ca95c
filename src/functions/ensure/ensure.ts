import { isToBeRepeated } from './repetition';
import { sha256 } from '../../model/digest';
import { DIRECTORY_DIGEST_VARIABLE, HELD_BACK_VARIABLE } from '../../model/environment';
import { isRunning } from '../../model/execution';
import { ensureToken, pipelineName, pipelinesOf } from '../../model/names';
import { directoryDigest, listEntries, readForced, readWanted } from '../../registry/entries';
import { readHead } from '../../registry/module-list';
import { dependenceOf, readModules } from '../../registry/module-records';
import type { ParameterLister, ParameterReader } from '../../registry/parameter-store';
import type { Execution, Pipelines } from '../aws/pipelines';
import type { Solution } from '../own-solution';

export interface EnsureDependencies extends Solution {
  readonly store: ParameterLister & ParameterReader;
  readonly pipelines: Omit<Pipelines, 'start'>;
}

/** A pipeline that has to be started, and why. */
export interface Due {
  readonly pipeline: string;
  readonly reason: string;
  readonly token: string;
}

/** The module-definition pipeline, if it has to be started although the definition did not change. */
export async function modulesDue(dependencies: EnsureDependencies): Promise<Due | undefined> {
  const { solution, pipelines } = dependencies;
  const pipeline = pipelineName(solution, 'modules');
  const newest = await pipelines.newest(pipeline);
  if (!newest || isRunning(newest)) return undefined;
  const { Apply } = await pipelines.stages(pipeline);
  const applied = Apply?.execution === newest.id && Apply.status === 'Succeeded' && await pipelines.isCurrent(pipeline, newest.id);
  if (!applied) return due(pipeline, newest, `its newest execution (${newest.status}) did not apply the definition that is deployed`);
  const unblocked = await unblockedRemovals(dependencies, JSON.parse(await pipelines.variable(pipeline, newest.id, 'Apply', HELD_BACK_VARIABLE) || '[]'));
  return unblocked.length ? due(pipeline, newest, `nothing keeps ${unblocked.join(', ')} any more, so the removal can continue`) : undefined;
}

/** The core pipeline, if it has to be started: it did not succeed, or the directory has changed since its last Prepare because an event was lost. */
export async function coreDue({ solution, store, pipelines }: EnsureDependencies): Promise<Due | undefined> {
  const pipeline = pipelineName(solution, 'core');
  const newest = await pipelines.newestAttempt(pipeline);
  if (!newest || isRunning(newest)) return undefined;
  if (isToBeRepeated(solution, newest)) return due(pipeline, newest, `its newest execution did not succeed (${newest.status})`);
  const prepared = await pipelines.variable(pipeline, newest.id, 'Prepare', DIRECTORY_DIGEST_VARIABLE);
  if (!prepared || prepared === directoryDigest(await listEntries(store, solution), await readHead(store, solution))) return undefined;
  return due(pipeline, newest, 'the directory has changed since the last Prepare');
}

/** Modules that have a pipeline, in the directory or not. */
export const modulesWithPipeline = async (solution: string, pipelines: EnsureDependencies['pipelines']) =>
  pipelinesOf(solution, await pipelines.names());

/** Modules whose removal was held back, and that no module requires any more, or that an operator removes nevertheless. */
async function unblockedRemovals(dependencies: EnsureDependencies, heldBack: readonly { module: string }[]): Promise<string[]> {
  const { solution, core, store, pipelines } = dependencies;
  if (!heldBack.length) return [];
  const held = heldBack.map(({ module }) => module);
  const wanted = await readWanted(store, solution, held);
  const delivered = await modulesWithPipeline(solution, pipelines);
  const dependence = [...dependenceOf(await readModules(store, solution, [...delivered, ...core]))];
  const forced = await readForced(store, solution, held);
  const isRequired = (module: string) => dependence.some(([name, providers]) => name !== module && providers.includes(module));
  return held.filter(module => !wanted.has(module) && (forced.includes(module) || !isRequired(module)));
}

/** Functions that find a pipeline in the same state use the same token, so that they start it once. */
export const due = (pipeline: string, { id }: Execution, reason: string): Due =>
  ({ pipeline, reason, token: ensureToken(sha256(id)) });
