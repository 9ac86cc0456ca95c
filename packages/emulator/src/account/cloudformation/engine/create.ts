import type { Model } from '../model';
import type { StackState } from '../state';
import { deleteStack, isRetainedOnCreate, removeResources } from './delete';
import { deploy, keepsOnFailure } from './deploy';
import { stackStatus } from './events';
import { DeploymentFailure } from './failure';
import { background, now, type Runtime } from './runtime';

/** Creates a stack's resources in the background. */
export function createStack(
  runtime: Runtime, stack: StackState, model: Model | DeploymentFailure, finished: (ok: boolean) => void = () => undefined,
): void {
  stackStatus(runtime, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  background(runtime, stack, async () => {
    try {
      if (model instanceof DeploymentFailure) throw model;
      await deploy(runtime, stack, model);
      stackStatus(runtime, stack, 'CREATE_COMPLETE');
      finished(true);
    } catch (error) {
      if (!(error instanceof DeploymentFailure)) throw error;
      finished(false);
      await afterFailure(runtime, stack, error.reason);
    }
  });
}

async function afterFailure(runtime: Runtime, stack: StackState, reason: string): Promise<void> {
  if (runtime.cancelled.has(stack.id)) return;
  if (keepsOnFailure(stack)) return stackStatus(runtime, stack, 'CREATE_FAILED', reason);
  if (stack.onFailure === 'DELETE') return deleteStack(runtime, stack, [], `${reason}Delete requested by user.`);
  return rollbackCreation(runtime, stack, `${reason}Rollback requested by user.`);
}

/** Deletes the resources of a failed creation. Afterwards the stack can only be deleted. */
export async function rollbackCreation(runtime: Runtime, stack: StackState, reason: string): Promise<void> {
  stackStatus(runtime, stack, 'ROLLBACK_IN_PROGRESS', reason);
  stack.deleted = now();
  stack.changeSetId = undefined;
  const failed = await removeResources(runtime, stack, Object.values(stack.resources), isRetainedOnCreate(stack));
  stack.outputs = [];
  if (failed.length) stackStatus(runtime, stack, 'ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  else stackStatus(runtime, stack, 'ROLLBACK_COMPLETE');
}
