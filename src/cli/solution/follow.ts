import { setTimeout as sleep } from 'timers/promises';
import { listSolution } from './listed-modules';
import type { OperatorAccount } from './operator-account';
import { type ModuleStatus, type PipelineStatus, progressOf, type SolutionStatus, statusIn } from './status';
import { viewSolution } from './view';
import { pipelineName } from '../../model/names';

/** The latest execution of each pipeline that is followed. */
export type Executions = ReadonlyMap<string, string | undefined>;

const WAIT = { first: 500, growth: 1.3, longest: 5000 } as const;

/** The latest executions before a change. */
export async function newestExecutions(solution: string, module: string, { pipelines }: Pick<OperatorAccount, 'pipelines'>): Promise<Executions> {
  const names = ['core', 'modules', module].map(of => pipelineName(solution, of));
  return new Map(await Promise.all(names.map(async name => [name, (await pipelines.find(name))?.execution] as const)));
}

export interface Followed {
  readonly status: SolutionStatus;
  readonly module?: ModuleStatus;
  /** False if it was stopped by the timeout. */
  readonly ended: boolean;
}

interface FollowOptions {
  readonly solution: string;
  readonly module: string;
  readonly account: OperatorAccount;
  readonly before: Executions;
  /** Whether something was changed, so that the core pipeline starts. */
  readonly changed: boolean;
  readonly log: (line: string) => void;
  /** Milliseconds. */
  readonly timeout: number;
  /** Whether the module is in the state that is waited for. */
  readonly isReached: (module: ModuleStatus | undefined) => boolean;
}

/** Watches the pipelines until they have applied a change of the directory, and logs each step. */
export async function follow({ solution, module, account, before, changed, log, timeout, isReached }: FollowOptions): Promise<Followed> {
  const end = Date.now() + timeout;
  const logged = new Map<string, string>();
  for (let wait: number = WAIT.first, idlePolls = 0; ; wait = Math.min(wait * WAIT.growth, WAIT.longest)) {
    const view = await viewSolution(solution, account);
    const status = await statusIn(view, listSolution(view).filter(({ name }) => name === module), account);
    const [own] = status.modules;
    const watched = [status.pipelines.core, status.pipelines.modules, own?.core ? undefined : own?.pipeline];
    for (const pipeline of watched) logProgress(pipeline, before, logged, log);
    const started = !changed || status.pipelines.core?.execution !== before.get(pipelineName(solution, 'core'));
    // Between two pipelines nothing runs for a moment.
    idlePolls = started && watched.every(pipeline => pipeline?.status !== 'InProgress' || pipeline.awaitsApproval) ? idlePolls + 1 : 0;
    const ended = idlePolls > 1 || started && isReached(own);
    if (ended || Date.now() > end) return { status, module: own, ended };
    await sleep(wait);
  }
}

function logProgress(pipeline: PipelineStatus | undefined, before: Executions, logged: Map<string, string>, log: (line: string) => void) {
  if (!pipeline?.execution || pipeline.execution === before.get(pipeline.name)) return;
  const { name, status, stage, message, awaitsApproval } = pipeline;
  const where = status !== 'InProgress' ? progressOf(pipeline) : awaitsApproval ? 'waits for approval' : stage ?? 'Source';
  const line = `${name}: ${where}${message && (status === 'Failed' || message.startsWith('waiting')) ? `: ${message}` : ''}`;
  if (logged.get(name) === line) return;
  logged.set(name, line);
  log(line);
}
