import type { ResourceOperation } from '../../faults';
import { messageOf, ResourceFailure } from '../errors';
import { same, type JsonObject } from '../json';
import type { Desired } from '../model';
import { recreation, resourceType } from '../resource-types';
import { providerOf, isStoredOnly } from '../resources';
import type { ResourceState, StackState } from '../state';
import { actorOfStack, checkCreation, checkDeletion, checkUpdate } from './authorize';
import { resolveDynamic } from './dynamic-references';
import { resourceStatus, type EventOptions } from './events';
import { claimIdentifier, releaseIdentifier } from './identifiers';
import { checkProperties } from './properties';
import { requestOf } from './request';
import { now, tick, type Runtime } from './runtime';
import type { UpdateRequest } from '../resources/provider';
import { mergedTags } from '../resources/tags';

export interface Target {
  readonly logicalId: string;
  readonly type: string;
  readonly dependsOn: readonly string[];
  readonly desired: Desired;
}

export async function createResource(runtime: Runtime, stack: StackState, target: Target): Promise<void> {
  const record = newRecord(stack, target);
  stack.resources[target.logicalId] = record;
  resourceStatus(runtime, stack, record, 'CREATE_IN_PROGRESS');
  await tick();
  try {
    await make(runtime, stack, record, 'CREATE');
    resourceStatus(runtime, stack, record, 'CREATE_COMPLETE');
  } catch (error) {
    resourceStatus(runtime, stack, record, 'CREATE_FAILED', messageOf(error));
    throw error;
  }
}

export async function replaceResource(runtime: Runtime, stack: StackState, existing: ResourceState, target: Target): Promise<void> {
  const record = newRecord(stack, target);
  resourceStatus(runtime, stack, { ...record, physicalId: existing.physicalId }, 'UPDATE_IN_PROGRESS',
    'Requested update requires the creation of a new physical resource; hence creating one.');
  await tick();
  try {
    if (stack.disableRollback) throw new Error('Replacement type updates not supported on stack with disable-rollback.');
    checkName(existing, target);
    await make(runtime, stack, record, 'UPDATE');
  } catch (error) {
    record.physicalId ??= existing.physicalId;
    stack.resources[target.logicalId] = { ...existing };
    resourceStatus(runtime, stack, stack.resources[target.logicalId], 'UPDATE_FAILED', messageOf(error));
    throw error;
  }
  (stack.obsolete ??= []).push(existing);
  stack.resources[target.logicalId] = record;
  resourceStatus(runtime, stack, record, 'UPDATE_COMPLETE');
}

/** A replacement cannot have the explicit name of the resource that it replaces. */
function checkName(existing: ResourceState, { type, desired }: Target): void {
  const name = resourceType(type)?.properties.find(property => /Name$/.test(property)
    && recreation(type, property) === 'Always' && desired.properties[property] === existing.physicalId);
  if (name === undefined) return;
  throw new Error('CloudFormation cannot update a stack when a custom-named resource requires replacing. '
    + `Rename ${existing.physicalId} and update the stack again.`);
}

/** Updates a resource in place. The caller keeps the previous record for a rollback. */
export async function updateResource(runtime: Runtime, stack: StackState, existing: ResourceState, target: Target): Promise<void> {
  const record: ResourceState = { ...newRecord(stack, target), physicalId: existing.physicalId, attributes: existing.attributes };
  stack.resources[target.logicalId] = record;
  resourceStatus(runtime, stack, record, 'UPDATE_IN_PROGRESS');
  await tick();
  try {
    await applyUpdate(runtime, stack, record, existing);
    resourceStatus(runtime, stack, record, 'UPDATE_COMPLETE');
  } catch (error) {
    resourceStatus(runtime, stack, record, 'UPDATE_FAILED', messageOf(error));
    throw error;
  }
}

