import {
  EnableStageTransitionCommand, GetPipelineExecutionCommand, GetPipelineStateCommand, ListPipelineExecutionsCommand, paginateListActionExecutions,
  paginateListPipelines, StartPipelineExecutionCommand, type StageState,
} from '@aws-sdk/client-codepipeline';
import { codePipeline as client } from './clients';
import { ignoreMissingPipeline } from '../../aws/client';

export interface Execution {
  readonly id: string;
  readonly status: string;
}

/** An execution, with what tells whether it is one more attempt at what failed before. */
export interface Attempt extends Execution {
  readonly started: Date;
  /** ARN of whoever asked for it by a call. */
  readonly startedBy?: string;
  /** Status of the execution before it. */
  readonly before?: string;
}

export interface StageProgress {
  /** The execution that is or was last in it. */
  readonly execution: string;
  readonly status: string;
  /** What its failed action says. */
  readonly message?: string;
  /** Whether a person has to say yes before it goes on. */
  readonly awaitsApproval: boolean;
}

/**
 * The pipelines of the account, as far as functions need them. A pipeline that does not exist has no executions and no stages;
 * one that was created just now counts as running, because it starts by itself.
 */
export interface Pipelines {
  names(): Promise<string[]>;
  newest(pipeline: string): Promise<Execution | undefined>;
  /** The same, with how it came to be; nothing if there was none yet. */
  newestAttempt(pipeline: string): Promise<Attempt | undefined>;
  stages(pipeline: string): Promise<Partial<Record<string, StageProgress>>>;
  /** Whether the execution ran the pipeline as it is now. */
  isCurrent(pipeline: string, execution: string): Promise<boolean>;
  /** A variable that an action of an execution exported. */
  variable(pipeline: string, execution: string, action: string, name: string): Promise<string | undefined>;
  /** Equal tokens start one execution. */
  start(pipeline: string, token: string): Promise<void>;
  /** Lets executions into a stage again that was closed for this reason; false if it was not. Closed for another one, it stays so. */
  reopen(pipeline: string, stage: string, reason: string): Promise<boolean>;
}

export const names: Pipelines['names'] = async () => {
  const found: string[] = [];
  for await (const page of paginateListPipelines({ client }, {})) found.push(...(page.pipelines ?? []).map(({ name }) => name!));
  return found;
};

export const newest: Pipelines['newest'] = async pipeline => {
  const found = await executions(pipeline, 1);
  return found && { id: found[0]?.pipelineExecutionId ?? '', status: found[0]?.status ?? 'InProgress' };
};

export const newestAttempt: Pipelines['newestAttempt'] = async pipeline => {
  const found = await executions(pipeline, 2);
  if (!found?.length) return undefined;
  const [{ pipelineExecutionId, status, startTime, trigger }, before] = found;
  const startedBy = trigger?.triggerType === 'StartPipelineExecution' ? trigger.triggerDetail : undefined;
  return { id: pipelineExecutionId!, status: status!, started: startTime!, startedBy, before: before?.status };
};

export const stages: Pipelines['stages'] = async name => {
  const state = await stateOf(name);
  return Object.fromEntries(state?.stageStates?.flatMap(stage => stage.latestExecution ? [[stage.stageName, toStage(stage)]] : []) ?? []);
};

export const isCurrent: Pipelines['isCurrent'] = async (name, pipelineExecutionId) => {
  const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand({ pipelineName: name, pipelineExecutionId }));
  return pipelineExecution?.pipelineVersion === (await client.send(new GetPipelineStateCommand({ name }))).pipelineVersion;
};

export const variable: Pipelines['variable'] = async (pipelineName, pipelineExecutionId, action, name) => {
  for await (const page of paginateListActionExecutions({ client }, { pipelineName, filter: { pipelineExecutionId } })) {
    const found = page.actionExecutionDetails?.find(({ actionName }) => actionName === action);
    if (found) return found.output?.outputVariables?.[name];
  }
  return undefined;
};

export const start: Pipelines['start'] = async (name, clientRequestToken) => {
  await client.send(new StartPipelineExecutionCommand({ name, clientRequestToken }));
};

export const reopen: Pipelines['reopen'] = async (pipelineName, stageName, reason) => {
  const transition = (await stateOf(pipelineName))?.stageStates?.find(stage => stage.stageName === stageName)?.inboundTransitionState;
  if (transition?.enabled !== false || transition.disabledReason !== reason) return false;
  await client.send(new EnableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound' }));
  return true;
};

function toStage({ latestExecution, actionStates = [] }: StageState): StageProgress {
  const actions = actionStates.map(action => action.latestExecution);
  return {
    execution: latestExecution!.pipelineExecutionId!,
    status: latestExecution!.status!,
    message: actions.find(action => action?.status === 'Failed')?.errorDetails?.message,
    // Only manual approvals hold a token.
    awaitsApproval: actions.some(action => action?.status === 'InProgress' && action.token !== undefined),
  };
}

const executions = async (pipelineName: string, maxResults: number) =>
  (await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults })).catch(ignoreMissingPipeline))?.pipelineExecutionSummaries;

const stateOf = (name: string) => client.send(new GetPipelineStateCommand({ name })).catch(ignoreMissingPipeline);
