import {
  type ActionExecutionDetail, GetPipelineStateCommand, paginateListActionExecutions, paginateListPipelineExecutions, paginateListPipelines,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { AwsAccount } from './account';
import { ignoreMissingPipeline } from '../../src/aws/client';
import { pipelineName } from '../../src/model/names';

/** One execution of a pipeline of the solution. */
export interface Execution {
  /** `core`, `modules` or the name of a module. */
  readonly of: string;
  readonly id: string;
  readonly status: string;
  /** Why it started, as CodePipeline calls it. */
  readonly trigger: string;
  readonly started: number;
}

/** What an action of an execution did. */
export interface ActionRun {
  readonly stage: string;
  readonly action: string;
  readonly status: string;
  readonly error?: string;
}

async function collect<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => readonly Item[] | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...items(page) ?? []);
  return all;
}

export { collect };

/** What the pipelines of a solution are for: `core`, `modules` and modules. */
export async function pipelinesOf({ codepipeline: client }: AwsAccount, solution: string): Promise<string[]> {
  const names = await collect(paginateListPipelines({ client }, {}), page => page.pipelines?.map(({ name }) => name!));
  const suffix = pipelineName(solution, '');
  return names.filter(name => name.endsWith(suffix)).map(name => name.slice(0, -suffix.length)).sort();
}

/** All executions of a solution's pipelines. */
export async function executionsOf(account: AwsAccount, solution: string): Promise<Execution[]> {
  const client = account.codepipeline;
  const found = await Promise.all((await pipelinesOf(account, solution)).map(async of => {
    // A pipeline may be deleted while it is read.
    const pages = paginateListPipelineExecutions({ client }, { pipelineName: pipelineName(solution, of) });
    const summaries = await collect(pages, page => page.pipelineExecutionSummaries).catch(ignoreMissingPipeline) ?? [];
    return summaries.map(summary => execution(of, summary));
  }));
  return found.flat().sort((a, b) => a.started - b.started);
}

const execution = (of: string, { pipelineExecutionId, status, trigger, startTime }: PipelineExecutionSummary): Execution =>
  ({ of, id: pipelineExecutionId!, status: status!, trigger: trigger?.triggerType ?? 'Unknown', started: startTime?.getTime() ?? 0 });

/** The actions of an execution, by stage; those of a stage by name, as some run at the same time. */
export async function actionsOf({ codepipeline: client }: AwsAccount, solution: string, { of, id }: Execution): Promise<ActionRun[]> {
  const pages = paginateListActionExecutions({ client }, { pipelineName: pipelineName(solution, of), filter: { pipelineExecutionId: id } });
  const details = await collect(pages, page => page.actionExecutionDetails).catch(ignoreMissingPipeline) ?? [];
  const start = ({ startTime }: ActionExecutionDetail) => startTime?.getTime() ?? 0;
  const stages = [...new Set(details.sort((a, b) => start(a) - start(b)).map(({ stageName }) => stageName!))];
  return details.map(run).sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage) || (a.action < b.action ? -1 : 1));
}

const run = ({ stageName, actionName, status, output }: ActionExecutionDetail): ActionRun => {
  const { code, message } = output?.executionResult?.errorDetails ?? {};
  const error = code === undefined ? undefined : [code, message ?? output?.executionResult?.externalExecutionSummary].filter(Boolean).join(': ');
  return { stage: stageName!, action: actionName!, status: status!, ...status === 'Failed' && error !== undefined ? { error } : {} };
};

/** An approval that a pipeline waits for. */
export interface Approval {
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
}

export async function approvalToken({ codepipeline }: AwsAccount, solution: string, of: string): Promise<Approval | undefined> {
  const name = pipelineName(solution, of);
  const { stageStates = [] } = await codepipeline.send(new GetPipelineStateCommand({ name })).catch(ignoreMissingPipeline) ?? {};
  for (const { stageName, actionStates = [] } of stageStates) {
    for (const { actionName, latestExecution } of actionStates) {
      if (latestExecution?.token && latestExecution.status === 'InProgress') return { stageName: stageName!, actionName: actionName!, token: latestExecution.token };
    }
  }
  return undefined;
}
