import { EventEmitter } from 'events';
import type {
  ActionDeclaration, ActionExecutionStatus, PipelineDeclaration, PipelineExecutionStatus, StageExecutionStatus, Tag, TriggerType,
} from '@aws-sdk/client-codepipeline';
import { perAccount } from '../per-account';

/** Where an artifact of an execution lies. */
export interface ArtifactRecord {
  readonly bucket: string;
  readonly key: string;
  readonly revision?: string;
}

/** One attempt at an action; a retry adds another record. */
export interface ActionRecord {
  readonly id: string;
  readonly stage: string;
  readonly name: string;
  readonly declaration: ActionDeclaration;
  resolved: Record<string, string>;
  status: ActionExecutionStatus;
  readonly started: Date;
  updated: Date;
  ended?: Date;
  summary?: string;
  error?: { code: string; message: string };
  externalId?: string;
  externalUrl?: string;
  /** What an approval is answered with. */
  token?: string;
  readonly inputs: Record<string, ArtifactRecord>;
  outputs: Record<string, ArtifactRecord>;
  variables: Record<string, string>;
}

export interface StageRecord {
  readonly name: string;
  status?: StageExecutionStatus;
  entered?: Date;
}

export interface RevisionRecord {
  readonly action: string;
  readonly revision: string;
  readonly summary?: string;
  readonly url?: string;
}

/** A source action's revision that the execution was started for. */
export interface SourceOverride {
  readonly action: string;
  readonly revision: string;
  readonly branch?: string;
}

export interface ExecutionRecord {
  readonly id: string;
  readonly pipeline: string;
  readonly version: number;
  /** The pipeline as it was when the execution started. */
  readonly declaration: PipelineDeclaration;
  status: PipelineExecutionStatus;
  summary?: string;
  readonly triggerType: TriggerType;
  readonly triggerDetail: string;
  /** Why it started: `creation`, `update`, `push`, `event:<rule>`, `manual`, ... */
  readonly cause: string;
  /** The client request token of the call that started it. */
  readonly token?: string;
  readonly started: Date;
  updated: Date;
  ended?: Date;
  readonly stages: StageRecord[];
  readonly actions: ActionRecord[];
  readonly artifacts: Record<string, ArtifactRecord>;
  readonly revisions: RevisionRecord[];
  readonly overrides: readonly SourceOverride[];
  readonly variables: Record<string, string>;
  stop?: { readonly reason: string; readonly abandon: boolean };
}

export interface PipelineRecord {
  declaration: PipelineDeclaration;
  readonly created: Date;
  updated: Date;
  tags: Tag[];
  /** Stages whose inbound transition is disabled. */
  readonly disabled: Record<string, { reason: string; at: Date; by: string }>;
  /** Oldest first. */
  readonly executions: ExecutionRecord[];
  /** Client request tokens already used, with the execution that each started. */
  readonly tokens: Record<string, string>;
}

export interface Signals {
  started: [ExecutionRecord];
  /** Ended by a call or an update, not by what ran in it. */
  interrupted: [ExecutionRecord];
  retried: [ExecutionRecord, string, 'FAILED_ACTIONS' | 'ALL_ACTIONS'];
  transition: [PipelineRecord];
  deleted: [PipelineRecord];
  action: [ActionRecord];
  finished: [ExecutionRecord];
  job: [string, JobResult];
  changed: [];
}

/** What a function said about the job it was called for. */
export type JobResult = { readonly externalId?: string } & (
  | { readonly ok: true; readonly continuationToken?: string; readonly summary?: string; readonly variables: Record<string, string> }
  | { readonly ok: false; readonly message: string });

/** Jobs that functions may answer, by id. */
export type Jobs = Record<string, { readonly pipeline: string; readonly execution: string; readonly action: string; answered: boolean }>;

export interface PipelineState {
  readonly pipelines: Record<string, PipelineRecord>;
  readonly jobs: Jobs;
  /** Tells whoever executes the pipelines what callers asked for. */
  readonly signals: EventEmitter<Signals>;
}

export const pipelineStateOf = perAccount<PipelineState>(() => ({
  pipelines: {}, jobs: {}, signals: new EventEmitter<Signals>().setMaxListeners(0),
}));

export const isOver = (execution: Pick<ExecutionRecord, 'status'>) => !['InProgress', 'Stopping'].includes(execution.status);

/** The newest attempt of each action of a stage. */
export function latestActions(execution: { readonly actions: readonly ActionRecord[] }, stage: string): ActionRecord[] {
  const newest = new Map<string, ActionRecord>();
  for (const action of execution.actions) if (action.stage === stage) newest.set(action.name, action);
  return [...newest.values()];
}
