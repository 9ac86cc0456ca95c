import {
  GetPipelineExecutionCommand, GetPipelineStateCommand, ListActionExecutionsCommand, ListPipelineExecutionsCommand, ListPipelinesCommand,
  StartPipelineExecutionCommand, type StageState,
} from '@aws-sdk/client-codepipeline';
import { codePipeline as client } from './clients';

export interface Execution {
  readonly id: string;
  readonly status: string;
}

export interface Stage {
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
  stages(pipeline: string): Promise<Partial<Record<string, Stage>>>;
  /** Whether the execution ran the pipeline as it is now. */
  isCurrent(pipeline: string, execution: string): Promise<boolean>;
  /** A variable that an action of an execution exported. */
  variable(pipeline: string, execution: string, action: string, name: string): Promise<string | undefined>;
  /** Equal tokens start one execution. */
  start(pipeline: string, token: string): Promise<void>;
}

export const isRunning = (execution?: Execution) => /^(InProgress|Stopping)$/.test(execution?.status ?? '');

export const names: Pipelines['names'] = async () => {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListPipelinesCommand({ nextToken }));
    found.push(...(page.pipelines ?? []).map(pipeline => pipeline.name!));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
};

export const newest: Pipelines['newest'] = async pipelineName => {
  const page = await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1 })).catch(missing);
  if (!page) return undefined;
  const [execution] = page.pipelineExecutionSummaries ?? [];
  return { id: execution?.pipelineExecutionId ?? '', status: execution?.status ?? 'InProgress' };
};

export const stages: Pipelines['stages'] = async name => {
  const state = await client.send(new GetPipelineStateCommand({ name })).catch(missing);
  return Object.fromEntries(state?.stageStates?.flatMap(stage => stage.latestExecution ? [[stage.stageName, toStage(stage)]] : []) ?? []);
};

export const isCurrent: Pipelines['isCurrent'] = async (name, pipelineExecutionId) => {
  const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand({ pipelineName: name, pipelineExecutionId }));
  return pipelineExecution?.pipelineVersion === (await client.send(new GetPipelineStateCommand({ name }))).pipelineVersion;
};

export const variable: Pipelines['variable'] = async (pipelineName, pipelineExecutionId, action, name) => {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId }, nextToken }));
    const found = page.actionExecutionDetails?.find(({ actionName }) => actionName === action);
    if (found) return found.output?.outputVariables?.[name];
    nextToken = page.nextToken;
  } while (nextToken);
  return undefined;
};

export const start: Pipelines['start'] = async (name, clientRequestToken) => {
  await client.send(new StartPipelineExecutionCommand({ name, clientRequestToken }));
};

function toStage({ latestExecution, actionStates = [] }: StageState): Stage {
  const actions = actionStates.map(action => action.latestExecution);
  return {
    execution: latestExecution!.pipelineExecutionId!,
    status: latestExecution!.status!,
    message: actions.find(action => action?.status === 'Failed')?.errorDetails?.message,
    // Only manual approvals hold a token.
    awaitsApproval: actions.some(action => action?.status === 'InProgress' && action.token !== undefined),
  };
}

const missing = (error: Error) => {
  if (error.name === 'PipelineNotFoundException') return undefined;
  throw error;
};
