import { ValidationError } from '../errors';
import { same, toText, type Json, type JsonObject } from '../json';
import { desiredOf, liveOutputs, scopeOf, type Desired, type Model } from '../model';
import type { Change, ChangeDetail, Output, ResourceState } from '../state';
import { detailsOf } from './details';
import { exists, predict, type Deployed, type Predicted, type Prediction, type View } from './predict';
import { preview, Unknown, type Scope } from '../template/evaluate';

export interface Plan {
  readonly changes: Change[];
  readonly changesWithValues: Change[];
  /** True if anything changes, including outputs. */
  readonly hasChanges: boolean;
  /** Why property values are incomplete; reported with `IncludePropertyValues`. */
  readonly warning?: string;
}

/** The changes of a stack creation. */
export function planCreation(model: Model, deployed: Deployed): Plan {
  const { predictions, missing } = predict(model, deployed, 'before');
  const ids = Object.keys(model.resources).sort();
  const add = (id: string, view: View) => addition(id, model, predictions[id], view);
  return {
    changes: ids.map(id => add(id, 'unknown')), changesWithValues: ids.map(id => add(id, 'before')), hasChanges: true, warning: warningOf(missing),
  };
}

/** AWS's warning about the first import without a value. */
function warningOf([first, ...others]: Predicted['missing']): string | undefined {
  if (!first) return undefined;
  const resources = [first, ...others.filter(({ reason }) => reason === first.reason)].map(({ resource }) => resource);
  return '[WARN] --include-property-values option can return incomplete ChangeSet data because: '
    + `ChangeSet creation failed for resource [${[...new Set(resources)].join(', ')}] because: ${first.reason}`;
}

/** The changes of an update: resources to add, modify, replace and remove, with causes. */
export function planUpdate(model: Model, previous: Model, deployed: Deployed, outputs: readonly Output[]): Plan {
  checkTypes(model, deployed.resources);
  const seen = predict(model, deployed, 'unknown');
  const before = predict(model, deployed, 'before');
  const changes = changesOf(model, previous, deployed, seen.predictions, 'unknown');
  const changesWithValues = changesOf(model, previous, deployed, before.predictions, 'before');
  const policies = Object.values(seen.predictions).some(({ policiesChanged }) => policiesChanged.length > 0);
  const hasChanges = changes.length > 0 || policies || outputsDiffer(model, before.scope, outputs);
  return { changes, changesWithValues, hasChanges, warning: warningOf(before.missing) };
}

function checkTypes(model: Model, resources: Deployed['resources']): void {
  const changed = Object.entries(model.resources).filter(([id, { Type }]) => exists(resources[id]) && resources[id].type !== Type).map(([id]) => id);
  if (!changed.length) return;
  throw new ValidationError('Update of resource type is not permitted. '
    + `The new template modifies resource type of the following resources: [${changed.join(', ')}]`);
}

function changesOf(model: Model, previous: Model, deployed: Deployed, predictions: Predicted['predictions'], view: View): Change[] {
  const compared = { model, previous, predictions, view };
  const changes: Change[] = [];
  for (const [id, prediction] of Object.entries(predictions)) {
    const existing = deployed.resources[id];
    if (prediction.outcome === 'add') changes.push(addition(id, model, prediction, view));
    else if (prediction.outcome !== 'keep') changes.push(modification(id, existing, prediction, detailsOf(id, existing, prediction, compared), view));
  }
  for (const [id, existing] of Object.entries(deployed.resources)) {
    if (!(id in model.resources) && exists(existing)) changes.push(removal(existing, previous, view));
  }
  return changes.sort((a, b) => a.LogicalResourceId < b.LogicalResourceId ? -1 : 1);
}

function addition(id: string, model: Model, { desired }: Prediction, view: View): Change {
  return {
    Action: 'Add',
    LogicalResourceId: id,
    ResourceType: model.resources[id].Type,
    Scope: [],
    Details: [],
    ...view === 'before' ? { Replacement: 'True', AfterContext: contextOf(desired) } : {},
  };
}

function modification(id: string, existing: ResourceState, prediction: Prediction, details: ChangeDetail[], view: View): Change {
  const replacement = replacementOf(details, prediction);
  return {
    Action: 'Modify',
    LogicalResourceId: id,
    PhysicalResourceId: existing.physicalId,
    ResourceType: existing.type,
    Replacement: replacement,
    PolicyAction: replacement === 'True' ? policyAction('ReplaceAnd', prediction.desired.updateReplacePolicy) : undefined,
    Scope: [...new Set(details.map(({ Target }) => Target.Attribute))].sort(),
    Details: details,
    ...view === 'before' ? { BeforeContext: contextOf(existing), AfterContext: contextOf(prediction.desired) } : {},
  };
}

function replacementOf(details: readonly ChangeDetail[], { outcome }: Prediction): 'True' | 'False' | 'Conditional' {
  if (outcome === 'replace') return 'True';
  const matters = details.filter(({ Target }) => Target.RequiresRecreation !== 'Never');
  if (matters.some(({ Target, Evaluation }) => Target.RequiresRecreation === 'Always' && Evaluation === 'Static')) return 'True';
  return matters.length ? 'Conditional' : 'False';
}

function removal(existing: ResourceState, previous: Model, view: View): Change {
  return {
    Action: 'Remove',
    LogicalResourceId: existing.logicalId,
    PhysicalResourceId: existing.physicalId,
    ResourceType: existing.type,
    PolicyAction: policyAction('', existing.deletionPolicy === 'RetainExceptOnCreate' ? 'Retain' : existing.deletionPolicy),
    Scope: [],
    Details: [],
    ...view === 'before' ? { BeforeContext: contextOf(writtenOf(existing, previous)) } : {},
  };
}

const policyAction = (prefix: string, policy = 'Delete') => `${prefix}${policy}`;

/** A removed resource is shown as in its template, with references to resources unresolved. */
function writtenOf(existing: ResourceState, previous: Model): Desired {
  const definition = previous.resources[existing.logicalId];
  if (!definition) return existing;
  const unknown = () => { throw new Unknown(); };
  return desiredOf(definition, scopeOf(previous, { ref: unknown, getAtt: unknown, importValue: unknown }), preview);
}

function contextOf({ properties, metadata }: { properties: JsonObject; metadata?: Json }): string {
  return JSON.stringify({ Properties: properties, ...metadata === undefined ? {} : { Metadata: metadata } });
}

const plain = (outputs: readonly Output[]): Json => JSON.parse(JSON.stringify(outputs));

function outputsDiffer(model: Model, scope: Scope, outputs: readonly Output[]): boolean {
  const next = liveOutputs(model).map(({ key, definition }) => ({
    key,
    value: toText(preview(definition.Value, scope) ?? ''),
    description: definition.Description,
    exportName: definition.Export === undefined ? undefined : toText(preview(definition.Export.Name, scope) ?? ''),
  }));
  return !same(plain(next), plain(outputs));
}
