import { randomUUID } from 'crypto';
import type { TriggerType } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { isOver, type ExecutionRecord, type PipelineRecord, type SourceOverride } from './records';
import { pipelineStateOf } from './state';
import { publishExecution, setExecutionStatus, setStageStatus } from './status';

export interface Start {
  readonly cause: string;
  /** The client request token of the call that starts it. */
  readonly token?: string;
  readonly triggerType: TriggerType;
  readonly triggerDetail?: string;
  readonly overrides?: readonly SourceOverride[];
  readonly variables?: Record<string, string>;
}

/** What an execution starts with, which a rollback takes from its target. */
type Inherited = Pick<ExecutionRecord, 'artifacts' | 'revisions' | 'variables' | 'rollback' | 'inherited'>;

/** Starts an execution. The executor runs it on the signal `started`. */
export function startExecution(account: Account, pipeline: PipelineRecord, { overrides = [], ...start }: Start): ExecutionRecord {
  const defaults = Object.fromEntries((pipeline.declaration.variables ?? []).map(({ name, defaultValue }) => [name!, defaultValue ?? '']));
  return begin(account, pipeline, start, overrides, { artifacts: {}, revisions: [], variables: { ...defaults, ...start.variables } });
}

/** Starts an execution that runs one stage with the artifacts and variables of an earlier execution. */
export function startRollback(
  account: Account, pipeline: PipelineRecord, stage: string, target: ExecutionRecord, trigger: Pick<Start, 'triggerType' | 'triggerDetail'>,
): ExecutionRecord {
  return begin(account, pipeline, { cause: 'rollback', ...trigger }, [], {
    rollback: { stage, target: target.id },
    artifacts: structuredClone(target.artifacts),
    revisions: structuredClone(target.revisions),
    variables: { ...target.variables },
    inherited: structuredClone(outputsOf(target)),
  });
}

function begin(account: Account, pipeline: PipelineRecord, start: Omit<Start, 'overrides' | 'variables'>, overrides: readonly SourceOverride[], inherited: Inherited) {
  const { declaration } = pipeline;
  const now = new Date();
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
    rules: [],
    overrides,
    ...inherited,
  };
  pipeline.executions.push(execution);
  publishExecution(account, execution, 'STARTED');
  pipelineStateOf(account).signals.emit('started', execution);
  return execution;
}

/** The output variables of the actions of an execution so far, by namespace. */
export function outputsOf({ actions, inherited }: ExecutionRecord): Record<string, Readonly<Record<string, string>>> {
  const given = actions.filter(({ status, declaration }) => status === 'Succeeded' && declaration.namespace)
    .map(({ declaration, variables }) => [declaration.namespace!, variables]);
  return { ...inherited, ...Object.fromEntries(given) };
}

/** Ends an execution. Operations that its actions have started, for example of stacks, continue. */
export function interrupt(account: Account, execution: ExecutionRecord, status: 'Cancelled' | 'Stopped' | 'Superseded', summary?: string) {
  if (isOver(execution)) return;
  const at = new Date();
  for (const work of [...execution.actions, ...execution.rules].filter(each => each.status === 'InProgress')) {
    Object.assign(work, { status: 'Abandoned', updated: at, ended: at });
  }
  for (const stage of execution.stages) {
    for (const condition of Object.values(stage.conditions ?? {}).filter(each => each.status === 'InProgress')) Object.assign(condition, { status: 'Abandoned', updated: at });
    if (stage.status === 'InProgress' || stage.status === 'Stopping') setStageStatus(account, execution, stage, status === 'Stopped' ? 'Stopped' : 'Cancelled');
  }
  setExecutionStatus(account, execution, status, summary);
  pipelineStateOf(account).signals.emit('interrupted', execution);
}
