import { outputProblem } from '../attributes';
import { visitInOrder } from '../graph';
import { toText, same } from '../json';
import { desiredOf, liveOutputs, scopeOf, type Lookup, type Model } from '../model';
import { recreation } from '../resource-types';
import { providerOf } from '../resources';
import { exportProblem } from './exports';
import { DeploymentFailure } from './failure';
import { deployedValues } from './lookup';
import { createResource, deleteResource, replaceResource, updateResource, type Target } from './resources';
import type { Runtime } from './runtime';
import { takesTags } from '../resources/tags';
import type { Output, ResourceState, StackState } from '../state';
import { preview, resolve, Unknown, type Scope } from '../template/evaluate';

/** Creates and updates resources in dependency order, then sets the outputs. Deletes nothing. */
export async function deploy(runtime: Runtime, stack: StackState, model: Model): Promise<void> {
  const wrong = outputProblem(model);
  if (wrong) throw new DeploymentFailure(wrong);
  const lookup = deployedValues(runtime, stack);
  const imports = importsOf(model, lookup);
  const scope = scopeOf(model, lookup);
  const failed: string[] = [];
  let cancelled = false;
  const failures = await visitInOrder(model.dependencies, async id => {
    if (runtime.cancelled.has(stack.id)) {
      cancelled = true;
      throw new Error('cancelled');
    }
    try {
      await place(runtime, stack, model, scope, id);
    } catch (error) {
      failed.push(id);
      throw error;
    }
  }, { goOn: keepsOnFailure(stack) });
  if (cancelled && !failed.length) throw new DeploymentFailure('User Initiated.');
  if (failures.length) throw new DeploymentFailure(failureReason(stack, failed));
  const outputs = outputsOf(model, scope);
  const problem = exportProblem(runtime, stack, outputs);
  if (problem) throw new DeploymentFailure(problem);
  stack.outputs = outputs;
  stack.imports = imports;
}

/** True without rollback: successful resources stay, and a failure stops only the resources that depend on the failed one. */
export const keepsOnFailure = ({ disableRollback, onFailure }: StackState) => disableRollback || onFailure === 'DO_NOTHING';

function failureReason(stack: StackState, failed: readonly string[]): string {
  const updated = failed.filter(id => stack.resources[id]?.status === 'UPDATE_FAILED');
  const created = failed.filter(id => !updated.includes(id));
  const sentence = (verb: string, ids: readonly string[]) => ids.length ? [`The following resource(s) failed to ${verb}: [${ids.join(', ')}].`] : [];
  return [...sentence('create', created), ...sentence('update', updated)].join(' ');
}

/** Names of the exports that a stack imports. They never depend on resources. */
function importsOf(model: Model, lookup: Lookup): string[] {
  const names = new Set<string>();
  const unknown = () => { throw new Unknown(); };
  const scope = scopeOf(model, {
    ref: unknown,
    getAtt: unknown,
    importValue: name => {
      try {
        const value = lookup.importValue(name);
        names.add(name);
        return value;
      } catch (error) {
        throw new DeploymentFailure((error as Error).message);
      }
    },
  });
  for (const definition of Object.values(model.resources)) desiredOf(definition, scope, preview);
  for (const { definition } of liveOutputs(model)) preview(definition.Value, scope);
  return [...names];
}

async function place(runtime: Runtime, stack: StackState, model: Model, scope: Scope, id: string): Promise<void> {
  const definition = model.resources[id];
  const dependsOn = model.dependencies[id];
  const existing = stack.resources[id];
  const target = (): Target => ({ logicalId: id, type: definition.Type, dependsOn, desired: desiredOf(definition, scope) });
  if (!existing || existing.physicalId === undefined || existing.status === 'DELETE_COMPLETE') return createResource(runtime, stack, target());
  if (existing.status === 'CREATE_FAILED') {
    await deleteResource(runtime, stack, existing, false);
    return createResource(runtime, stack, target());
  }
  const next = target();
  const { deletionPolicy, updateReplacePolicy } = next.desired;
  if (isUnchanged(existing, next, stack)) {
    stack.resources[id] = { ...existing, dependsOn, deletionPolicy, updateReplacePolicy };
    return;
  }
  if (needsReplacement(existing, next)) return replaceResource(runtime, stack, existing, next);
  return updateResource(runtime, stack, existing, next);
}

const isUnchanged = (existing: ResourceState, { desired, type }: Target, stack: StackState) =>
  same(existing.properties, desired.properties) && same(existing.metadata ?? null, desired.metadata ?? null)
  && (!takesTags(type) || same(existing.tags, stack.tags)) && !existing.status.endsWith('_FAILED');

function needsReplacement(existing: ResourceState, { type, desired }: Target): boolean {
  const before = existing.properties;
  const after = desired.properties;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(key => !same(before[key], after[key]));
  return changed.some(key => recreation(type, key) === 'Always') || (changed.length > 0 && providerOf(type).replaces?.(before, after) === true);
}

function outputsOf(model: Model, scope: Scope): Output[] {
  return liveOutputs(model).map(({ key, definition }) => ({
    key,
    value: toText(resolve(definition.Value, scope) ?? ''),
    description: definition.Description,
    exportName: definition.Export === undefined ? undefined : toText(resolve(definition.Export.Name, scope) ?? ''),
  }));
}
