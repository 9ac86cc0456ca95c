import { visitInOrder } from '../graph';
import { same } from '../json';
import type { Desired } from '../model';
import type { ResourceState, StackState } from '../state';
import { isRetainedOnCreate, removeResources } from './delete';
import { resourceStatus, stackStatus } from './events';
import { applyUpdate, updateResource } from './resources';
import { tick, type Runtime } from './runtime';

/** Rolls a stack back to its last complete state. */
export async function rollbackUpdate(runtime: Runtime, stack: StackState, reason: string, skip: readonly string[] = []): Promise<void> {
  runtime.cancelled.delete(stack.id);
  stackStatus(runtime, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const { definition, resources } = stack.before!;
  Object.assign(stack, definition);
  const failed = await restoreResources(runtime, stack, resources, skip);
  if (failed.length) {
    return stackStatus(runtime, stack, 'UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
  }
  stackStatus(runtime, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const made = [...stack.obsolete ?? [], ...Object.values(stack.resources).filter(({ logicalId }) => !(logicalId in resources))];
  await removeResources(runtime, stack, made, isRetainedOnCreate(stack), { isCleanup: true });
  for (const { logicalId } of made) if (!(logicalId in resources)) delete stack.resources[logicalId];
  delete stack.obsolete;
  delete stack.before;
  stackStatus(runtime, stack, 'UPDATE_ROLLBACK_COMPLETE');
  return undefined;
}

/** Restores every resource. Replacements become obsolete instead of the resources that they replaced. */
async function restoreResources(
  runtime: Runtime, stack: StackState, before: Record<string, ResourceState>, skip: readonly string[],
): Promise<string[]> {
  const failed: string[] = [];
  const replaced = new Set((stack.obsolete ?? []).map(({ physicalId }) => physicalId));
  const made: ResourceState[] = (stack.obsolete ?? []).filter(({ logicalId, physicalId }) => before[logicalId]?.physicalId !== physicalId);
  const needs = Object.fromEntries(Object.entries(before).map(([id, { dependsOn }]) => [id, dependsOn.filter(other => other in before)]));
  await visitInOrder(needs, async id => {
    const old = before[id];
    const current = stack.resources[id];
    try {
      if (current.physicalId !== old.physicalId && replaced.has(old.physicalId)) {
        made.push(current);
        await reinstate(runtime, stack, old);
      } else if (skip.includes(id)) {
        stack.resources[id] = old;
        resourceStatus(runtime, stack, old, 'UPDATE_COMPLETE');
      } else if (current.status.endsWith('_FAILED') || !same(current.properties, old.properties) || !same(current.tags, old.tags)) {
        await updateResource(runtime, stack, current, { logicalId: id, type: old.type, dependsOn: old.dependsOn, desired: desiredOf(old) });
      } else {
        stack.resources[id] = old;
      }
    } catch (error) {
      failed.push(id);
      throw error;
    }
  }, { goOn: true });
  stack.obsolete = made;
  return failed;
}

/** With rollback disabled, restores only the resources whose own update failed. */
export async function restoreFailed(runtime: Runtime, stack: StackState, before: Record<string, ResourceState>): Promise<void> {
  for (const [id, current] of Object.entries(stack.resources)) {
    const old = before[id];
    if (current.status !== 'UPDATE_FAILED' || !old) continue;
    // The next update retries what cannot be restored.
    await applyUpdate(runtime, stack, { ...old }, current).catch(() => undefined);
    const { status, reason, timestamp } = current;
    stack.resources[id] = { ...old, status, reason, timestamp };
  }
}

const desiredOf = ({ properties, metadata, deletionPolicy, updateReplacePolicy }: ResourceState): Desired =>
  ({ properties, metadata, deletionPolicy, updateReplacePolicy });

async function reinstate(runtime: Runtime, stack: StackState, old: ResourceState): Promise<void> {
  const resource = { ...old };
  stack.resources[old.logicalId] = resource;
  resourceStatus(runtime, stack, resource, 'UPDATE_IN_PROGRESS');
  await tick();
  resourceStatus(runtime, stack, resource, 'UPDATE_COMPLETE');
}
