import { canonicalJson } from '../../../src/model/json';

export interface ActionDeclaration {
  readonly Name: string;
  readonly RunOrder?: number;
  readonly ActionTypeId: { readonly Category: string; readonly Provider: string };
  readonly Configuration: Readonly<Record<string, string>>;
  readonly InputArtifacts?: readonly { readonly Name: string }[];
  readonly OutputArtifacts?: readonly { readonly Name: string }[];
}

export interface StageDeclaration {
  readonly Name: string;
  readonly Actions: readonly ActionDeclaration[];
}

export interface PipelineDeclaration {
  readonly Name: string;
  readonly Stages: readonly StageDeclaration[];
  readonly RestartExecutionOnUpdate?: boolean;
  readonly Triggers?: readonly any[];
}

/** The result or the state of an action. */
export interface ActionState {
  status: 'InProgress' | 'Succeeded' | 'Failed';
  message?: string;
  variables?: Readonly<Record<string, string>>;
  /** For a function that asked to be called again: when it asked, and how often since anything else happened. */
  token?: string;
  asked?: number;
  times?: number;
  /** The stack that a deployment action waits for. */
  stack?: string;
}

export interface ExecutionRecord {
  readonly id: string;
  /** Number of the execution, counted over all pipelines. */
  readonly number: number;
  readonly pipeline: PipelineRecord;
  readonly declaration: PipelineDeclaration;
  readonly version: number;
  /** `creation`, `update`, `push`, `event`, or the token of the call that started it. */
  readonly cause: string;
  /** ARN of the caller that started it. */
  readonly startedBy?: string;
  status: string;
  /** Why it was stopped. */
  stopped?: string;
  /** Index of the stage that it is in or waits for. */
  stage: number;
  entered: boolean;
  readonly actions: Record<string, ActionState>;
  readonly artifacts: Record<string, any>;
}

export interface PipelineRecord {
  declaration: PipelineDeclaration;
  version: number;
  readonly executions: ExecutionRecord[];
  /** Pending starts. */
  readonly starts: string[];
  /** Disabled transitions into stages, with the reason. */
  readonly closed: Map<string, string>;
  readonly tokens: Set<string>;
  /** The newest execution that entered each stage. */
  readonly stages: Map<string, ExecutionRecord>;
}

/** CodePipeline's state: pipelines and executions. */
export class PipelineRecords {
  readonly all = new Map<string, PipelineRecord>();
  count = 0;

  constructor(private readonly started: (execution: ExecutionRecord) => void) {}

  /** A created pipeline starts; a changed one cancels its executions, and restarts if configured. */
  put(declaration: PipelineDeclaration) {
    const before = this.all.get(declaration.Name);
    if (!before) {
      this.all.set(declaration.Name, {
        declaration, version: 1, executions: [], starts: ['creation'], closed: new Map(), tokens: new Set(), stages: new Map(),
      });
    } else if (canonicalJson(before.declaration) !== canonicalJson(declaration)) {
      before.declaration = declaration;
      before.version++;
      if (!declaration.RestartExecutionOnUpdate) return;
      for (const execution of running(before)) execution.status = 'Cancelled';
      before.starts.push('update');
    }
  }

  remove(name: string) {
    for (const execution of running(this.all.get(name))) execution.status = 'Stopped';
    this.all.delete(name);
  }

  /** A start supersedes those that have not begun yet, so that no execution overtakes another. */
  start(pipeline: PipelineRecord, cause: string, startedBy?: string) {
    for (const older of running(pipeline).filter(({ stage, entered }) => stage === 0 && !entered)) older.status = 'Superseded';
    const execution: ExecutionRecord = {
      id: `execution-${++this.count}`,
      number: this.count,
      pipeline,
      declaration: pipeline.declaration,
      version: pipeline.version,
      cause,
      startedBy,
      status: 'InProgress',
      stage: 0,
      entered: false,
      actions: {},
      artifacts: {},
    };
    pipeline.executions.push(execution);
    this.started(execution);
  }
}

export const running = (pipeline?: PipelineRecord) => pipeline?.executions.filter(({ status }) => status === 'InProgress') ?? [];
export const stop = (pipeline: PipelineRecord | undefined, reason: string) =>
  running(pipeline).forEach(execution => Object.assign(execution, { status: 'Stopped', stopped: reason }));
export const gaveUp = ({ status }: ExecutionRecord) => /^(Failed|Stopped|Cancelled)$/.test(status);
export const stageOf = ({ declaration, stage }: ExecutionRecord) => declaration.Stages[stage];

/** The message of a failed execution. */
export const messageOf = ({ actions }: ExecutionRecord) => Object.values(actions).find(({ status }) => status === 'Failed')?.message;
