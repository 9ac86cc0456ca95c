import { AwsError } from '../aws-error';
import type { ExecutionRecord, PipelineRecord } from './records';
import type { PipelineState } from './state';

export function pipelineNamed(state: PipelineState, name: string): PipelineRecord {
  const pipeline = state.pipelines[name];
  if (!pipeline) throw new AwsError('PipelineNotFoundException', `The account with id does not include a pipeline with the name '${name}'`);
  return pipeline;
}

/** A pipeline that must have a stage. */
export function pipelineWithStage(state: PipelineState, pipelineName: string, stageName: string): PipelineRecord {
  const pipeline = pipelineNamed(state, pipelineName);
  if (!pipeline.declaration.stages!.some(({ name }) => name === stageName)) {
    throw new AwsError('StageNotFoundException', `Stage '${stageName}' does not exist in pipeline '${pipelineName}'`);
  }
  return pipeline;
}

export function executionOf(pipeline: PipelineRecord, id: string): ExecutionRecord {
  const execution = pipeline.executions.find(each => each.id === id);
  if (!execution) throw new AwsError('PipelineExecutionNotFoundException', `The pipeline execution with the id '${id}' does not exist in '${pipeline.declaration.name}'`);
  return execution;
}

/** Whether a later execution has been in a stage. */
export const wasOvertaken = (pipeline: PipelineRecord, execution: ExecutionRecord, stage: string) => pipeline.executions
  .slice(pipeline.executions.indexOf(execution) + 1)
  .some(({ stages }) => stages.some(({ name, status }) => name === stage && status));

/** A page of a list. The token is the index of the next item. */
export function page<T>(all: readonly T[], input: { maxResults?: number; nextToken?: string }, most = 100): { items: T[]; nextToken?: string } {
  const from = input.nextToken ? Number(input.nextToken) : 0;
  if (!Number.isInteger(from) || from < 0) throw new AwsError('InvalidNextTokenException', `The next token '${input.nextToken}' is not valid`);
  const size = Math.min(input.maxResults || most, most);
  const items = all.slice(from, from + size);
  return { items, ...(from + size < all.length ? { nextToken: String(from + size) } : {}) };
}

/** The executions that a filter of ListActionExecutions or ListRuleExecutions selects, newest first. */
export function executionsIn(
  pipeline: PipelineRecord, filter: { pipelineExecutionId?: string; latestInPipelineExecution?: { pipelineExecutionId?: string } } = {},
): ExecutionRecord[] {
  const id = filter.pipelineExecutionId ?? filter.latestInPipelineExecution?.pipelineExecutionId;
  return id ? [executionOf(pipeline, id)] : [...pipeline.executions].reverse();
}
