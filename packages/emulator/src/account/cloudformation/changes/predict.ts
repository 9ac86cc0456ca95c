import { attributeOf } from '../engine/lookup';
import { same, type Json } from '../json';
import { desiredOf, scopeOf, type Desired, type Lookup, type Model } from '../model';
import { recreation } from '../resource-types';
import { providerOf } from '../resources';
import { takesTags } from '../resources/tags';
import type { ResourceState, Tag } from '../state';
import { preview, Unknown, KNOWN_AFTER_APPLY, type Scope } from '../template/evaluate';

export type Outcome = 'add' | 'replace' | 'maybe-replace' | 'modify' | 'keep';

/** What will happen to a resource, as far as it is known before the deployment. */
export interface Prediction {
  readonly outcome: Outcome;
  readonly desired: Desired;
  /** Names of the properties whose value changes or may change. */
  readonly changed: readonly string[];
  readonly metadataChanged: boolean;
  readonly tagsChanged: boolean;
  readonly policiesChanged: readonly string[];
}

/** How to treat attributes of a resource that is modified in place: as unknown, or with their current values. */
export type View = 'unknown' | 'before';

export interface Deployed {
  readonly resources: Readonly<Record<string, ResourceState>>;
  readonly tags: readonly Tag[];
  readonly importValue: (name: string) => string;
}

export interface Predicted {
  readonly predictions: Readonly<Record<string, Prediction>>;
  readonly scope: Scope;
  /** Imports of exports that do not exist yet. */
  readonly missing: readonly { readonly resource: string; readonly reason: string }[];
}

/** Predicts every resource of a model, dependencies first. */
export function predict(model: Model, deployed: Deployed, view: View): Predicted {
  const missing: { resource: string; reason: string }[] = [];
  const predictions: Record<string, Prediction> = {};
  const of = (id: string) => predictions[id] ??= predictOne(id);
  const known = (id: string): ResourceState => {
    const { outcome } = of(id);
    if (outcome === 'add' || outcome === 'replace') throw new Unknown();
    return deployed.resources[id];
  };
  const lookup: Lookup = {
    ref: id => known(id).physicalId!,
    getAtt: (id, attribute): Json => {
      const resource = known(id);
      if (view === 'unknown' && of(id).changed.length) throw new Unknown();
      return attributeOf(resource, attribute);
    },
    importValue: deployed.importValue,
  };
  const scope = scopeOf(model, lookup);
  const predictOne = (id: string) => {
    const definition = model.resources[id];
    const importValue = noting(deployed.importValue, reason => missing.push({ resource: id, reason }));
    return predictResource(deployed.resources[id], desiredOf(definition, { ...scope, importValue }, preview), definition.Type, deployed.tags);
  };
  Object.keys(model.resources).forEach(of);
  return { predictions, scope, missing };
}

const noting = (importValue: (name: string) => string, note: (reason: string) => void) => (name: string): string => {
  try {
    return importValue(name);
  } catch (error) {
    if (error instanceof Unknown) note(error.message);
    throw error;
  }
};

function predictResource(existing: ResourceState | undefined, desired: Desired, type: string, tags: readonly Tag[]): Prediction {
  if (!exists(existing)) return { outcome: 'add', desired, changed: [], metadataChanged: false, tagsChanged: false, policiesChanged: [] };
  const before = existing.properties;
  const after = desired.properties;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(key => !same(before[key], after[key])).sort();
  const metadataChanged = !same(existing.metadata ?? null, desired.metadata ?? null);
  const tagsChanged = takesTags(type) && !same(existing.tags, tags);
  const policiesChanged = (['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter(name => {
    const key = name === 'DeletionPolicy' ? 'deletionPolicy' : 'updateReplacePolicy';
    return existing[key] !== desired[key];
  });
  const outcome = outcomeOf(type, changed, existing, desired);
  return { outcome: outcome === 'keep' && (metadataChanged || tagsChanged) ? 'modify' : outcome, desired, changed, metadataChanged, tagsChanged, policiesChanged };
}

export function exists(resource: ResourceState | undefined): resource is ResourceState {
  return resource?.physicalId !== undefined && !resource.status.startsWith('DELETE_');
}

function outcomeOf(type: string, changed: readonly string[], existing: ResourceState, desired: Desired): Outcome {
  if (!changed.length) return 'keep';
  const always = changed.filter(key => recreation(type, key) === 'Always');
  const isUncertain = (key: string) => JSON.stringify(desired.properties[key] ?? '').includes(KNOWN_AFTER_APPLY);
  if (always.some(key => !isUncertain(key))) return 'replace';
  if (always.length || changed.some(key => recreation(type, key) === 'Conditionally')) return 'maybe-replace';
  return providerOf(type).replaces?.(existing.properties, desired.properties) ? 'replace' : 'modify';
}
