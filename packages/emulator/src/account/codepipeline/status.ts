import type {
  ActionExecutionStatus, ConditionExecutionStatus, PipelineExecutionStatus, RuleExecutionStatus, StageExecutionStatus,
} from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { isOver, type ActionRecord, type ConditionRecord, type ExecutionRecord, type RuleRecord, type StageRecord } from './records';
import { pipelineStateOf } from './state';

/** All changes of status are made here, because each is published as an event. */

export function setExecutionStatus(account: Account, execution: ExecutionRecord, status: PipelineExecutionStatus, summary?: string) {
  execution.status = status;
  execution.updated = new Date();
  if (summary !== undefined) execution.summary = summary;
  if (isOver(execution)) execution.ended = execution.updated;
  publishExecution(account, execution, EXECUTION_STATES[status] ?? status.toUpperCase());
  if (isOver(execution)) pipelineStateOf(account).signals.emit('finished', execution);
}

export function publishExecution(account: Account, execution: ExecutionRecord, state: string) {
  publish(account, 'Pipeline', execution, {
    'state': state,
    'execution-trigger': { 'trigger-type': execution.triggerType, 'trigger-detail': execution.triggerDetail },
    'start-time': execution.started.toISOString(),
    ...(execution.summary ? { 'status-summary': execution.summary } : {}),
  });
}

export function setStageStatus(account: Account, execution: ExecutionRecord, stage: StageRecord, status: StageExecutionStatus) {
  const state = status === 'InProgress' && stage.entered ? 'RESUMED' : STAGE_STATES[status] ?? status.toUpperCase();
  stage.status = status;
  stage.entered ??= new Date();
  execution.updated = new Date();
  publish(account, 'Stage', execution, { 'stage': stage.name, 'state': state, 'start-time': stage.entered.toISOString() });
}

export function setActionStatus(account: Account, execution: ExecutionRecord, action: ActionRecord, status: ActionExecutionStatus) {
  action.status = status;
  action.updated = new Date();
  execution.updated = action.updated;
  if (status !== 'InProgress') action.ended = action.updated;
  const { category, owner, provider, version } = action.declaration.actionTypeId!;
  publish(account, 'Action', execution, {
    'stage': action.stage,
    'action': action.name,
    'action-execution-id': action.id,
    'state': ACTION_STATES[status],
    'region': account.region,
    'type': { owner, provider, category, version },
    'start-time': action.started.toISOString(),
    ...(status === 'InProgress' ? {} : {
      'execution-result': {
        ...(action.externalUrl ? { 'external-execution-url': action.externalUrl } : {}),
        ...(action.summary ? { 'external-execution-summary': action.summary } : {}),
        ...(action.externalId ? { 'external-execution-id': action.externalId } : {}),
        ...(action.error ? { 'error-code': action.error.code } : {}),
      },
    }),
    'input-artifacts': artifacts(action.inputs),
    'output-artifacts': artifacts(action.outputs),
  });
  pipelineStateOf(account).signals.emit('action', action);
}

/** No events are published for conditions and rules. */
export function setConditionStatus(
  account: Account, execution: ExecutionRecord, condition: ConditionRecord, status: ConditionExecutionStatus, summary?: string,
) {
  Object.assign(condition, { status, updated: new Date(), ...(summary === undefined ? {} : { summary }) });
  execution.updated = condition.updated;
  pipelineStateOf(account).signals.emit('changed');
}

export function setRuleStatus(account: Account, execution: ExecutionRecord, rule: RuleRecord, status: RuleExecutionStatus) {
  rule.status = status;
  rule.updated = new Date();
  execution.updated = rule.updated;
  if (status !== 'InProgress') rule.ended = rule.updated;
  pipelineStateOf(account).signals.emit('changed');
}

const artifacts = (records: ActionRecord['inputs']) =>
  Object.entries(records).map(([name, { bucket, key }]) => ({ name, s3location: { bucket, key } }));

const EXECUTION_STATES: Partial<Record<PipelineExecutionStatus, string>> = { InProgress: 'STARTED', Cancelled: 'CANCELED' };
const STAGE_STATES: Partial<Record<StageExecutionStatus, string>> = { InProgress: 'STARTED', Cancelled: 'CANCELED' };
const ACTION_STATES: Record<ActionExecutionStatus, string> = { InProgress: 'STARTED', Succeeded: 'SUCCEEDED', Failed: 'FAILED', Abandoned: 'ABANDONED' };

function publish(account: Account, what: 'Pipeline' | 'Stage' | 'Action', execution: ExecutionRecord, detail: object) {
  account.publish({
    source: 'aws.codepipeline',
    detailType: `CodePipeline ${what} Execution State Change`,
    resources: [account.arn('codepipeline', execution.pipeline)],
    detail: { 'pipeline': execution.pipeline, 'execution-id': execution.id, 'version': execution.version, ...detail },
  });
  pipelineStateOf(account).signals.emit('changed');
}
