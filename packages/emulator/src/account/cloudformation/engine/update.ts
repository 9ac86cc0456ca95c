import type { Model } from '../model';
import type { ResourceState, StackDefinition, StackState } from '../state';
import { removeResources } from './delete';
import { deploy } from './deploy';
import { stackStatus } from './events';
import { DeploymentFailure } from './failure';
import { restoreFailed, rollbackUpdate } from './rollback';
import { background, now, type Runtime } from './runtime';

/** Updates a stack in the background and rolls back on failure. */
export function updateStack(
  runtime: Runtime, stack: StackState, model: Model | DeploymentFailure, definition: Omit<StackDefinition, 'outputs' | 'imports'>, finished: (ok: boolean) => void = () => undefined,
): void {
  const started = structuredClone(stack.resources);
  // After failures without rollback, a rollback leads to the last complete state, if there was one.
  if (stack.status.endsWith('_COMPLETE')) stack.before = { definition: definitionOf(stack), resources: started };
  stack.obsolete ??= [];
  // Each request acknowledges capabilities; a stack shows the last ones given.
  Object.assign(stack, definition, definition.capabilities.length ? {} : { capabilities: stack.capabilities });
  stack.updated = now();
  stackStatus(runtime, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  background(runtime, stack, async () => {
    try {
      if (model instanceof DeploymentFailure) throw model;
      await deploy(runtime, stack, model);
    } catch (error) {
      if (!(error instanceof DeploymentFailure)) throw error;
      finished(false);
      if (stack.disableRollback) {
        await restoreFailed(runtime, stack, started);
        return stackStatus(runtime, stack, 'UPDATE_FAILED', error.reason);
      }
      return rollbackUpdate(runtime, stack, error.reason);
    }
    finished(true);
    await cleanUp(runtime, stack, model);
  });
}

function definitionOf(stack: StackState): StackDefinition {
  const { template, processed, description, parameters, tags, capabilities, outputs, imports, roleArn, notificationArns } = stack;
  return { template, processed, description, parameters, tags, capabilities, outputs, imports, roleArn, notificationArns };
}

/** Deletes replaced and removed resources. A failure here does not fail the update. */
async function cleanUp(runtime: Runtime, stack: StackState, model: Model): Promise<void> {
  stackStatus(runtime, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const removed = Object.values(stack.resources).filter(({ logicalId }) => !(logicalId in model.resources));
  const replaced = stack.obsolete ?? [];
  const keeps = (resource: ResourceState) => {
    const policy = replaced.includes(resource) ? resource.updateReplacePolicy : resource.deletionPolicy;
    return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !replaced.includes(resource));
  };
  await removeResources(runtime, stack, [...replaced, ...removed], keeps, { isCleanup: true });
  for (const { logicalId } of removed) delete stack.resources[logicalId];
  delete stack.obsolete;
  delete stack.before;
  stackStatus(runtime, stack, 'UPDATE_COMPLETE');
}
