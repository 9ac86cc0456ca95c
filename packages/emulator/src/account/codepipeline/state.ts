import { EventEmitter } from 'events';
import { perAccount } from '../per-account';
import type { ActionRecord, ConditionKind, ExecutionRecord, Jobs, PipelineRecord } from './records';

export interface Signals {
  started: [ExecutionRecord];
  /** An execution was ended by a call, an update or a newer execution. */
  interrupted: [ExecutionRecord];
  retried: [ExecutionRecord, string, 'FAILED_ACTIONS' | 'ALL_ACTIONS'];
  /** The condition of a stage was overridden. */
  overridden: [ExecutionRecord, string, ConditionKind];
  transition: [PipelineRecord];
  deleted: [PipelineRecord];
  action: [ActionRecord];
  finished: [ExecutionRecord];
  job: [string, JobResult];
  changed: [];
}

/** The result of a job, which a function reports. */
export type JobResult = { readonly externalId?: string } & (
  | { readonly ok: true; readonly continuationToken?: string; readonly summary?: string; readonly variables: Record<string, string> }
  | { readonly ok: false; readonly message: string });

export interface PipelineState {
  readonly pipelines: Record<string, PipelineRecord>;
  readonly jobs: Jobs;
  /** Signals to the executor. */
  readonly signals: EventEmitter<Signals>;
}

export const pipelineStateOf = perAccount<PipelineState>(() => ({
  pipelines: {}, jobs: {}, signals: new EventEmitter<Signals>().setMaxListeners(0),
}));
