import type { GetPipelineStateInput, ListActionExecutionsInput } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import type { Operation } from '../service';
import { executionOf, page, pipelineNamed } from './lookup';
import { isOver, latestActions, pipelineStateOf, type ActionRecord, type ArtifactRecord, type ExecutionRecord, type PipelineRecord } from './state';

/** What happened in executions: per stage now, and per action ever. */
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
    ListActionExecutions(input: ListActionExecutionsInput) {
      const pipeline = pipelineNamed(state, input.pipelineName!);
      const wanted = input.filter?.pipelineExecutionId ?? input.filter?.latestInPipelineExecution?.pipelineExecutionId;
      const executions = wanted ? [executionOf(pipeline, wanted)] : [...pipeline.executions].reverse();
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
  const waiting = pipeline.executions.filter(execution => !isOver(execution) && index > 0
    && !execution.stages[index]?.status && execution.stages[index - 1]?.status === 'Succeeded');
  const inbound = waiting.map(({ id }) => ({ pipelineExecutionId: id, status: 'InProgress' as const }));
  const off = pipeline.disabled[name];
  return {
    stageName: name,
    ...(inbound.length ? { inboundExecution: inbound.at(-1), inboundExecutions: inbound } : {}),
    inboundTransitionState: off ? { enabled: false, lastChangedBy: off.by, lastChangedAt: off.at, disabledReason: off.reason } : { enabled: true },
    actionStates: stage.actions!.map(action => {
      const newest = [...entered].reverse().map(execution => latestActions(execution, name).find(each => each.name === action.name)).find(Boolean);
      return { actionName: action.name, ...(newest ? { latestExecution: actionState(newest) } : {}) };
    }),
    ...(latest ? {
      latestExecution: { pipelineExecutionId: latest.id, status: latest.stages.find(each => each.name === name)!.status, type: 'STANDARD' as const },
    } : {}),
  };
}

const at = (execution: ExecutionRecord, stage: string) => execution.stages.find(({ name }) => name === stage)?.entered?.getTime() ?? 0;

const actionState = (action: ActionRecord) => ({
  actionExecutionId: action.id,
  status: action.status,
  summary: action.summary,
  lastStatusChange: action.updated,
  token: action.status === 'InProgress' ? action.token : undefined,
  externalExecutionId: action.externalId,
  externalExecutionUrl: action.externalUrl,
  ...(action.error ? { errorDetails: action.error } : {}),
});

const artifactDetails = (artifacts: Record<string, ArtifactRecord>) =>
  Object.entries(artifacts).map(([name, { bucket, key }]) => ({ name, s3location: { bucket, key } }));

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
    output: {
      outputArtifacts: artifactDetails(action.outputs),
      executionResult: {
        externalExecutionId: action.externalId,
        externalExecutionSummary: action.summary,
        externalExecutionUrl: action.externalUrl,
        ...(action.error ? { errorDetails: action.error } : {}),
      },
      outputVariables: action.variables,
    },
  };
}
