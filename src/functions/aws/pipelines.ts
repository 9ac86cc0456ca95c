import {
  CodePipelineClient, EnableStageTransitionCommand, GetPipelineCommand, GetPipelineExecutionCommand, GetPipelineStateCommand,
  ListPipelineExecutionsCommand, paginateListActionExecutions, paginateListPipelines, PutJobFailureResultCommand, PutJobSuccessResultCommand,
  StartPipelineExecutionCommand, type StageState,
} from '@aws-sdk/client-codepipeline';
import { ignoreMissingPipeline, RETRY } from '../../aws/client';

export const client = new CodePipelineClient(RETRY);
/** Passed on, so that a bundled function loads the client's package once. */
export { PutJobFailureResultCommand, PutJobSuccessResultCommand };

export interface Execution {
  readonly id: string;
  readonly status: string;
}

/** An execution, with the facts that show whether it repeats a failed one. */
export interface Attempt extends Execution {
  readonly started: Date;
  /** ARN of the principal that started it by an API call. */
  readonly startedBy?: string;
  /** Status of the execution before it. */
  readonly before?: string;
}

export interface StageProgress {
  /** The execution that is in the stage, or was the last in it. */
  readonly execution: string;
  readonly status: string;
  /** Error message of its failed action. */
  readonly message?: string;
  /** Whether its failed action, if there is one, started nothing, such as a build. A module's author controls the messages of builds, but not this. */
  readonly isRejected?: boolean;
  /** Whether a person rejected its manual approval. An approval that nobody answered in time is not rejected. */
  readonly isDeclined?: boolean;
  /** Whether it waits for a manual approval. */
  readonly awaitsApproval: boolean;
}

/**
 * The account's pipelines, as far as functions need them. A pipeline that does not exist has no executions and no stages. A pipeline that
 * was just created counts as running, because CodePipeline starts it.
 */
export interface Pipelines {
  names(): Promise<string[]>;
  newest(pipeline: string): Promise<Execution | undefined>;
  /** The newest execution as an attempt; undefined if there is none yet. */
  newestAttempt(pipeline: string): Promise<Attempt | undefined>;
  stages(pipeline: string): Promise<Partial<Record<string, StageProgress>>>;
  /** Whether the execution ran the current version of the pipeline. */
  isCurrent(pipeline: string, execution: string): Promise<boolean>;
  /** Whether its trigger has path filters, and no person has to approve what it deploys. */
  mayMissPushes(pipeline: string): Promise<boolean>;
  /** A variable that an action of an execution exported. */
  variable(pipeline: string, execution: string, action: string, name: string): Promise<string | undefined>;
  /** How many executions the role session of a function started since then, of the newest 100. */
  startedBy(pipeline: string, session: string, since: Date): Promise<number>;
  /** Starts one execution per token. */
  start(pipeline: string, token: string): Promise<void>;
  /** Enables a stage's inbound transition if it was disabled for this reason, and returns whether it was. */
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

/** Like `stages`, without what only failed executions are examined for, so that the gate stays small. */
export const progress = async (name: string): Promise<Partial<Record<string, StageProgress>>> => {
  const state = await stateOf(name);
  return Object.fromEntries(state?.stageStates?.map(({ stageName, latestExecution, actionStates }) => [stageName, {
    execution: latestExecution?.pipelineExecutionId,
    status: latestExecution?.status,
    awaitsApproval: awaitsApproval(actionStates),
  }]) ?? []);
};

export const isCurrent: Pipelines['isCurrent'] = async (name, pipelineExecutionId) => {
  const { pipelineExecution } = await client.send(new GetPipelineExecutionCommand({ pipelineName: name, pipelineExecutionId }));
  return pipelineExecution?.pipelineVersion === (await client.send(new GetPipelineStateCommand({ name }))).pipelineVersion;
};

export const mayMissPushes: Pipelines['mayMissPushes'] = async name => {
  const pipeline = (await client.send(new GetPipelineCommand({ name })).catch(ignoreMissingPipeline))?.pipeline;
  return pipeline?.triggers?.some(({ gitConfiguration }) => gitConfiguration?.push?.some(({ filePaths }) => filePaths)) === true
    && !pipeline.stages?.some(({ actions }) => actions?.some(({ actionTypeId }) => actionTypeId?.category === 'Approval'));
};

export const variable: Pipelines['variable'] = async (pipelineName, pipelineExecutionId, action, name) => {
  for await (const page of paginateListActionExecutions({ client }, { pipelineName, filter: { pipelineExecutionId } })) {
    const found = page.actionExecutionDetails?.find(({ actionName }) => actionName === action);
    if (found) return found.output?.outputVariables?.[name];
  }
  return undefined;
};

export const startedBy: Pipelines['startedBy'] = async (pipeline, session, since) => (await executions(pipeline, 100) ?? [])
  .filter(({ startTime, trigger }) => startTime! >= since && trigger?.triggerDetail?.endsWith(`/${session}`)).length;

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
  const failed = actionStates.map(action => action.latestExecution).find(action => action?.status === 'Failed');
  return {
    execution: latestExecution!.pipelineExecutionId!,
    status: latestExecution!.status!,
    message: failed?.errorDetails?.message,
    isRejected: !failed?.externalExecutionId,
    // Only the answer to a manual approval names a person: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionExecution.html
    isDeclined: Boolean(failed?.lastUpdatedBy),
    awaitsApproval: awaitsApproval(actionStates),
  };
}

/** Only manual approvals hold a token. */
const awaitsApproval = (actions: StageState['actionStates'] = []) =>
  actions.some(({ latestExecution: action }) => action?.status === 'InProgress' && action.token);

const executions = async (pipelineName: string, maxResults: number) =>
  (await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults })).catch(ignoreMissingPipeline))?.pipelineExecutionSummaries;

const stateOf = (name: string) => client.send(new GetPipelineStateCommand({ name })).catch(ignoreMissingPipeline);
