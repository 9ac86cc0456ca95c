import { AwsError } from '../aws-error';
import type { ExecutionRecord, PipelineRecord, PipelineState } from './state';

export function pipelineNamed(state: PipelineState, name: string): PipelineRecord {
  const pipeline = state.pipelines[name];
  if (!pipeline) throw new AwsError('PipelineNotFoundException', `The account with id does not include a pipeline with the name '${name}'`);
  return pipeline;
}

export function executionOf(pipeline: PipelineRecord, id: string): ExecutionRecord {
  const execution = pipeline.executions.find(each => each.id === id);
  if (!execution) throw new AwsError('PipelineExecutionNotFoundException', `The pipeline execution with the id '${id}' does not exist in '${pipeline.declaration.name}'`);
  return execution;
}

/** A page of a list, with the place where the next one begins as token. */
export function page<T>(all: readonly T[], input: { maxResults?: number; nextToken?: string }, most = 100): { items: T[]; nextToken?: string } {
  const from = input.nextToken ? Number(input.nextToken) : 0;
  if (!Number.isInteger(from) || from < 0) throw new AwsError('InvalidNextTokenException', `The next token '${input.nextToken}' is not valid`);
  const size = Math.min(input.maxResults || most, most);
  const items = all.slice(from, from + size);
  return { items, ...(from + size < all.length ? { nextToken: String(from + size) } : {}) };
}
