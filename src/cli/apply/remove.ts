import { deleteAndWait, settle } from './settle';
import { deliveryStackName, modulePath, moduleStackName, pipelineName } from '../../registry/names';
import type { ParameterStore } from '../../registry/parameters';
import type { Pipelines } from '../aws/pipelines';
import type { Stacks } from '../aws/stacks';

export interface RemovalAccount {
  readonly store: ParameterStore;
  readonly stacks: Stacks;
  readonly pipelines: Pipelines;
}

const REASON = 'the module is being removed';

/** Removes a module whole: its resources, then what is recorded of it, then its delivery, whose role the resources needed. */
export async function remove(solution: string, module: string, account: RemovalAccount, roleArn?: string): Promise<string | undefined> {
  const { store, stacks, pipelines } = account;
  const pipeline = pipelineName(solution, module);
  const resources = moduleStackName(solution, module);
  await pipelines.closeStage(pipeline, 'Deploy', REASON);
  await pipelines.stop(pipeline, REASON);
  await settle(stacks, resources);

  const problem = await deleteAndWait(stacks, resources);
  if (problem) return `${problem}; correct it, then start the pipeline ${pipelineName(solution, 'modules')} again`;
  await store.remove((await store.list(modulePath(solution, module))).map(({ name }) => name));
  return deleteAndWait(stacks, deliveryStackName(solution, module), roleArn);
}
