import type { Account } from './account/account';
import { type ActionDeclaration, type ExecutionRecord, type PipelineRecord, running, stageOf } from './account/pipelines';

/** The result of an action; it is not complete if it has a token or deploys a stack. */
export interface Result {
  readonly failed?: boolean;
  readonly message?: string;
  readonly token?: string;
  readonly stack?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly output?: unknown;
}

export type RunAction = (execution: ExecutionRecord, action: ActionDeclaration, token?: string) => Promise<Result>;
/** A number from 0 to below the limit. */
export type Choose = (limit: number) => number;

type Step = () => Promise<void> | void;

/** How often a function that is not complete is called again while nothing else happens. */
const PATIENCE = 2;
/** The inverse probability of calling it again while other things happen. */
const RARELY = 8;

/** Simulates CodePipeline: performs one of the possible next steps at a time. */
export class Scheduler {
  /** The number of steps so far. */
  private happened = 0;
  private readonly busy = new Set<ExecutionRecord>();
  private nested = false;

  constructor(private readonly account: Account, private readonly runAction: RunAction, private readonly choose: Choose) {}

  /** Performs one step; returns false if none is possible. */
  async tick(): Promise<boolean> {
    const steps = this.steps();
    if (!steps.length) return false;
    await steps[this.choose(steps.length)]();
    return true;
  }

  /** Performs steps until none is possible. */
  async settle() {
    while (await this.tick()) { /* the next thing */ }
  }

  /** Performs other steps while a call waits for the response of AWS. */
  async interleave() {
    if (this.nested || this.choose(4)) return;
    this.nested = true;
    try {
      await this.tick();
    } finally {
      this.nested = false;
    }
  }

  /** The possible next steps. */
  private steps(): Step[] {
    const pipelines = [...this.account.pipelines.all.values()];
    const starts = pipelines.filter(({ starts: due }) => due.length).map(pipeline => () => this.start(pipeline));
    const ends = this.account.stacks.moving().map(name => () => this.end(name));
    const executions = pipelines.flatMap(running).filter(execution => !this.busy.has(execution));
    const moves = executions.flatMap(execution => this.moveOf(execution) ?? []);
    if (starts.length + ends.length + moves.length) return [...starts, ...ends, ...moves];
    // Only waiting functions are left, which are called again: seconds pass between two calls, in which everything else has arrived.
    return executions.flatMap(execution => this.questionOf(execution) ?? []);
  }

  private start(pipeline: PipelineRecord) {
    this.happened++;
    this.account.pipelines.start(pipeline, pipeline.starts.shift()!);
  }

  private end(stack: string) {
    this.happened++;
    this.account.stacks.end(stack);
  }

  private moveOf(execution: ExecutionRecord): Step | undefined {
    if (!execution.entered) return this.mayEnter(execution) ? () => this.enter(execution) : undefined;
    const due = nextActions(execution);
    const fresh = due.find(({ Name }) => !execution.actions[Name]);
    if (fresh) return () => this.run(execution, fresh);
    const deployed = due.find(({ Name }) => execution.actions[Name].stack && !this.account.stacks.moving().includes(execution.actions[Name].stack!));
    if (deployed) return () => this.finishDeployment(execution, deployed);
    return this.choose(RARELY) ? undefined : this.questionOf(execution, 0);
  }

  private questionOf(execution: ExecutionRecord, patience = PATIENCE): Step | undefined {
    const waiting = execution.entered && nextActions(execution).find(({ Name }) => execution.actions[Name]?.token !== undefined);
    if (!waiting) return undefined;
    const { asked, times } = execution.actions[waiting.Name];
    return asked! < this.happened || times! < patience ? () => this.run(execution, waiting) : undefined;
  }

  /** A stage contains one execution at a time. */
  private mayEnter(execution: ExecutionRecord): boolean {
    const { Name } = stageOf(execution);
    return !execution.pipeline.closed.has(Name)
      && !running(execution.pipeline).some(other => other.entered && stageOf(other).Name === Name)
      && ![...this.busy].some(other => other.pipeline === execution.pipeline && stageOf(other).Name === Name);
  }

  private enter(execution: ExecutionRecord) {
    this.happened++;
    execution.entered = true;
    execution.pipeline.stages.set(stageOf(execution).Name, execution);
  }

  private async run(execution: ExecutionRecord, action: ActionDeclaration) {
    const before = execution.actions[action.Name];
    this.busy.add(execution);
    if (!before) this.account.tell({ kind: 'action', execution, provider: action.ActionTypeId.Provider });
    const result = await this.runAction(execution, action, before?.token);
    this.busy.delete(execution);
    if (execution.status !== 'InProgress') return;
    const asksAgain = result.token !== undefined;
    if (!asksAgain || result.token !== before?.token) this.happened++;
    execution.actions[action.Name] = {
      status: result.failed ? 'Failed' : asksAgain || result.stack ? 'InProgress' : 'Succeeded',
      message: result.message,
      variables: result.variables,
      token: result.token,
      asked: this.happened,
      times: before?.asked === this.happened ? before.times! + 1 : 1,
      stack: result.stack,
    };
    for (const { Name } of action.OutputArtifacts ?? []) execution.artifacts[Name] = result.output;
    this.pass(execution);
    this.account.tell({ kind: 'result', execution, message: result.message });
  }

  private finishDeployment(execution: ExecutionRecord, { Name }: ActionDeclaration) {
    this.happened++;
    const { stack } = execution.actions[Name];
    const status = this.account.stacks.stacks.get(stack!)?.status ?? 'DELETE_COMPLETE';
    const succeeded = /^(CREATE|UPDATE)_COMPLETE$/.test(status);
    execution.actions[Name] = succeeded ? { status: 'Succeeded' } : { status: 'Failed', message: `the stack ${stack} ended ${status}` };
    this.pass(execution);
  }

  /** Leaves a stage when all of its actions are complete. */
  private pass(execution: ExecutionRecord) {
    const states = stageOf(execution).Actions.map(({ Name }) => execution.actions[Name]?.status);
    if (states.includes('Failed') && !states.includes('InProgress')) execution.status = 'Failed';
    if (states.some(status => status !== 'Succeeded')) return;
    if (execution.stage + 1 === execution.declaration.Stages.length) {
      execution.status = 'Succeeded';
      return;
    }
    execution.stage++;
    execution.entered = false;
    const overtaken = running(execution.pipeline).filter(other => other !== execution && !other.entered && other.stage === execution.stage);
    for (const older of overtaken) older.status = 'Superseded';
  }
}

/** The incomplete actions with the lowest run order. */
function nextActions(execution: ExecutionRecord): ActionDeclaration[] {
  const open = stageOf(execution).Actions.filter(({ Name }) => (execution.actions[Name]?.status ?? 'InProgress') === 'InProgress');
  const order = Math.min(...open.map(({ RunOrder = 1 }) => RunOrder));
  return open.filter(({ RunOrder = 1 }) => RunOrder === order);
}
