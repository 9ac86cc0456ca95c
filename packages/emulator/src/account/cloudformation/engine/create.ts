import type { Model } from '../model';
import type { StackState } from '../state';
import { removeResources, deleteStack } from './delete';
import { deploy, DeploymentFailure } from './deploy';
import { stackStatus } from './events';
import { background, now, type Runtime } from './runtime';

/** Creates a stack's resources in the background. */
export function createStack(runtime: Runtime, stack: StackState, model: Model, finished: (ok: boolean) => void = () => undefined): void {
  stackStatus(runtime, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  background(runtime, stack, async () => {
    try {
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
  if (stack.disableRollback || stack.onFailure === 'DO_NOTHING') return stackStatus(runtime, stack, 'CREATE_FAILED', reason);
  if (stack.onFailure === 'DELETE') return deleteStack(runtime, stack, [], `${reason}Delete requested by user.`);
  return rollbackCreation(runtime, stack, `${reason}Rollback requested by user.`);
}

/** Deletes what a failed creation made; all that is left to do with the stack then is to delete it. */
export async function rollbackCreation(runtime: Runtime, stack: StackState, reason: string): Promise<void> {
  stackStatus(runtime, stack, 'ROLLBACK_IN_PROGRESS', reason);
  stack.deleted = now();
  const failed = await removeResources(runtime, stack, Object.values(stack.resources), resource => resource.deletionPolicy === 'Retain');
  stack.outputs = [];
  if (failed.length) stackStatus(runtime, stack, 'ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  else stackStatus(runtime, stack, 'ROLLBACK_COMPLETE');
}
