import { actorOfStack, checkUpdate } from './authorize';
import { resourceStatus, stackStatus } from './events';
import { DeploymentFailure } from './failure';
import { deployedValues } from './lookup';
import { requestOf } from './request';
import { background, now, tick, type Runtime } from './runtime';
import { messageOf } from '../errors';
import { desiredOf, scopeOf, type Model } from '../model';
import { providerOf } from '../resources';
import { readerOf } from '../resources/live';
import { notFound } from '../resources/provider';
import { identify } from '../resources/stored';
import type { ImportedResource, ResourceState, StackDefinition, StackState, Tag } from '../state';

/** Brings existing resources into a stack in the background. Nothing of a resource changes but its tags. */
export function importResources(
  runtime: Runtime, stack: StackState, model: Model, definition: Omit<StackDefinition, 'outputs' | 'imports'>, imported: readonly ImportedResource[],
  finished: (ok: boolean) => void,
): void {
  const before = structuredClone({ definition: { ...stack, resources: undefined, events: undefined }, resources: stack.resources });
  Object.assign(stack, definition, definition.capabilities.length ? {} : { capabilities: stack.capabilities }, { updated: now() });
  stackStatus(runtime, stack, 'IMPORT_IN_PROGRESS', 'User Initiated');
  background(runtime, stack, async () => {
    try {
      for (const each of imported) await importResource(runtime, stack, model, each);
    } catch (error) {
      if (!(error instanceof DeploymentFailure)) throw error;
      finished(false);
      return rollBack(runtime, stack, before, error.reason);
    }
    finished(true);
    stackStatus(runtime, stack, 'IMPORT_COMPLETE');
  });
}

async function importResource(runtime: Runtime, stack: StackState, model: Model, imported: ImportedResource): Promise<void> {
  const { logicalId, type, physicalId, identifier } = imported;
  const desired = desiredOf(model.resources[logicalId], scopeOf(model, deployedValues(runtime, stack)));
  const record: ResourceState = {
    logicalId, type, physicalId, status: '', timestamp: now(), attributes: {}, dependsOn: model.dependencies[logicalId], tags: stack.tags, ...desired,
  };
  stack.resources[logicalId] = record;
  resourceStatus(runtime, stack, record, 'IMPORT_IN_PROGRESS', 'Resource import started.');
  await tick();
  const request = requestOf(runtime, stack, record, record.properties);
  const { attributes = {} } = identify({ ...request, properties: { ...record.properties, ...identifier } });
  const existing = { ...request, physicalId, attributes };
  try {
    const live = await readerOf(type)!(existing, []);
    if (!live) throw notFound(type, physicalId);
    const previousTags = (live.Tags ?? []) as unknown as readonly Tag[];
    const others = previousTags.filter(({ Key }) => !request.tags.some(tag => tag.Key === Key));
    const update = { ...existing, previous: record.properties, tags: [...others, ...request.tags], previousTags };
    checkUpdate(actorOfStack(stack), update);
    resourceStatus(runtime, stack, record, 'IMPORT_COMPLETE', 'Resource import completed.');
    resourceStatus(runtime, stack, record, 'UPDATE_IN_PROGRESS', 'Apply stack-level tags to imported resource if applicable.');
    record.attributes = { ...existing.attributes, ...(await providerOf(type).update(update)).attributes };
    resourceStatus(runtime, stack, record, 'UPDATE_COMPLETE');
  } catch (error) {
    resourceStatus(runtime, stack, record, 'IMPORT_FAILED', messageOf(error));
    throw new DeploymentFailure(`The following resource(s) failed to import: [${logicalId}].`);
  }
}

/** The resources leave the stack as they are. */
function rollBack(runtime: Runtime, stack: StackState, before: { definition: object; resources: StackState['resources'] }, reason: string): void {
  stackStatus(runtime, stack, 'IMPORT_ROLLBACK_IN_PROGRESS', reason);
  const { status: _status, reason: _reason, resources: _resources, events: _events, ...definition } = before.definition as StackState;
  Object.assign(stack, definition, { resources: before.resources });
  stackStatus(runtime, stack, 'IMPORT_ROLLBACK_COMPLETE');
}
