import { messageOf, ValidationError } from '../errors';
import type { Prepared } from './prepare';
import { TransformFailure } from '../engine/failure';
import { isAlive, type Runtime } from '../engine/runtime';
import { same, type Json } from '../json';
import { liveOutputs, type Model } from '../model';
import { resourceType } from '../resource-types';
import { readerOf } from '../resources/live';
import { notFound } from '../resources/provider';
import type { Change, ImportedResource, StackState } from '../state';

/** The SDK's `ResourceToImport`. */
export interface ResourceToImport {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

const refuse = (message: string): never => { throw new ValidationError(message); };
const list = (ids: readonly string[]) => `[${ids.join(', ')}]`;

/**
 * Refuses what CloudFormation refuses when the change set is created
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html, "Considerations"). The texts are CloudFormation's, in its order.
 */
export function checkImport(
  stack: StackState, previous: Model | undefined, { model, definition }: Prepared, wanted: readonly ResourceToImport[] = [],
): ImportedResource[] {
  if (!wanted.length) refuse('Must Provide at least one resource to import');
  if (model instanceof TransformFailure) return [];
  wanted.forEach((each, index) => checkEntry(each, index, model));
  if (new Set(wanted.map(each => each.LogicalResourceId)).size < wanted.length) refuse('Every resource to import must have unique LogicalResourceId');
  const ids = wanted.map(each => each.LogicalResourceId);
  const added = Object.keys(model.resources).filter(id => !(id in stack.resources));
  if (!added.length) refuse('The template should contain at least one new resource to import.');
  const owned = ids.filter(id => id in stack.resources);
  if (owned.length) refuse(`Resources ${list(owned)} passed in ResourceToImport are already in a stack and cannot be imported.`);
  const unlisted = added.filter(id => !ids.includes(id));
  if (unlisted.length) refuse(`Resources ${list(unlisted)} is missing from ResourceToImport list`);
  const modified = previous ? modifiedIn(model, previous, stack, definition.parameters) : [];
  if (modified.length) {
    refuse(`You have modified resources ${list(modified)} in your template that are not being imported. `
      + 'Update, create or delete operations cannot be executed during import operations.');
  }
  if (!same(outputsOf(model), previous ? outputsOf(previous) : [])) refuse('As part of the import operation, you cannot modify or add [Outputs]');
  const unprotected = ids.filter(id => model.resources[id].DeletionPolicy === undefined);
  if (unprotected.length) {
    refuse(`The following resources to import ${list(unprotected)} must have DeletionPolicy attribute specified in the template.`);
  }
  return wanted.map(({ LogicalResourceId: logicalId, ResourceType: type, ResourceIdentifier: identifier }) =>
    ({ logicalId, type, identifier, physicalId: Object.values(identifier)[0] }));
}

function checkEntry(entry: ResourceToImport, index: number, model: Model): void {
  const { ResourceType: type, LogicalResourceId: id, ResourceIdentifier: identifier } = entry;
  if (!identifier || !Object.keys(identifier).length) {
    refuse(`1 validation error detected: Value null at 'resourcesToImport.${index + 1}.member.resourceIdentifier' failed to satisfy constraint: `
      + 'Member must not be null');
  }
  const keys = resourceType(type)?.identifier ?? [];
  if (!same([...keys].sort(), Object.keys(identifier).sort())) {
    refuse(`Invalid resource identifier for resource type ${type}. Expected ${list(keys)}`);
  }
  const declared = model.resources[id]?.Type;
  if (declared === undefined) refuse(`The logical resource ids ${list([id])} provided in ResourceToImport do not exist in the template.`);
  if (declared !== type) {
    refuse(`Resource type of ${list([id])} passed in ResourceToImport does not match with resource type defined in the template. `
      + `Resource type in ResourceToImport: ${type}; Resource type in Template: ${declared}.`);
  }
  if (!canImport(type)) refuse(`the emulator does not act on resources of type ${type}, so it cannot tell whether one exists that can be imported`);
}

/** Types whose resources exist in the account's services, under one identifier that is also their physical id. */
function canImport(type: string): boolean {
  const { identifier = [], reference = [] } = resourceType(type) ?? {};
  return readerOf(type) !== undefined && identifier.length === 1 && !reference.length;
}

/** Resources that the template changes or lacks: neither may happen beside an import. */
function modifiedIn(model: Model, previous: Model, { resources, parameters }: StackState, next: StackState['parameters']): string[] {
  const definitionIn = (of: Model, id: string) => plain(of.resources[id]);
  return Object.keys(resources).filter(id =>
    !same(definitionIn(model, id), definitionIn(previous, id)) || valuesChange(definitionIn(model, id), parameters, next));
}

/** Whether a resource refers to a parameter whose value changes. */
function valuesChange(definition: Json, before: StackState['parameters'], after: StackState['parameters']): boolean {
  const valueOf = (values: StackState['parameters'], name: string) => values.find(({ key }) => key === name);
  const text = JSON.stringify(definition);
  return after.filter(({ key }) => new RegExp(`"Ref":"${key}"|\\$\\{${key}\\}`).test(text))
    .some(({ key }) => !same(plain(valueOf(before, key)), plain(valueOf(after, key))));
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
const outputsOf = (model: Model): Json => plain(liveOutputs(model));

/** Why the change set fails: a resource does not exist, or a stack holds it. */
export async function importProblem(runtime: Runtime, stack: StackState, imported: readonly ImportedResource[]): Promise<string | undefined> {
  const common = {
    account: runtime.account, stackId: stack.id, stackName: stack.name, tags: [], capabilities: [], notificationArns: [], attributes: {},
  };
  for (const { logicalId, type, identifier, physicalId } of imported) {
    const request = { ...common, logicalId, type, properties: { ...identifier }, physicalId };
    const found = await readerOf(type)!(request, []).catch(error => messageOf(error));
    if (typeof found === 'string') return found;
    if (!found) return MISSING[type]?.(physicalId) ?? notFound(type, physicalId).message;
    const owner = Object.values(runtime.state.stacks).find(other => isAlive(other) && Object.values(other.resources).some(resource =>
      resource.type === type && resource.physicalId === physicalId && !/^DELETE_(COMPLETE|SKIPPED)$/.test(resource.status)));
    if (owner) return `${physicalId} already exists in stack ${owner.id}`;
  }
  return undefined;
}

/** What the handlers of these types answer. */
const MISSING: Readonly<Record<string, (id: string) => string>> = {
  'AWS::DynamoDB::Table': id => `Table: ${id} does not exist.`,
  'AWS::S3::Bucket': () => 'Bucket not found',
};

export const importChange = ({ logicalId, type, physicalId }: ImportedResource): Change =>
  ({ Action: 'Import', LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceType: type, Scope: [], Details: [] });
