import { randomUUID } from 'crypto';
import { AwsError } from '../../aws-error';
import type { Call, Operation } from '../../service';
import { planCreation, planUpdate } from '../changes/plan';
import { createStack } from '../engine/create';
import { stackStatus } from '../engine/events';
import { findStack, now, requireStack, tick, type Runtime } from '../engine/runtime';
import { updateStack } from '../engine/update';
import { ValidationError } from '../errors';
import { buildModel } from '../model';
import type { ChangeSetState, StackState } from '../state';
import { templateOf } from '../template/read';
import { pageOf } from './page';
import { contextOf, deployedModel, plannedImport, prepare, type DeploymentInput } from './prepare';
import { checkRole } from './role';
import { shownParameters, tagsOf } from './show';
import { begin, checkName, checkUpdatable, forget, newStack, obsolete } from './stacks';

interface CreateInput extends DeploymentInput {
  readonly StackName?: string;
  readonly ChangeSetName?: string;
  readonly ChangeSetType?: string;
  readonly Description?: string;
  readonly ClientToken?: string;
  readonly OnStackFailure?: string;
  readonly IncludeNestedStacks?: boolean;
}

const TYPES = ['IMPORT', 'UPDATE', 'CREATE'];
const NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set.";

export function changeSetOperations(runtime: Runtime): Record<string, Operation> {
  const { state } = runtime;
  return {
    CreateChangeSet: (input: CreateInput, call) => create(runtime, input, call),

    DescribeChangeSet({ ChangeSetName, StackName, IncludePropertyValues, NextToken }) {
      const changeSet = requireChangeSet(runtime, ChangeSetName, StackName);
      const { page, next } = pageOf(IncludePropertyValues ? changeSet.changesWithValues : changeSet.changes, ({ LogicalResourceId }) => LogicalResourceId, NextToken);
      return { ...describe(changeSet), Changes: page.map(ResourceChange => ({ Type: 'Resource', ResourceChange })), NextToken: next };
    },

    async ExecuteChangeSet({ ChangeSetName, StackName, DisableRollback, ClientRequestToken }) {
      const changeSet = requireChangeSet(runtime, ChangeSetName, StackName);
      const refuse = (kind: string, status: string) => {
        throw new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be executed in its current ${kind} of [${status}]`);
      };
      if (changeSet.status !== 'CREATE_COMPLETE') refuse('status', changeSet.status);
      if (changeSet.executionStatus !== 'AVAILABLE') refuse('execution status', changeSet.executionStatus);
      const stack = state.stacks[changeSet.stackId];
      if (stack.status !== 'REVIEW_IN_PROGRESS') checkUpdatable(stack);
      await checkRole(runtime, changeSet.definition.roleArn);
      execute(runtime, stack, changeSet, { DisableRollback, ClientRequestToken });
    },

    DeleteChangeSet({ ChangeSetName, StackName }) {
      if (!isArn(ChangeSetName)) {
        if (StackName === undefined) throw new ValidationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
        requireStack(runtime, StackName);
      }
      const changeSet = findChangeSet(runtime, ChangeSetName, StackName);
      if (!changeSet) return;
      if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
        throw new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be deleted in its current status of [${changeSet.executionStatus}]`);
      }
      delete state.changeSets[changeSet.id];
    },

    ListChangeSets({ StackName, NextToken }) {
      const stack = requireStack(runtime, StackName);
      const { page, next } = pageOf(Object.values(state.changeSets).filter(({ stackId }) => stackId === stack.id), ({ id }) => id, NextToken);
      return { Summaries: page.map(summarize), NextToken: next };
    },
  };
}

const isArn = (name: string | undefined) => name?.startsWith('arn:') ?? false;

function findChangeSet(runtime: Runtime, name: string, stackName: string | undefined): ChangeSetState | undefined {
  if (isArn(name)) return runtime.state.changeSets[name];
  const stack = findStack(runtime, stackName!);
  return Object.values(runtime.state.changeSets).find(changeSet => changeSet.name === name && changeSet.stackId === stack?.id);
}

function requireChangeSet(runtime: Runtime, name: string, stackName: string | undefined): ChangeSetState {
  if (!isArn(name)) {
    if (stackName === undefined) throw new ValidationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
    requireStack(runtime, stackName);
  }
  const changeSet = findChangeSet(runtime, name, stackName);
  if (!changeSet) throw new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
  return changeSet;
}

function requireTarget(runtime: Runtime, input: CreateInput, type: string, call: Call): { stack: StackState; isNew: boolean } {
  const name = input.StackName;
  if (type === 'UPDATE') {
    const stack = requireStack(runtime, name);
    checkUpdatable(stack);
    return { stack, isNew: false };
  }
  const existing = name === undefined ? undefined : findStack(runtime, name);
  if (!existing) {
    checkName(name);
    return { stack: newStack(runtime, name, call), isNew: true };
  }
  if (existing.status !== 'REVIEW_IN_PROGRESS') {
    throw new ValidationError(`Stack [${name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`);
  }
  return { stack: existing, isNew: false };
}

