import type {
  CreatePipelineInput, DeletePipelineInput, GetPipelineInput, ListPipelinesInput, ListTagsForResourceInput, PipelineDeclaration, Tag,
  TagResourceInput, UntagResourceInput, UpdatePipelineInput,
} from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { page, pipelineNamed } from './lookup';
import type { PipelineRecord } from './records';
import { interrupt, startExecution } from './start';
import { pipelineStateOf } from './state';
import { validate, validateNames } from './validate';

/** Pipelines: create, update, delete, read, tag. */
export function pipelineOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  const byArn = (arn: string) => {
    const name = arn.split(':')[5]?.split('/')[0] ?? '';
    if (!state.pipelines[name]) throw new AwsError('ResourceNotFoundException', `Could not find the resource '${arn}'`);
    return state.pipelines[name];
  };
  return {
    CreatePipeline({ pipeline, tags = [] }: CreatePipelineInput) {
      validate(pipeline!);
      if (state.pipelines[pipeline!.name!]) {
        throw new AwsError('PipelineNameInUseException', `A pipeline with the name '${pipeline!.name}' already exists in account '${account.accountId}'`);
      }
      const now = new Date();
      const record: PipelineRecord = {
        declaration: normalized(pipeline!, 1), created: now, updated: now, tags: [...tags], disabled: {}, executions: [], tokens: {},
      };
      state.pipelines[pipeline!.name!] = record;
      startExecution(account, record, { cause: 'creation', triggerType: 'CreatePipeline' });
      return { pipeline: record.declaration, tags };
    },
    UpdatePipeline({ pipeline }: UpdatePipelineInput) {
      validate(pipeline!);
      const record = pipelineNamed(state, pipeline!.name!);
      record.declaration = normalized(pipeline!, record.declaration.version! + 1);
      record.updated = new Date();
      for (const execution of record.executions) {
        interrupt(account, execution, 'Cancelled', 'the pipeline\'s definition was updated before the execution could be completed');
      }
      return { pipeline: record.declaration };
    },
    DeletePipeline({ name }: DeletePipelineInput) {
      validateNames([name]);
      const record = state.pipelines[name!];
      if (!record) return;
      for (const execution of record.executions) interrupt(account, execution, 'Cancelled', 'the pipeline was deleted');
      delete state.pipelines[name!];
      state.signals.emit('deleted', record);
    },
    GetPipeline({ name, version }: GetPipelineInput) {
      const record = pipelineNamed(state, name!);
      if (version !== undefined && version !== record.declaration.version) {
        throw new AwsError('PipelineVersionNotFoundException', `The pipeline '${name}' has no version ${version}: the emulator keeps the current version only, which is ${record.declaration.version}`);
      }
      return { pipeline: record.declaration, metadata: { pipelineArn: account.arn('codepipeline', name!), created: record.created, updated: record.updated } };
    },
    ListPipelines(input: ListPipelinesInput) {
      const { items, nextToken } = page(Object.values(state.pipelines), input, 1000);
      const pipelines = items.map(({ declaration: { name, version, pipelineType, executionMode }, created, updated }) =>
        ({ name, version, pipelineType, executionMode, created, updated }));
      return { pipelines, nextToken };
    },
    ListTagsForResource({ resourceArn }: ListTagsForResourceInput) {
      return { tags: byArn(resourceArn!).tags };
    },
    TagResource({ resourceArn, tags }: TagResourceInput) {
      const record = byArn(resourceArn!);
      record.tags = merged(record.tags, tags!);
    },
    UntagResource({ resourceArn, tagKeys }: UntagResourceInput) {
      const record = byArn(resourceArn!);
      record.tags = record.tags.filter(({ key }) => !tagKeys!.includes(key!));
    },
  };
}

const merged = (old: readonly Tag[], added: readonly Tag[]) => [...old.filter(({ key }) => !added.some(tag => tag.key === key)), ...added];

const normalized = (pipeline: PipelineDeclaration, version: number): PipelineDeclaration => ({
  executionMode: 'SUPERSEDED',
  pipelineType: 'V1',
  ...structuredClone(pipeline),
  stages: pipeline.stages!.map(stage => ({
    ...structuredClone(stage),
    actions: stage.actions!.map(action => ({ runOrder: 1, configuration: {}, inputArtifacts: [], outputArtifacts: [], ...structuredClone(action) })),
  })),
  version,
});
