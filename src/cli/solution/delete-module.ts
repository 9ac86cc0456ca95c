import { deliveryStackName, modulePath, moduleStackName, pipelineName, REMOVAL_REASON, TAGS } from '../../model/names';
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

/** The result of a removal. */
export interface Deletion {
  /** Why it could not be completed. */
  readonly problem?: string;
  /** The resources that stay in the account; undefined if the stack had been deleted before. */
  readonly kept?: readonly StackResource[];
}

/**
 * Removes a module: its stack, then its parameters, then its delivery, which contains the role that deletes the stack.
 *
 * @param beforeDelivery runs before the delivery is deleted, and returns the problem that prevents that
 */
export async function deleteModule(
  solution: string, module: string, account: RemovalAccount, roleArn?: string, log: (line: string) => void = () => undefined,
  beforeDelivery: (delivery: string) => Promise<string | undefined> = async () => undefined,
): Promise<Deletion> {
  const { store, stacks, pipelines } = account;
  const pipeline = pipelineName(solution, module);
  const resources = moduleStackName(solution, module);
  await pipelines.disableTransition(pipeline, 'Deploy', REMOVAL_REASON);
  await pipelines.stop(pipeline, REMOVAL_REASON);
  const stack = await settle(stacks, resources);
  // A stack of this name that the solution did not make was never deployed by the module's pipeline.
  const isForeign = stack !== undefined && stack.tags[TAGS.solution] !== solution;
  if (isForeign) log(`${module}: leaves the stack ${resources}, which the solution did not make`);
  const kept = stack && !isForeign && await retainedBy(resources, account.resources);
  // Logged before, as the deleted stack no longer shows them.
  for (const resource of kept || []) log(`${module}: keeps ${describeResource(resource)}`);

  const problem = isForeign ? undefined : await deleteAndWait(stacks, resources);
  if (problem) return { problem: `${problem}; correct it, then start the pipeline ${pipelineName(solution, 'modules')} again` };
  await store.remove((await store.list(modulePath(solution, module))).map(({ name }) => name));
  const delivery = deliveryStackName(solution, module);
  return { problem: await beforeDelivery(delivery) ?? await deleteAndWait(stacks, delivery, roleArn), kept: kept || undefined };
}