async function create(runtime: Runtime, input: CreateInput, call: Call): Promise<object> {
  const type = input.ChangeSetType ?? 'UPDATE';
  if (!TYPES.includes(type)) {
    throw new ValidationError(`1 validation error detected: Value '${type}' at 'changeSetType' failed to satisfy constraint: `
      + `Member must satisfy enum value set: [${TYPES.join(', ')}]`);
  }
  if (type === 'IMPORT') throw new ValidationError("the rehearsal's account does not import resources: use a change set of type CREATE or UPDATE");
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(input.ChangeSetName ?? '')) {
    throw new ValidationError(`1 validation error detected: Value '${input.ChangeSetName}' at 'changeSetName' failed to satisfy constraint: `
      + 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*');
  }
  await checkRole(runtime, input.RoleARN);
  const { stack, isNew } = requireTarget(runtime, input, type, call);
  try {
    const same = findChangeSet(runtime, input.ChangeSetName!, stack.id);
    if (same && input.ClientToken !== undefined && same.token === input.ClientToken) return { Id: same.id, StackId: stack.id };
    if (same) throw new AwsError('AlreadyExistsException', `ChangeSet ${input.ChangeSetName} already exists`);
    const changeSet = await plan(runtime, stack, type as 'CREATE' | 'UPDATE', input);
    if (isNew) stackStatus(runtime, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
    return { Id: changeSet.id, StackId: stack.id };
  } catch (error) {
    if (isNew) forget(runtime, stack);
    throw error;
  }
}

async function plan(runtime: Runtime, stack: StackState, type: 'CREATE' | 'UPDATE', input: CreateInput): Promise<ChangeSetState> {
  const { account, state } = runtime;
  const previous = type === 'UPDATE' ? stack : undefined;
  const { model, definition } = await prepare(runtime, input, contextOf(runtime, stack), previous);
  const deployed = { resources: stack.resources, tags: definition.tags, importValue: plannedImport(runtime) };
  const planned = type === 'CREATE' ? planCreation(model, deployed) : planUpdate(model, deployedModel(runtime, stack), deployed, stack.outputs);
  const id = account.arn('cloudformation', `changeSet/${input.ChangeSetName}/${randomUUID()}`);
  const changeSet: ChangeSetState = {
    id,
    name: input.ChangeSetName!,
    stackId: stack.id,
    stackName: stack.name,
    type,
    created: now(),
    status: 'CREATE_PENDING',
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
  account.later(async () => {
    changeSet.status = 'CREATE_IN_PROGRESS';
    await tick();
    changeSet.status = planned.hasChanges ? 'CREATE_COMPLETE' : 'FAILED';
    changeSet.reason = planned.hasChanges ? undefined : NO_CHANGES;
    if (planned.hasChanges) changeSet.executionStatus = 'AVAILABLE';
  });
  return changeSet;
}

interface Execution { readonly DisableRollback?: boolean; readonly ClientRequestToken?: string }

function execute(runtime: Runtime, stack: StackState, changeSet: ChangeSetState, { DisableRollback, ClientRequestToken }: Execution): void {
  const { outputs, imports, ...definition } = changeSet.definition;
  void [outputs, imports];
  const model = buildModel(templateOf(definition.template), definition.parameters, contextOf(runtime, { ...stack, notificationArns: definition.notificationArns }));
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  const finished = (ok: boolean) => { changeSet.executionStatus = ok ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED'; };
  begin(stack, 'ExecuteChangeSet', ClientRequestToken);
  obsolete(runtime, stack.id, changeSet.id);
  stack.changeSetId = changeSet.id;
  stack.rollbackConfiguration = changeSet.rollbackConfiguration;
  stack.disableRollback = DisableRollback ?? false;
  if (stack.status !== 'REVIEW_IN_PROGRESS') return updateStack(runtime, stack, model, definition, finished);
  Object.assign(stack, definition);
  stack.onFailure = changeSet.onStackFailure;
  stack.updated = now();
  return createStack(runtime, stack, model, finished);
}

function summarize(changeSet: ChangeSetState) {
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.reason,
    CreationTime: new Date(changeSet.created),
    Description: changeSet.description,
    IncludeNestedStacks: changeSet.includeNestedStacks ?? false,
  };
}

function describe(changeSet: ChangeSetState) {
  const { definition } = changeSet;
  return {
    ...summarize(changeSet),
    Parameters: shownParameters(definition.parameters),
    NotificationARNs: definition.notificationArns,
    RollbackConfiguration: changeSet.rollbackConfiguration ?? {},
    Capabilities: definition.capabilities,
    Tags: tagsOf(definition.tags),
    OnStackFailure: changeSet.onStackFailure,
  };
}
