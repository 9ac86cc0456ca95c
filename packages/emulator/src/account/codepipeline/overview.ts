import type { GetPipelineStateInput, ListActionExecutionsInput, RuleDeclaration, StageConditionState } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import type { Operation } from '../service';
import { artifactDetails, resultOf } from './details';
import { executionsIn, page, pipelineNamed } from './lookup';
import {
  isOver, latestActions, latestRules, type ActionRecord, type ConditionKind, type ExecutionRecord, type PipelineRecord, type WorkRecord,
} from './records';
import { pipelineStateOf } from './state';

/** The state of the stages, and all executions of actions. */
export function overviewOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  return {
    GetPipelineState({ name }: GetPipelineStateInput) {
      const pipeline = pipelineNamed(state, name!);
      const { version, stages } = pipeline.declaration;
      return {
        pipelineName: name,
        pipelineVersion: version,
        created: pipeline.created,
        updated: pipeline.updated,
        stageStates: stages!.map((_, index) => stageState(pipeline, index)),
      };
    },
    ListActionExecutions({ pipelineName, filter, ...input }: ListActionExecutionsInput) {
      const executions = executionsIn(pipelineNamed(state, pipelineName!), filter);
      const details = executions.flatMap(execution => [...execution.actions].reverse().map(action => detail(account, execution, action)));
      const { items, nextToken } = page(details, input);
      return { actionExecutionDetails: items, nextToken };
    },
  };
}

function stageState(pipeline: PipelineRecord, index: number) {
  const stage = pipeline.declaration.stages![index];
  const name = stage.name!;
  const entered = pipeline.executions.filter(({ stages }) => stages.some(each => each.name === name && each.status))
    .sort((a, b) => at(a, name) - at(b, name));
  const latest = entered.at(-1);
  const record = latest?.stages.find(each => each.name === name);
  const inbound = pipeline.executions.filter(execution => waits(execution, index))
    .map(execution => ({ pipelineExecutionId: execution.id, status: 'InProgress' as const, type: typeOf(execution) }));
  const off = pipeline.disabled[name];
  return {
    stageName: name,
    ...(inbound.length ? { inboundExecution: inbound.at(-1), inboundExecutions: inbound } : {}),
    inboundTransitionState: off ? { enabled: false, lastChangedBy: off.by, lastChangedAt: off.at, disabledReason: off.reason } : { enabled: true },
    actionStates: stage.actions!.map(action => {
      const newest = [...entered].reverse().map(execution => latestActions(execution, name).find(each => each.name === action.name)).find(Boolean);
      if (!newest) return { actionName: action.name };
      return { actionName: action.name, latestExecution: { ...workState(newest), ...approvalState(newest), actionExecutionId: newest.id } };
    }),
    ...(latest ? { latestExecution: { pipelineExecutionId: latest.id, status: record!.status, type: typeOf(latest) } } : {}),
    ...conditionState('beforeEntry', stage.beforeEntry?.conditions?.[0]?.rules, latest, name),
    ...conditionState('onSuccess', stage.onSuccess?.conditions?.[0]?.rules, latest, name),
    ...conditionState('onFailure', stage.onFailure?.conditions?.[0]?.rules, latest, name),
    ...(record?.retries ? {
      retryStageMetadata: {
        autoStageRetryAttempt: record.retries.automatic,
        manualStageRetryAttempt: record.retries.manual,
        latestRetryTrigger: record.retries.latest,
      },
    } : {}),
  };
}

/** Whether an execution waits for a stage: it has left the stage before, or rolls this stage back. */
function waits(execution: ExecutionRecord, index: number): boolean {
  if (isOver(execution) || execution.stages[index]?.status) return false;
  if (execution.rollback) return execution.rollback.stage === execution.stages[index]?.name;
  return index > 0 && ['Succeeded', 'Skipped'].includes(execution.stages[index - 1]?.status ?? '');
}

const typeOf = ({ rollback }: ExecutionRecord) => rollback ? 'ROLLBACK' as const : 'STANDARD' as const;

const at = (execution: ExecutionRecord, stage: string) => execution.stages.find(({ name }) => name === stage)?.entered?.getTime() ?? 0;

function conditionState(
  kind: ConditionKind, rules: readonly RuleDeclaration[] | undefined, latest: ExecutionRecord | undefined, stage: string,
): Record<string, StageConditionState> {
  if (!rules) return {};
  const condition = latest?.stages.find(({ name }) => name === stage)?.conditions?.[kind];
  const runs = latest ? latestRules(latest, stage, kind) : [];
  const ruleStates = rules.map(({ name }) => {
    const run = runs.find(each => each.name === name);
    return { ruleName: name, ...(run ? { latestExecution: { ...workState(run), ruleExecutionId: run.id } } : {}) };
  });
  return {
    [`${kind}ConditionState`]: {
      ...(condition ? { latestExecution: { status: condition.status, summary: condition.summary } } : {}),
      conditionStates: [{
        ...(condition ? { latestExecution: { status: condition.status, summary: condition.summary, lastStatusChange: condition.updated } } : {}),
        ruleStates,
      }],
    },
  };
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-approve-or-reject.html */
const approvalState = ({ status, token, answeredBy }: ActionRecord) => ({
  ...status === 'InProgress' && { token },
  ...answeredBy !== undefined && { lastUpdatedBy: answeredBy },
});

const workState = <S>({ status, summary, updated, externalId, externalUrl, error }: WorkRecord & { status: S }) => ({
  status,
  summary,
  lastStatusChange: updated,
  externalExecutionId: externalId,
  externalExecutionUrl: externalUrl,
  ...(error ? { errorDetails: error } : {}),
});

function detail(account: Account, execution: ExecutionRecord, action: ActionRecord) {
  const { declaration } = action;
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: action.id,
    pipelineVersion: execution.version,
    stageName: action.stage,
    actionName: action.name,
    startTime: action.started,
    lastUpdateTime: action.updated,
    status: action.status,
    input: {
      actionTypeId: declaration.actionTypeId,
      configuration: declaration.configuration,
      resolvedConfiguration: action.resolved,
      roleArn: declaration.roleArn,
      region: declaration.region ?? account.region,
      inputArtifacts: artifactDetails(action.inputs),
      namespace: declaration.namespace,
    },
    output: { outputArtifacts: artifactDetails(action.outputs), executionResult: resultOf(action), outputVariables: action.variables },
  };
}
