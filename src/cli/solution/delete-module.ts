import { deliveryStackName, modulePath, moduleStackName, pipelineName, REMOVAL_REASON } from '../../model/names';
import { describeResource, retainedBy, type StackResource, type StackResources } from '../../model/stack-resource';
import type { ParameterStore } from '../../registry/parameter-store';
import type { PipelineControl } from '../aws/pipeline-control';
import { deleteAndWait, settle } from '../aws/settle';
import type { Stacks } from '../aws/stacks';

export interface RemovalAccount {
  readonly store: ParameterStore;
  readonly stacks: Stacks;
  readonly resources: StackResources;
  readonly pipelines: PipelineControl;
}

/** How a removal ended. */
export interface Deletion {
  /** Why it could not be finished. */
  readonly problem?: string;
  /** What of its resources stays in the account; unknown if they had gone before. */
  readonly kept?: readonly StackResource[];
}

/** Removes a module whole: its resources, then what is recorded of it, then its delivery, whose role the resources needed. */
export async function deleteModule(
  solution: string, module: string, account: RemovalAccount, roleArn?: string, log: (line: string) => void = () => undefined,
): Promise<Deletion> {
  const { store, stacks, pipelines } = account;
  const pipeline = pipelineName(solution, module);
  const resources = moduleStackName(solution, module);
  await pipelines.closeStage(pipeline, 'Deploy', REMOVAL_REASON);
  await pipelines.stop(pipeline, REMOVAL_REASON);
  const stack = await settle(stacks, resources);
  const kept = stack && await retainedBy(resources, account.resources);
  // Said before: once the stack is gone, nobody can tell any more.
  for (const resource of kept ?? []) log(`${module}: keeps ${describeResource(resource)}`);

  const problem = await deleteAndWait(stacks, resources);
  if (problem) return { problem: `${problem}; correct it, then start the pipeline ${pipelineName(solution, 'modules')} again` };
  await store.remove((await store.list(modulePath(solution, module))).map(({ name }) => name));
  return { problem: await deleteAndWait(stacks, deliveryStackName(solution, module), roleArn), kept };
}
