import {
  CodePipelineClient, GetPipelineStateCommand, ListPipelineExecutionsCommand, type ActionState, type PipelineExecutionSummary,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';
import { ignoreMissingPipeline, RETRY } from '../../aws/client';

/** What a pipeline does, or did last. */
export interface PipelineState {
  readonly name: string;
  /** Id of its newest execution. */
  readonly execution?: string;
  /** Of its newest execution, in CodePipeline's words. */
  readonly status: string;
  /** Where that execution is, or where it ended. */
  readonly stage?: string;
  /** What the action that failed, or that runs, says. */
  readonly message?: string;
  readonly awaitsApproval: boolean;
  /** What the newest execution delivered that succeeded. */
  readonly revision?: string;
  readonly updated?: string;
}

/** Pipelines, as far as people want to know of them, and are to start them. */
export interface PipelineStates {
  /** Nothing if there is no such pipeline. */
  find(name: string): Promise<PipelineState | undefined>;
  start(name: string): Promise<void>;
  region(): Promise<string>;
}

/** How many pages of executions are read for the last one that succeeded. */
const PAGES = 5;

export function pipelineStates(client = new CodePipelineClient(RETRY)): PipelineStates {
  const executions = async (pipelineName: string): Promise<PipelineExecutionSummary[] | undefined> => {
    const found: PipelineExecutionSummary[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const answer = await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 100, nextToken })).catch(ignoreMissingPipeline);
      if (!answer) return undefined;
      found.push(...answer.pipelineExecutionSummaries ?? []);
      nextToken = answer.nextToken;
      if (!nextToken || found.some(({ status }) => status === 'Succeeded')) break;
    }
    return found;
  };
  return {
    find: name => attempt(`reading the pipeline ${name}`, async () => {
      const found = await executions(name);
      if (!found) return undefined;
      const [newest] = found;
      const delivered = found.find(({ status }) => status === 'Succeeded');
      return {
        name,
        execution: newest?.pipelineExecutionId,
        // One that was created just now starts by itself.
        status: newest?.status ?? 'InProgress',
        awaitsApproval: false,
        ...newest && newest.status !== 'Succeeded' && await whereabouts(client, name, newest.pipelineExecutionId!),
        revision: delivered?.sourceRevisions?.[0]?.revisionId,
        updated: newest?.lastUpdateTime?.toISOString(),
      };
    }),
    start: name => attempt(`starting the pipeline ${name}`, async () => {
      await client.send(new StartPipelineExecutionCommand({ name }));
    }),
    region: () => attempt('finding the region', () => client.config.region()),
  };
}

async function whereabouts(client: CodePipelineClient, name: string, execution: string) {
  const state = await client.send(new GetPipelineStateCommand({ name })).catch(ignoreMissingPipeline);
  const stage = state?.stageStates?.filter(({ latestExecution }) => latestExecution?.pipelineExecutionId === execution).at(-1);
  const actions = stage?.actionStates ?? [];
  const acting = [...actions.filter(is('Failed')), ...actions.filter(is('InProgress'))][0]?.latestExecution;
  return {
    stage: stage?.stageName,
    message: acting?.errorDetails?.message ?? acting?.summary,
    // Only manual approvals hold a token.
    awaitsApproval: actions.some(action => is('InProgress')(action) && action.latestExecution!.token !== undefined),
  };
}

const is = (status: string) => (action: ActionState) => action.latestExecution?.status === status;
