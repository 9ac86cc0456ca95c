import { dueOutput } from './due';
import { eachAtMost } from '../../aws/at-most';
import { sha256 } from '../../model/digest';
import { gaveUp } from '../../model/execution';
import { announceToken, functionName, moduleStackName, pipelineName, pipelinesOf } from '../../model/names';
import { providersOf, requirementOf, requirementPath, type RequirementText } from '../../model/requirement';
import { readWanted } from '../../registry/entries';
import { readModules } from '../../registry/module-records';
import type { ParameterReader } from '../../registry/parameter-store';
import { type Answer, fail, PARALLEL, succeed } from '../aws/job';
import type { Pipelines } from '../aws/pipelines';
import type { FindStack } from '../aws/stack-state';
import type { Solution } from '../own-solution';

export interface AnnounceDependencies extends Solution {
  readonly store: ParameterReader;
  readonly pipelines: Pick<Pipelines, 'names' | 'newest' | 'newestAttempt' | 'stages' | 'start' | 'startedBy'>;
  /** When parameters were last modified. */
  readonly lastModified: (names: readonly string[]) => Promise<ReadonlyMap<string, Date>>;
  readonly findStack: FindStack;
}

/** How often a consumer is started within an hour. Beyond that, an output changes with every deployment, perhaps in a circle that no contract shows. */
const MAX_STARTS = 12;
const HOUR = 3_600_000;

/** Starts the pipelines of consumers that have to be redeployed after a deployment of their producers. By default, the consumers of all modules. */
export async function announce(dependencies: AnnounceDependencies, producers?: readonly string[], now = Date.now()): Promise<Answer> {
  const { solution, core, store, pipelines } = dependencies;
  if (producers && ![...(await readModules(store, solution, producers)).values()].some(({ produces }) => produces.length)) {
    return succeed('nothing to announce: it produces no outputs');
  }
  const delivered = pipelinesOf(solution, await pipelines.names());
  const records = await readModules(store, solution, delivered.filter(name => !core.includes(name)));
  const started: string[] = [];
  const stopped: string[] = [];
  await eachAtMost(PARALLEL, [...records], async ([module, { requires }]) => {
    const announced = requires.filter(item => {
      const producer = requirementOf(item).module;
      return producer !== module && (!producers || producers.includes(producer));
    });
    const due = announced.length ? await find(dependencies, module, announced, requires) : undefined;
    if (!due) return;
    const starts = await pipelines.startedBy(due.pipeline, functionName(solution, 'announce'), new Date(now - HOUR));
    if (starts < MAX_STARTS) await pipelines.start(due.pipeline, due.token);
    (starts < MAX_STARTS ? started : stopped).push(`${module} (${due.output})`);
  });
  if (stopped.length) {
    // In the core pipeline, Ensure follows, which all modules need; a module's output may have used up the starts.
    const answer = producers?.some(name => !core.includes(name)) ? fail : succeed;
    return answer(`not started: ${stopped.sort().join(', ')}: started ${MAX_STARTS} times within an hour already, because what it requires changed each time; `
      + 'let these outputs depend on the code alone. It is started again by the next change after an hour, or by the daily check');
  }
  return succeed(started.length ? `started ${started.sort().join(', ')}` : 'no consumer has to be redeployed');
}

/** The output that a consumer has to be redeployed for, if any, with the token to start it. */
async function find(dependencies: AnnounceDependencies, module: string, announced: RequirementText[], requires: readonly RequirementText[]) {
  const { solution, core, store, pipelines, findStack } = dependencies;
  const pipeline = pipelineName(solution, module);
  const path = (item: RequirementText) => requirementPath(solution, item);
  const newest = await pipelines.newest(pipeline);
  const values = await store.read(requires.map(path));
  const stages = await pipelines.stages(pipeline);
  const stack = await findStack(moduleStackName(solution, module));
  const known = new Set([...core, ...await readWanted(store, solution, [module, ...providersOf(requires)])]);
  const seen = gaveUp(newest?.status) ? await seenBefore(dependencies, pipeline, announced) : [];
  const output = dueOutput({ solution, module, announced, requires, newest, values, seen, stages, stack, known });
  if (!output) return undefined;
  // Functions that find the module in the same state at the same time use the same token, so that they start it once.
  const digest = sha256(`${newest!.id} ${values.get(path(output))}`);
  const producer = requirementOf(output);
  return { pipeline, output, token: announceToken(producer.module, producer.output, digest) };
}

/** Outputs whose value is older than the newest execution, which therefore did not fail because of their earlier values. */
async function seenBefore({ solution, pipelines, lastModified }: AnnounceDependencies, pipeline: string, items: readonly RequirementText[]) {
  const path = (item: RequirementText) => requirementPath(solution, item);
  const newest = await pipelines.newestAttempt(pipeline);
  const dates = await lastModified(items.map(path));
  return items.filter(item => newest !== undefined && (dates.get(path(item)) ?? newest.started) < newest.started);
}
