import { randomUUID } from 'crypto';
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import { planCreation, planUpdate, type Plan } from '../changes/plan';
import { stackStatus } from '../engine/events';
import { TransformFailure } from '../engine/failure';
import { findStack, now, requireStack, tick, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { Model } from '../model';
import type { ChangeSetState, ImportedResource, StackState } from '../state';
import { findChangeSet } from './find-change-set';
import { checkImport, importChange, importProblem, type ResourceToImport } from './import';
import { contextOf, deployedModel, plannedImport, prepare, type DeploymentInput, type Prepared } from './prepare';
import { checkRole } from './role';
import { checkName, checkUpdatable, enter, newStack } from './stack-state';

export interface CreateInput extends DeploymentInput {
  readonly StackName?: string;
  readonly ChangeSetName?: string;
  readonly ChangeSetType?: string;
  readonly Description?: string;
  readonly ClientToken?: string;
  readonly OnStackFailure?: string;
  readonly IncludeNestedStacks?: boolean;
  readonly ResourcesToImport?: readonly ResourceToImport[];
}

const TYPES = ['IMPORT', 'UPDATE', 'CREATE'];
const NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set.";

function requireTarget(runtime: Runtime, input: CreateInput, type: string, call: Call): { stack: StackState; isNew: boolean } {
  const name = input.StackName;
  if (type === 'UPDATE') {
    const stack = requireStack(runtime, name);
    checkUpdatable(stack);
    return { stack, isNew: false };
  }
  const existing = name === undefined ? undefined : findStack(runtime, name);
  if (existing && type === 'IMPORT' && existing.status !== 'REVIEW_IN_PROGRESS') {
    checkUpdatable(existing);
    return { stack: existing, isNew: false };
  }
  if (!existing) {
    checkName(name);
    return { stack: newStack(runtime, name, call), isNew: true };
  }
  if (existing.status !== 'REVIEW_IN_PROGRESS') {
    throw new ValidationError(`Stack [${name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`);
  }
  return { stack: existing, isNew: false };
}

/** Validates the request, computes the changes and stores the change set. */
export async function createChangeSet(runtime: Runtime, input: CreateInput, call: Call): Promise<object> {
  const type = input.ChangeSetType ?? 'UPDATE';
  if (!TYPES.includes(type)) {
    throw new ValidationError(`1 validation error detected: Value '${type}' at 'changeSetType' failed to satisfy constraint: `
      + `Member must satisfy enum value set: [${TYPES.join(', ')}]`);
  }
  if (input.OnStackFailure === 'DELETE' && type !== 'CREATE') throw new ValidationError('OnStackFailure DELETE is valid for a change set of type CREATE only.');
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(input.ChangeSetName ?? '')) {
    throw new ValidationError(`1 validation error detected: Value '${input.ChangeSetName}' at 'changeSetName' failed to satisfy constraint: `
      + 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*');
  }
  await checkRole(runtime, input.RoleARN);
  const { stack, isNew } = requireTarget(runtime, input, type, call);
  const prepared = await prepare(runtime, input, contextOf(runtime, stack), call, isUpdate(type, stack) ? stack : undefined, { isChangeSet: true });
  // Another request may have created the stack in the meantime.
  if (isNew && findStack(runtime, stack.name)) return createChangeSet(runtime, input, call);
  const same = findChangeSet(runtime, input.ChangeSetName!, stack.id);
  if (same && input.ClientToken !== undefined && same.token === input.ClientToken) return { Id: same.id, StackId: stack.id };
  if (same) throw new AwsError('AlreadyExistsException', `ChangeSet ${input.ChangeSetName} already exists`);
  const changeSet = plan(runtime, stack, type as ChangeSetState['type'], input, prepared);
  if (isNew) {
    enter(runtime, stack);
    stackStatus(runtime, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  }
  return { Id: changeSet.id, StackId: stack.id };
}

/** Whether a change set changes a stack that has been deployed. */
const isUpdate = (type: string, { status }: StackState) => type === 'UPDATE' || type === 'IMPORT' && status !== 'REVIEW_IN_PROGRESS';

function plan(runtime: Runtime, stack: StackState, type: ChangeSetState['type'], input: CreateInput, { model, definition }: Prepared): ChangeSetState {
  const { account, state } = runtime;
  const previous = isUpdate(type, stack) ? deployedModel(runtime, stack) : undefined;
  const imported = type === 'IMPORT' ? checkImport(stack, previous, { model, definition }, input.ResourcesToImport) : undefined;
  const planned = imported ? planImport(imported) : planOf(runtime, stack, previous, { model, definition });
  const id = account.arn('cloudformation', `changeSet/${input.ChangeSetName}/${randomUUID()}`);
  const changeSet: ChangeSetState = {
    id,
    name: input.ChangeSetName!,
    stackId: stack.id,
    stackName: stack.name,
    type,
    imported,
    created: now(),
    status: 'CREATE_PENDING',
    warning: planned.warning,
    executionStatus: 'UNAVAILABLE',
    description: input.Description,
    definition: { ...definition, outputs: [], imports: [] },
    onStackFailure: input.OnStackFailure,
    rollbackConfiguration: input.RollbackConfiguration,
    includeNestedStacks: input.IncludeNestedStacks,
    token: input.ClientToken,
    changes: planned.changes,
    changesWithValues: planned.changesWithValues,
  };
  state.changeSets[id] = changeSet;
  const found = model instanceof TransformFailure ? model.message : planned.hasChanges ? undefined : NO_CHANGES;
  account.later(async () => {
    changeSet.status = 'CREATE_IN_PROGRESS';
    await tick();
    const failure = found ?? (imported && await importProblem(runtime, stack, imported));
    if (failure !== undefined) Object.assign(changeSet, { changes: [], changesWithValues: [] });
    changeSet.status = failure === undefined ? 'CREATE_COMPLETE' : 'FAILED';
    changeSet.reason = failure;
    if (failure === undefined) changeSet.executionStatus = 'AVAILABLE';
  });
  return changeSet;
}

const planImport = (imported: readonly ImportedResource[]): Plan =>
  ({ changes: imported.map(importChange), changesWithValues: imported.map(importChange), hasChanges: true });

function planOf(runtime: Runtime, stack: StackState, previous: Model | undefined, { model, definition }: Prepared): Plan {
  if (model instanceof TransformFailure) return { changes: [], changesWithValues: [], hasChanges: false };
  const deployed = { resources: stack.resources, tags: definition.tags, importValue: plannedImport(runtime) };
  return previous ? planUpdate(model, previous, deployed, stack.outputs) : planCreation(model, deployed);
}
