import type { ActionExecution, Observation, Pipeline, PipelineExecution } from '@cv-insync/emulator';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export interface ObservedExecution extends Mutable<Omit<PipelineExecution, 'actions' | 'stages'>> {
  readonly actions: Mutable<ActionExecution>[];
  readonly stages: { name: string; status?: PipelineExecution['stages'][number]['status'] }[];
}

interface Started {
  readonly cause?: string;
  readonly token?: string;
  readonly tags?: Pipeline['tags'];
}

/** An observation of pipelines that a test controls. Each has the stages `Source`, with one action, and `Ask`, with an approval. */
export class Observed implements Pick<Observation, 'onStart' | 'onAction' | 'onChange'> {
  private readonly listeners = { start: new Set<Function>(), action: new Set<Function>(), change: new Set<Function>() };

  onStart = (listener: Function) => this.subscribe('start', listener);
  onAction = (listener: Function) => this.subscribe('action', listener);
  onChange = (listener: Function) => this.subscribe('change', listener);

  start(pipeline: string, { cause = 'creation', token, tags = [] }: Started = {}): ObservedExecution {
    const now = new Date();
    const declaration = {
      name: pipeline,
      stages: [
        { name: 'Source', actions: [{ name: 'Checkout', actionTypeId: { category: 'Source', provider: 'CodeStarSourceConnection' } }] },
        { name: 'Ask', actions: [{ name: 'Ask', actionTypeId: { category: 'Approval', provider: 'Manual' } }] },
      ],
    } as PipelineExecution['declaration'];
    const execution: ObservedExecution = {
      id: `${pipeline}-1`,
      pipeline,
      version: 1,
      declaration,
      status: 'InProgress',
      triggerType: 'CreatePipeline',
      triggerDetail: '',
      cause,
      ...token !== undefined && { token },
      started: now,
      updated: now,
      stages: [{ name: 'Source' }, { name: 'Ask' }],
      actions: [],
      artifacts: {},
      revisions: [],
      overrides: [],
      rules: [],
      variables: {},
    };
    this.tell('start', execution, { declaration, tags });
    this.tell('change');
    return execution;
  }

  /** The first attempt at the action of a stage. */
  act(execution: ObservedExecution, stage: number, change: Partial<Mutable<ActionExecution>> = {}): Mutable<ActionExecution> {
    const { name, actions } = execution.declaration.stages![stage];
    execution.stages[stage].status = 'InProgress';
    const action: Mutable<ActionExecution> = {
      id: `${execution.id}-${stage}`,
      stage: name!,
      name: actions![0].name!,
      declaration: actions![0],
      resolved: {},
      status: 'InProgress',
      started: new Date(),
      updated: new Date(),
      inputs: {},
      outputs: {},
      variables: {},
      ...change,
    };
    execution.actions.push(action);
    this.tell('action', action);
    this.tell('change');
    return action;
  }

  /** Ends the action of a stage, the stage, and the execution. */
  end(execution: ObservedExecution, stage: number, action: Mutable<ActionExecution>, status: 'Succeeded' | 'Failed', summary: string) {
    const now = new Date();
    Object.assign(action, { status, summary, updated: now, ended: now });
    this.tell('action', action);
    execution.stages[stage].status = status;
    this.finish(execution, status);
  }

  finish(execution: ObservedExecution, status: PipelineExecution['status']) {
    Object.assign(execution, { status, updated: new Date(), ended: new Date() });
    this.tell('change');
  }

  private subscribe(event: 'start' | 'action' | 'change', listener: Function) {
    this.listeners[event].add(listener);
    return () => void this.listeners[event].delete(listener);
  }

  private tell(event: 'start' | 'action' | 'change', ...what: unknown[]) {
    for (const listener of this.listeners[event]) listener(...what);
  }
}
