import { EventEmitter } from 'events';
import { perAccount } from '../per-account';
import type { ActionRecord, ConditionKind, ExecutionRecord, Jobs, PipelineRecord } from './records';

export interface Signals {
  started: [ExecutionRecord];
  /** Ended by a call or an update, not by what ran in it. */
  interrupted: [ExecutionRecord];
  retried: [ExecutionRecord, string, 'FAILED_ACTIONS' | 'ALL_ACTIONS'];
  /** A stage's condition is not to count. */
  overridden: [ExecutionRecord, string, ConditionKind];
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

export interface PipelineState {
  readonly pipelines: Record<string, PipelineRecord>;
  readonly jobs: Jobs;
  /** Tells whoever executes the pipelines what callers asked for. */
  readonly signals: EventEmitter<Signals>;
}

export const pipelineStateOf = perAccount<PipelineState>(() => ({
  pipelines: {}, jobs: {}, signals: new EventEmitter<Signals>().setMaxListeners(0),
}));
