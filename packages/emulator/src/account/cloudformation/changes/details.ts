import { same, toText, type Json } from '../json';
import type { Model } from '../model';
import { recreation } from '../resource-types';
import type { ChangeDetail, ChangeTarget, ResourceState } from '../state';
import type { Prediction, View } from './predict';
import { referencesOf } from '../template/expressions';

interface Compared {
  readonly model: Model;
  readonly previous: Model;
  readonly predictions: Readonly<Record<string, Prediction>>;
  readonly view: View;
}

/** The `Details` of a resource change: each changed part with its cause. */
export function detailsOf(id: string, existing: ResourceState, prediction: Prediction, compared: Compared): ChangeDetail[] {
  const { Type, Properties = {}, Metadata } = compared.model.resources[id];
  const { changed, desired, metadataChanged, tagsChanged, policiesChanged } = prediction;
  const details = changed.flatMap(name => {
    const target = { Attribute: 'Properties', Name: name, RequiresRecreation: recreation(Type, name) };
    return causes(Properties[name], withValues(target, existing.properties[name], desired.properties[name], compared.view), compared);
  });
  if (metadataChanged) details.push(...causes(Metadata, { Attribute: 'Metadata', RequiresRecreation: 'Never' }, compared));
  if (tagsChanged) details.push(direct({ Attribute: 'Tags', RequiresRecreation: 'Never' }));
  for (const Attribute of policiesChanged) details.push(direct({ Attribute, RequiresRecreation: 'Never' }));
  return details;
}

const direct = (Target: ChangeTarget, Evaluation: ChangeDetail['Evaluation'] = 'Static'): ChangeDetail =>
  ({ Target, Evaluation, ChangeSource: 'DirectModification' });

function withValues(target: ChangeTarget, before: Json | undefined, after: Json | undefined, view: View): ChangeTarget {
  if (view === 'unknown') return target;
  return {
    ...target,
    Path: `/Properties/${target.Name}`,
    BeforeValue: before === undefined ? undefined : toText(before),
    AfterValue: after === undefined ? undefined : toText(after),
    AttributeChangeType: before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify',
  };
}

/** A change comes from changed parameters, from other resources' changes, or from the template itself. */
function causes(expression: Json | undefined, target: ChangeTarget, compared: Compared): ChangeDetail[] {
  const { model, view } = compared;
  const references = referencesOf(expression, condition => model.conditions[condition]);
  const entity = (ChangeSource: string, CausingEntity: string, Evaluation: ChangeDetail['Evaluation'] = 'Static') =>
    ({ Target: target, Evaluation, ChangeSource, CausingEntity });
  const details: ChangeDetail[] = [];
  for (const name of new Set(references.filter(reference => isChangedParameter(reference.id, compared)).map(reference => reference.id))) {
    details.push(entity('ParameterReference', name));
  }
  if (details.length) details.push(direct(target, 'Dynamic'));
  const fromResources: ChangeDetail[] = [];
  for (const { kind, id, attribute } of references) {
    const prediction = compared.predictions[id];
    if (!prediction) continue;
    const isNew = prediction.outcome === 'replace' || prediction.outcome === 'add';
    if (kind === 'Ref' && isNew) fromResources.push(entity('ResourceReference', id));
    if (kind === 'GetAtt' && isNew) fromResources.push(entity('ResourceAttribute', `${id}.${attribute ?? ''}`));
    if (kind === 'GetAtt' && !isNew && prediction.changed.length && view === 'unknown') {
      fromResources.push(entity('ResourceAttribute', `${id}.${attribute ?? ''}`, 'Dynamic'));
    }
  }
  if (fromResources.length && view === 'before' && !details.length) details.push(direct(target, 'Dynamic'));
  details.push(...unique(fromResources));
  return details.length ? details : [direct(target)];
}

const unique = (details: ChangeDetail[]) => details.filter((detail, i) => details.findIndex(other => same(other, detail)) === i);

/** Compares the values as given: a new value in the parameter store is not reported as a parameter change. */
function isChangedParameter(name: string, { model, previous }: Compared): boolean {
  const now = model.parameters.find(parameter => parameter.key === name);
  if (!now) return false;
  const before = previous.parameters.find(parameter => parameter.key === name);
  return before?.value !== now.value || before.noEcho !== now.noEcho;
}
