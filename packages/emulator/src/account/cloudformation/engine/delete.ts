import { dependents, visitInOrder } from '../graph';
import type { ResourceState, StackState } from '../state';
import { stackStatus, type EventOptions } from './events';
import { importersOf } from './exports';
import { deleteResource } from './resources';
import { now, type Runtime } from './runtime';

const GONE = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

/** Deletes resources, dependents first; returns the ids of those that could not be deleted. */
export async function removeResources(
  runtime: Runtime, stack: StackState, resources: readonly ResourceState[], retain: (resource: ResourceState) => boolean, options: EventOptions = {},
): Promise<string[]> {
  const left = resources.filter(({ status }) => !GONE.includes(status));
  // An old and a new physical resource may share a logical id, so nodes are numbered.
  const keysOf = (logicalIds: readonly string[]) => left.flatMap((other, i) => logicalIds.includes(other.logicalId) ? [String(i)] : []);
  const needs = Object.fromEntries(left.map(({ dependsOn }, i) => [String(i), keysOf(dependsOn)]));
  const failed: string[] = [];
  await visitInOrder(dependents(needs), async key => {
    const resource = left[Number(key)];
    try {
      await deleteResource(runtime, stack, resource, retain(resource), options);
    } catch (error) {
      failed.push(resource.logicalId);
      throw error;
    }
  }, { goOn: true });
  return failed;
}

/** Selects the resources that stay when their creation is rolled back. */
export const isRetainedOnCreate = ({ retainExceptOnCreate }: StackState) => ({ deletionPolicy }: ResourceState) =>
  deletionPolicy === 'Retain' && !retainExceptOnCreate;

const isRetained = ({ deletionPolicy }: ResourceState) => deletionPolicy === 'Retain' || deletionPolicy === 'RetainExceptOnCreate';

/** Deletes a stack and its resources, except those that `RetainResources` names. */
export async function deleteStack(runtime: Runtime, stack: StackState, retained: readonly string[], reason = 'User Initiated'): Promise<void> {
  if (stack.status !== 'DELETE_IN_PROGRESS') stackStatus(runtime, stack, 'DELETE_IN_PROGRESS', reason);
  stack.deleted = now();
  const used = stack.outputs.flatMap(({ exportName }) => exportName ?? []).find(name => importersOf(runtime, name).some(other => other !== stack));
  if (used !== undefined) {
    const importers = importersOf(runtime, used).map(importer => importer.name);
    return stackStatus(runtime, stack, 'DELETE_FAILED', `Delete canceled. Cannot delete export ${used} as it is in use by ${importers.join(', ')}.`);
  }
  const resources = [...Object.values(stack.resources), ...stack.obsolete ?? []];
  const failed = await removeResources(runtime, stack, resources, resource => retained.includes(resource.logicalId) || isRetained(resource));
  if (failed.length) return stackStatus(runtime, stack, 'DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  stackStatus(runtime, stack, 'DELETE_COMPLETE');
  if (runtime.state.names[stack.name] === stack.id) delete runtime.state.names[stack.name];
  for (const changeSet of Object.values(runtime.state.changeSets)) {
    if (changeSet.stackId === stack.id && changeSet.executionStatus !== 'EXECUTE_COMPLETE') delete runtime.state.changeSets[changeSet.id];
  }
}
