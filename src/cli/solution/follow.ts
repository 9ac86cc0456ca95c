import { setTimeout as sleep } from 'timers/promises';
import { listSolution } from './listed-modules';
import type { OperatorAccount } from './operator-account';
import { type ModuleStatus, type PipelineStatus, progressOf, type SolutionStatus, statusIn } from './status';
import { viewSolution } from './view';
import { pipelineName } from '../../model/names';

/** Newest executions of the pipelines that a registration is followed through, by pipeline. */
export type Executions = ReadonlyMap<string, string | undefined>;

const WAIT = { first: 500, growth: 1.3, longest: 5000 } as const;

/** What ran last, before something is set going. */
export async function newestExecutions(solution: string, module: string, { pipelines }: Pick<OperatorAccount, 'pipelines'>): Promise<Executions> {
  const names = ['core', 'modules', module].map(of => pipelineName(solution, of));
  return new Map(await Promise.all(names.map(async name => [name, (await pipelines.find(name))?.execution] as const)));
}

export interface Followed {
  readonly status: SolutionStatus;
  readonly module?: ModuleStatus;
  /** Whether it ended by itself, and not because its time was over. */
  readonly ended: boolean;
}

interface Course {
  readonly solution: string;
  readonly module: string;
  readonly account: OperatorAccount;
  readonly before: Executions;
  /** Whether something was changed, so that the core pipeline starts. */
  readonly changed: boolean;
  readonly log: (line: string) => void;
  /** Milliseconds. */
  readonly timeout: number;
  /** Whether what was wanted is reached. */
  readonly isReached: (module: ModuleStatus | undefined) => boolean;
}

/** Watches the pipelines until they have followed a change of the directory, and tells each step of theirs. */
export async function follow({ solution, module, account, before, changed, log, timeout, isReached }: Course): Promise<Followed> {
  const end = Date.now() + timeout;
  const told = new Map<string, string>();
  for (let wait: number = WAIT.first, calm = 0; ; wait = Math.min(wait * WAIT.growth, WAIT.longest)) {
    const view = await viewSolution(solution, account);
    const status = await statusIn(view, listSolution(view).filter(({ name }) => name === module), account);
    const [own] = status.modules;
    const watched = [status.pipelines.core, status.pipelines.modules, own?.core ? undefined : own?.pipeline];
    for (const pipeline of watched) tell(pipeline, before, told, log);
    const started = !changed || status.pipelines.core?.execution !== before.get(pipelineName(solution, 'core'));
    // Between two pipelines nothing runs for a moment.
    calm = started && watched.every(pipeline => pipeline?.status !== 'InProgress' || pipeline.awaitsApproval) ? calm + 1 : 0;
    const ended = calm > 1 || started && isReached(own);
    if (ended || Date.now() > end) return { status, module: own, ended };
    await sleep(wait);
  }
}

function tell(pipeline: PipelineStatus | undefined, before: Executions, told: Map<string, string>, log: (line: string) => void) {
  if (!pipeline?.execution || pipeline.execution === before.get(pipeline.name)) return;
  const { name, status, stage, message, awaitsApproval } = pipeline;
  const where = status !== 'InProgress' ? progressOf(pipeline) : awaitsApproval ? 'waits for approval' : stage ?? 'Source';
  const line = `${name}: ${where}${message && (status === 'Failed' || message.startsWith('waiting')) ? `: ${message}` : ''}`;
  if (told.get(name) === line) return;
  told.set(name, line);
  log(line);
}
