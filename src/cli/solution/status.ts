import { type ListedModule, listSolution } from './listed-modules';
import type { OperatorAccount } from './operator-account';
import { unknownModule } from './unknown-module';
import { type SolutionView, viewSolution } from './view';
import { eachAtMost } from '../../aws/at-most';
import { pipelineLink } from '../../model/console';
import { isWaiting, WAITING } from '../../model/execution';
import { moduleStackName, pipelineName } from '../../model/names';
import { mustBeDeleted, succeeded } from '../../model/stack-status';
import type { PipelineState } from '../aws/pipeline-states';
import { fail } from '../terminal/failure';

const AT_ONCE = 8;

export interface PipelineStatus extends PipelineState {
  readonly link: string;
}

export interface ModuleStatus extends ListedModule {
  /** Its state in one or two words. */
  readonly state: string;
  /** The delivered revision of its repository. */
  readonly revision?: string;
  readonly stack?: string;
  /** Core modules are delivered by the core pipeline. */
  readonly pipeline?: PipelineStatus;
  /** What it waits for: outputs of other modules (`fleet/TripTableName`), or `approval`. */
  readonly waitingFor: readonly string[];
}

export interface SolutionStatus {
  readonly solution: string;
  readonly pipelines: { readonly core?: PipelineStatus; readonly modules?: PipelineStatus };
  readonly modules: readonly ModuleStatus[];
}

/** The status of the solution, with all modules or those that are named. */
export async function statusOf(solution: string, names: readonly string[], account: OperatorAccount): Promise<SolutionStatus> {
  const view = await viewSolution(solution, account);
  const all = listSolution(view);
  const unknown = names.filter(name => !all.some(module => module.name === name));
  if (unknown.length) fail(...unknown.map(name => unknownModule(name, all.map(module => module.name))));
  return statusIn(view, names.length ? all.filter(({ name }) => names.includes(name)) : all, account);
}

/** The status of the core's pipelines, and of those of the listed modules. */
export async function statusIn(
  { solution, stacks }: SolutionView, listed: readonly ListedModule[], account: OperatorAccount,
): Promise<SolutionStatus> {
  const region = await account.pipelines.region();
  const states = new Map<string, PipelineStatus>();
  const relevant = ['core', 'modules', ...listed.filter(({ hasDelivery }) => hasDelivery).map(({ name }) => name)];
  await eachAtMost(AT_ONCE, relevant, async of => {
    const name = pipelineName(solution, of);
    const state = await account.pipelines.find(name);
    if (state) states.set(of, { ...state, link: pipelineLink(region, name) });
  });
  return {
    solution,
    pipelines: { core: states.get('core'), modules: states.get('modules') },
    modules: listed.map(module => {
      const pipeline = states.get(module.core ? 'core' : module.name);
      const stack = stacks.get(moduleStackName(solution, module.name))?.status;
      const state = stateOf(module, pipeline, stack);
      const revision = revisionOf(module, pipeline);
      return { ...module, state, revision, stack, pipeline, waitingFor: waitingFor(pipeline) };
    }),
  };
}

/** The record may be older than the state of the pipeline, which is read after it. */
const revisionOf = ({ core, delivered }: ListedModule, pipeline?: PipelineStatus) =>
  core || pipeline?.status === 'Succeeded' && pipeline.execution !== delivered?.execution ? pipeline?.revision : delivered?.revision;

function stateOf({ core, hasDelivery, wantedBy, heldBack }: ListedModule, pipeline: PipelineStatus | undefined, stack: string | undefined): string {
  if (core) return stack === undefined ? 'not there yet' : succeeded(stack) ? 'delivered' : stack;
  if (!hasDelivery) return heldBack ? 'held back' : wantedBy ? 'not installed yet' : 'removed';
  if (!wantedBy) return heldBack ? 'removal held back' : 'to be removed';
  if (!pipeline) return 'being installed';
  if (pipeline.awaitsApproval) return 'waits for approval';
  if (pipeline.status === 'InProgress' && isWaiting(pipeline.message)) return 'waits';
  if (pipeline.status !== 'Succeeded') return progressOf(pipeline);
  return stack !== undefined && mustBeDeleted(stack) ? stack : 'delivered';
}

/** The stage that a pipeline is in, or how it ended. */
export function progressOf({ status, stage = 'Source' }: PipelineState): string {
  if (status === 'InProgress') return `in ${stage}`;
  return status === 'Failed' ? `failed in ${stage}` : status.toLowerCase();
}

/** A pipeline that needs attention: its stage, its message and its link. */
export const describePipeline = ({ name, stage, message, link }: PipelineStatus) =>
  `${name}${stage ? `: ${stage}` : ''}${message ? `: ${message}` : ''}\n  ${link}`;

/** What a pipeline waits for, according to its gate. */
export function waitingFor(pipeline?: PipelineState): string[] {
  if (pipeline?.awaitsApproval) return ['approval'];
  if (!pipeline?.message || !isWaiting(pipeline.message) || !['InProgress', 'Failed'].includes(pipeline.status)) return [];
  return pipeline.message.slice(WAITING.length).split('; ').flatMap(part => /^([a-z][a-z0-9-]*\/[A-Za-z][A-Za-z0-9]*)\b/.exec(part)?.[1] ?? []);
}
