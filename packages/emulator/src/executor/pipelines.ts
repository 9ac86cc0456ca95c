import type { Context } from './context';
import { runStage, type StageOutcome } from './stage';
import { StageLine } from './stage-line';
import {
  interrupt, isOver, pipelineStateOf, setExecutionStatus, setStageStatus, type ExecutionRecord, type PipelineRecord,
} from '../account/codepipeline';

/** Moves executions through the stages of their pipelines. */
export class PipelineRunner {
  private readonly lines = new WeakMap<PipelineRecord, Record<string, StageLine>>();
  private readonly running = new Map<ExecutionRecord, AbortController>();
  private suspended = false;

  constructor(private readonly context: Context) {
    const { signals } = pipelineStateOf(context.account);
    signals.on('started', execution => void this.run(execution, 0));
    signals.on('retried', (execution, stage, mode) => void this.run(execution, execution.stages.findIndex(({ name }) => name === stage), mode));
    signals.on('interrupted', execution => this.running.get(execution)?.abort(INTERRUPTED));
    signals.on('transition', pipeline => Object.values(this.lines.get(pipeline) ?? {}).forEach(line => line.next()));
  }

  /** Executions in which something happens by itself: not those that wait for a person, or in line behind one. */
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
        const at = execution.stages.findIndex(({ status }) => status !== 'Succeeded');
        void this.run(execution, at < 0 ? execution.stages.length : at, 'FAILED_ACTIONS');
      }
    }
  }

  private isParked(execution: ExecutionRecord) {
    const pipeline = this.pipelineOf(execution);
    if (pipeline && Object.values(this.lines.get(pipeline) ?? {}).some(line => line.holds(execution))) return true;
    const acting = execution.actions.filter(({ status }) => status === 'InProgress');
    return acting.length > 0 && acting.every(({ declaration }) => declaration.actionTypeId!.category === 'Approval');
  }

  private async run(execution: ExecutionRecord, from: number, retry?: 'FAILED_ACTIONS' | 'ALL_ACTIONS') {
    if (this.suspended) return;
    const controller = new AbortController();
    this.running.set(execution, controller);
    try {
      await Promise.resolve();
      for (let index = from; index < execution.stages.length; index++) {
        const outcome = await this.passStage(execution, index, controller.signal, index === from ? retry : undefined);
        if (isOver(execution)) return;
        if (outcome === 'stopped') return interrupt(this.context.account, execution, 'Stopped', execution.stop?.reason);
        if (outcome === 'failed') return setExecutionStatus(this.context.account, execution, 'Failed');
      }
      setExecutionStatus(this.context.account, execution, 'Succeeded');
    } catch (error) {
      if (error !== INTERRUPTED && error !== SUSPENDED && !isOver(execution)) setExecutionStatus(this.context.account, execution, 'Failed', (error as Error).message);
    } finally {
      this.running.delete(execution);
    }
  }

  private async passStage(
    execution: ExecutionRecord, index: number, signal: AbortSignal, retry?: 'FAILED_ACTIONS' | 'ALL_ACTIONS',
  ): Promise<StageOutcome> {
    const { account } = this.context;
    const line = this.lineOf(execution, index);
    await line?.enter(execution, signal);
    const stage = execution.stages[index];
    setStageStatus(account, execution, stage, 'InProgress');
    try {
      const interrupted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      const outcome = await Promise.race([runStage(this.context, execution, index, signal, retry), interrupted]);
      if (!isOver(execution) && outcome !== 'stopped') setStageStatus(account, execution, stage, outcome === 'failed' ? 'Failed' : 'Succeeded');
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