/** Updates the physical resource to match its record. */
export async function applyUpdate(runtime: Runtime, stack: StackState, record: ResourceState, existing: ResourceState): Promise<void> {
  if (same(existing.properties, record.properties) && same(existing.tags, record.tags)) return;
  checkProperties(record);
  await checkFaults(runtime, stack, record, 'update');
  const properties = await resolveDynamic(runtime, record.properties, actorOfStack(stack));
  const request: UpdateRequest = {
    ...requestOf(runtime, stack, record, properties),
    physicalId: existing.physicalId!,
    attributes: existing.attributes,
    previous: await resolveDynamic(runtime, existing.properties, actorOfStack(stack)),
    previousTags: mergedTags(existing.type, existing.properties, existing.tags),
  };
  checkUpdate(actorOfStack(stack), request);
  const made = await providerOf(record.type).update(request);
  record.physicalId = made.physicalId;
  record.attributes = { ...resolvedOnly(properties, record.properties), ...made.attributes ?? kept(existing) };
}

export async function deleteResource(
  runtime: Runtime, stack: StackState, record: ResourceState, retain: boolean, options: EventOptions = {},
): Promise<void> {
  const move = (status: string, reason?: string) => resourceStatus(runtime, stack, record, status, reason, options);
  if (retain) return move('DELETE_SKIPPED');
  if (record.physicalId === undefined) return move('DELETE_COMPLETE');
  move('DELETE_IN_PROGRESS');
  await tick();
  try {
    await checkFaults(runtime, stack, record, 'delete');
    const properties = await resolveDynamic(runtime, record.properties, actorOfStack(stack)).catch(() => record.properties);
    const request = { ...requestOf(runtime, stack, record, properties), physicalId: record.physicalId, attributes: record.attributes };
    checkDeletion(actorOfStack(stack), request);
    await providerOf(record.type).delete(request);
    if (isStoredOnly(record.type)) releaseIdentifier(runtime.state, record.type, properties);
    move('DELETE_COMPLETE');
  } catch (error) {
    move('DELETE_FAILED', messageOf(error));
    throw error;
  }
}

const checkFaults = async ({ account }: Runtime, { name: stackName }: StackState, { type, logicalId }: ResourceState, operation: ResourceOperation) =>
  account.faults?.checkResource(operation, { type, logicalId, stackName });

const newRecord = (stack: StackState, { logicalId, type, dependsOn, desired }: Target): ResourceState => ({
  logicalId, type, status: '', timestamp: now(), attributes: {}, dependsOn, tags: stack.tags, ...desired,
});

async function make(runtime: Runtime, stack: StackState, record: ResourceState, operation: 'CREATE' | 'UPDATE'): Promise<void> {
  const initiated = (physicalId: string) => {
    record.physicalId = physicalId;
    resourceStatus(runtime, stack, record, `${operation}_IN_PROGRESS`, 'Resource creation Initiated');
  };
  try {
    checkProperties(record);
    await checkFaults(runtime, stack, record, 'create');
    const properties = await resolveDynamic(runtime, record.properties, actorOfStack(stack));
    const request = requestOf(runtime, stack, record, properties);
    checkCreation(actorOfStack(stack), request);
    if (isStoredOnly(record.type)) claimIdentifier(runtime.state, record.type, properties);
    const made = await providerOf(record.type).create(request);
    record.attributes = { ...resolvedOnly(properties, record.properties), ...made.attributes };
    initiated(made.physicalId);
  } catch (error) {
    if (error instanceof ResourceFailure && error.physicalId !== undefined) initiated(error.physicalId);
    throw error;
  }
  const { storedOnly } = runtime.state;
  if (isStoredOnly(record.type) && !storedOnly.includes(record.type)) {
    storedOnly.push(record.type);
    storedOnly.sort();
  }
}

/** The resolved values of dynamic references, for `Fn::GetAtt`. */
const resolvedOnly = (resolved: JsonObject, written: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(resolved).filter(([key, value]) => !same(value, written[key])));

/** Attributes that are not properties: the values of properties may have changed. */
const kept = ({ attributes, properties }: ResourceState): JsonObject =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => !(key in properties)));
