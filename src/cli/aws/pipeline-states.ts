import {
  CodePipelineClient, GetPipelineStateCommand, ListPipelineExecutionsCommand, type ActionState, type PipelineExecutionSummary,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';
import { ignoreMissingPipeline, RETRY } from '../../aws/client';

/** The state of a pipeline and of its latest execution. */
export interface PipelineState {
  readonly name: string;
  /** Id of the latest execution. */
  readonly execution?: string;
  /** Status of the latest execution, as CodePipeline names it. */
  readonly status: string;
  /** The stage that the execution is in, or in which it ended. */
  readonly stage?: string;
  /** Message of the action that failed or is in progress. */
  readonly message?: string;
  readonly awaitsApproval: boolean;
  /** The revision that the latest successful execution delivered. */
  readonly revision?: string;
  readonly updated?: string;
}

/** Reads the state of pipelines, and starts them. */
export interface PipelineStates {
  /** Undefined if there is no such pipeline. */
  find(name: string): Promise<PipelineState | undefined>;
  start(name: string): Promise<void>;
  region(): Promise<string>;
}

/** Maximum number of pages that are searched for the last execution that succeeded. */
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
        // A new pipeline starts by itself.
        status: newest?.status ?? 'InProgress',
        awaitsApproval: false,
        ...newest && newest.status !== 'Succeeded' && await executionDetails(client, name, newest.pipelineExecutionId!),
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

async function executionDetails(client: CodePipelineClient, name: string, execution: string) {
  const state = await client.send(new GetPipelineStateCommand({ name })).catch(ignoreMissingPipeline);
  const stage = state?.stageStates?.filter(({ latestExecution }) => latestExecution?.pipelineExecutionId === execution).at(-1);
  const actions = stage?.actionStates ?? [];
  const relevant = [...actions.filter(is('Failed')), ...actions.filter(is('InProgress'))][0]?.latestExecution;
  return {
    stage: stage?.stageName,
    message: relevant?.errorDetails?.message ?? relevant?.summary,
    // Only manual approvals hold a token.
    awaitsApproval: actions.some(action => is('InProgress')(action) && action.latestExecution!.token !== undefined),
  };
}

const is = (status: string) => (action: ActionState) => action.latestExecution?.status === status;
