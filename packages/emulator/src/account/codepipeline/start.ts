import { randomUUID } from 'crypto';
import type { TriggerType } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { isOver, pipelineStateOf, type ExecutionRecord, type PipelineRecord, type SourceOverride } from './state';
import { publishExecution, setExecutionStatus, setStageStatus } from './status';

export interface Start {
  readonly cause: string;
  readonly triggerType: TriggerType;
  readonly triggerDetail?: string;
  /** The client request token of the call that starts it. */
  readonly token?: string;
  readonly overrides?: readonly SourceOverride[];
  readonly variables?: Record<string, string>;
}

/** Starts an execution; whoever executes pipelines hears of it. */
export function startExecution(account: Account, pipeline: PipelineRecord, start: Start): ExecutionRecord {
  const { declaration } = pipeline;
  const now = new Date();
  const defaults = Object.fromEntries((declaration.variables ?? []).map(({ name, defaultValue }) => [name!, defaultValue ?? '']));
  const execution: ExecutionRecord = {
    id: randomUUID(),
    pipeline: declaration.name!,
    version: declaration.version!,
    declaration,
    status: 'InProgress',
    triggerType: start.triggerType,
    triggerDetail: start.triggerDetail ?? '',
    cause: start.cause,
    ...(start.token === undefined ? {} : { token: start.token }),
    started: now,
    updated: now,
    stages: declaration.stages!.map(({ name }) => ({ name: name! })),
    actions: [],
    artifacts: {},
    revisions: [],
    overrides: start.overrides ?? [],
    variables: { ...defaults, ...start.variables },
  };
  pipeline.executions.push(execution);
  publishExecution(account, execution, 'STARTED');
  pipelineStateOf(account).signals.emit('started', execution);
  return execution;
}

/** Ends an execution from outside; what its actions began goes on by itself. */
export function interrupt(account: Account, execution: ExecutionRecord, status: 'Cancelled' | 'Stopped' | 'Superseded', summary?: string) {
  if (isOver(execution)) return;
  const at = new Date();
  for (const action of execution.actions.filter(each => each.status === 'InProgress')) Object.assign(action, { status: 'Abandoned', updated: at, ended: at });
  for (const stage of execution.stages.filter(each => each.status === 'InProgress' || each.status === 'Stopping')) {
    setStageStatus(account, execution, stage, status === 'Stopped' ? 'Stopped' : 'Cancelled');
  }
  setExecutionStatus(account, execution, status, summary);
  pipelineStateOf(account).signals.emit('interrupted', execution);
}
