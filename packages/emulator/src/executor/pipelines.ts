import type { Context } from './context';
import { passStage, type Again, type Outcome } from './passage';
import { rollBack } from './rollback';
import { StageLine } from './stage-line';
import {
  interrupt, isOver, pipelineStateOf, setExecutionStatus, setStageStatus, type ExecutionRecord, type PipelineRecord,
} from '../account/codepipeline';

/** Runs executions through the stages of their pipelines. */
export class PipelineRunner {
  private readonly lines = new WeakMap<PipelineRecord, Record<string, StageLine>>();
  private readonly running = new Map<ExecutionRecord, AbortController>();
  private suspended = false;

  constructor(private readonly context: Context) {
    const { signals } = pipelineStateOf(context.account);
    const indexOf = (execution: ExecutionRecord, stage: string) => execution.stages.findIndex(({ name }) => name === stage);
    signals.on('started', execution => void this.run(execution, execution.rollback ? indexOf(execution, execution.rollback.stage) : 0));
    signals.on('retried', (execution, stage, retry) => void this.run(execution, indexOf(execution, stage), { retry }));
    // A condition in evaluation listens to this signal itself.
    signals.on('overridden', (execution, stage, overridden) => {
      if (!this.running.has(execution)) void this.run(execution, indexOf(execution, stage), { overridden });
    });
    signals.on('interrupted', execution => this.running.get(execution)?.abort(INTERRUPTED));
    signals.on('transition', pipeline => Object.values(this.lines.get(pipeline) ?? {}).forEach(line => line.next()));
  }

  /** Executions that make progress on their own, without those that wait for a person, a time, or in line behind one. */
  busy(): ExecutionRecord[] {
    return [...this.running.keys()].filter(execution => !isOver(execution) && !this.isParked(execution));
  }

  /** Lets go of all executions as they are. */
  suspend() {
    this.suspended = true;
    const at = new Date();
    for (const [execution, controller] of this.running) {
      for (const action of execution.actions.filter(({ status }) => status === 'InProgress')) Object.assign(action, { status: 'Abandoned', updated: at, ended: at });
      controller.abort(SUSPENDED);
    }
  }

  /** Goes on with executions that were let go: what had succeeded in their stage is not done again. */
  resume() {
    for (const { executions } of Object.values(pipelineStateOf(this.context.account).pipelines)) {
      for (const execution of executions.filter(each => !isOver(each))) {
        const at = execution.stages.findIndex(({ status }) => status !== 'Succeeded' && status !== 'Skipped');
        void this.run(execution, at < 0 ? execution.stages.length : at, { retry: 'FAILED_ACTIONS' });
      }
    }
  }

  private isParked(execution: ExecutionRecord) {
    const pipeline = this.pipelineOf(execution);
    if (pipeline && Object.values(this.lines.get(pipeline) ?? {}).some(line => line.holds(execution))) return true;
    const acting = execution.actions.filter(({ status }) => status === 'InProgress').map(({ declaration }) => declaration.actionTypeId!.category);
    const checking = execution.rules.filter(({ status }) => status === 'InProgress').map(({ declaration }) => declaration.ruleTypeId!.provider);
    return acting.length + checking.length > 0 && acting.every(category => category === 'Approval') && checking.every(provider => provider === 'DeploymentWindow');
  }

  private async run(execution: ExecutionRecord, from: number, again?: Again) {
    if (this.suspended) return;
    const { account } = this.context;
    const controller = new AbortController();
    this.running.set(execution, controller);
    try {
      await Promise.resolve();
      const stages = execution.rollback ? [from] : execution.stages.map((_, index) => index).slice(from);
      for (const index of stages) {
        const { status, summary, rollback } = await this.enter(execution, index, controller.signal, index === from ? again : undefined);
        if (isOver(execution)) return;
        if (status === 'Stopped') return interrupt(account, execution, 'Stopped', execution.stop?.reason);
        if (status !== 'Failed') continue;
        setExecutionStatus(account, execution, 'Failed', summary);
        const pipeline = this.pipelineOf(execution);
        if (rollback && pipeline) rollBack(account, pipeline, execution, execution.stages[index].name);
        return;
      }
      setExecutionStatus(account, execution, 'Succeeded');
    } catch (error) {
      if (error !== INTERRUPTED && error !== SUSPENDED && !isOver(execution)) setExecutionStatus(account, execution, 'Failed', (error as Error).message);
    } finally {
      if (this.running.get(execution) === controller) this.running.delete(execution);
    }
  }

  /** Waits until the execution can enter a stage, and takes it through the stage. */
  private async enter(execution: ExecutionRecord, index: number, signal: AbortSignal, again?: Again): Promise<Outcome> {
    const { account } = this.context;
    const line = this.lineOf(execution, index);
    await line?.enter(execution, signal);
    const stage = execution.stages[index];
    setStageStatus(account, execution, stage, 'InProgress');
    try {
      const interrupted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      const outcome = await Promise.race([passStage(this.context, execution, index, signal, again), interrupted]);
      if (!isOver(execution) && outcome.status !== 'Stopped') setStageStatus(account, execution, stage, outcome.status);
      return outcome;
    } finally {
      line?.leave(execution);
    }
  }

  private lineOf(execution: ExecutionRecord, index: number): StageLine | undefined {
    const pipeline = this.pipelineOf(execution);
    if (!pipeline) throw INTERRUPTED;
    const mode = execution.declaration.executionMode;
    if (mode === 'PARALLEL') return undefined;
    const lines = this.lines.get(pipeline) ?? {};
    this.lines.set(pipeline, lines);
    const { name } = execution.stages[index];
    return lines[name] ??= new StageLine(
      () => !pipeline.disabled[name],
      mode === 'QUEUED' ? undefined : (older, by) => interrupt(this.context.account, older, 'Superseded', `superseded by execution ${by.id}`),
    );
  }

  private pipelineOf(execution: ExecutionRecord): PipelineRecord | undefined {
    const pipeline = pipelineStateOf(this.context.account).pipelines[execution.pipeline];
    return pipeline?.executions.includes(execution) ? pipeline : undefined;
  }
}

const INTERRUPTED = new Error('the execution was interrupted');
const SUSPENDED = new Error('the executor was closed');
