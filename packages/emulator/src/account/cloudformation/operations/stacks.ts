import { alreadyExists, contextOf, deployedModel, plannedImport, prepare, type DeploymentInput, type Prepared } from './prepare';
import { checkRole } from './role';
import { begin, checkName, checkUpdatable, enter, hasFailed, isRepeated, newStack, obsolete } from './stack-state';
import type { Operation } from '../../service';
import { planUpdate } from '../changes/plan';
import { createStack, rollbackCreation } from '../engine/create';
import { deleteStack } from '../engine/delete';
import { stackStatus } from '../engine/events';
import { TransformFailure } from '../engine/failure';
import { rollbackUpdate } from '../engine/rollback';
import { background, findStack, inProgress, isAlive, requireStack, settled, type Runtime } from '../engine/runtime';
import { updateStack } from '../engine/update';
import { ValidationError } from '../errors';
import type { StackState } from '../state';

interface CreateInput extends DeploymentInput {
  readonly StackName?: string;
  readonly DisableRollback?: boolean;
  readonly OnFailure?: string;
  readonly RetainExceptOnCreate?: boolean;
  readonly EnableTerminationProtection?: boolean;
  readonly TimeoutInMinutes?: number;
  readonly StackPolicyBody?: string;
  readonly ClientRequestToken?: string;
}

export function stackOperations(runtime: Runtime): Record<string, Operation> {
  return {
    async CreateStack(input: CreateInput, call) {
      const name = input.StackName;
      checkName(name);
      const existing = findStack(runtime, name);
      if (isRepeated(existing, 'CreateStack', input.ClientRequestToken)) return { StackId: existing!.id, OperationId: existing!.operationId };
      if (existing && existing.status !== 'REVIEW_IN_PROGRESS') throw alreadyExists(name);
      if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
        throw new ValidationError('You can specify either DisableRollback or OnFailure, but not both.');
      }
      await checkRole(runtime, input.RoleARN);
      const stack = existing ?? newStack(runtime, name, call);
      const context = contextOf(runtime, { ...stack, notificationArns: input.NotificationARNs ?? [] });
      const { model, definition } = await prepare(runtime, input, context, call);
      // Another request may have created the stack in the meantime.
      if (findStack(runtime, name) !== existing || stack.status !== 'REVIEW_IN_PROGRESS') throw alreadyExists(name);
      if (existing) obsolete(runtime, existing.id);
      else enter(runtime, stack);
      begin(runtime, stack, 'CreateStack', input.ClientRequestToken, call);
      Object.assign(stack, definition, {
        disableRollback: input.DisableRollback ?? false,
        onFailure: input.OnFailure,
        retainExceptOnCreate: input.RetainExceptOnCreate,
        terminationProtection: input.EnableTerminationProtection ?? false,
        timeoutInMinutes: input.TimeoutInMinutes,
        policy: input.StackPolicyBody,
        rollbackConfiguration: input.RollbackConfiguration,
      });
      createStack(runtime, stack, model);
      return { StackId: stack.id, OperationId: stack.operationId };
    },

    async UpdateStack(input: CreateInput, call) {
      const stack = requireStack(runtime, input.StackName);
      if (isRepeated(stack, 'UpdateStack', input.ClientRequestToken)) return { StackId: stack.id, OperationId: stack.operationId };
      const { DisableRollback = false } = input;
      checkUpdatable(stack, DisableRollback);
      await checkRole(runtime, input.RoleARN ?? stack.roleArn);
      const { model, definition } = await prepare(runtime, input, contextOf(runtime, stack), call, stack);
      checkUpdatable(stack, DisableRollback);
      if (!hasFailed(stack) && !hasChanges(runtime, stack, { model, definition })) throw new ValidationError('No updates are to be performed.');
      begin(runtime, stack, 'UpdateStack', input.ClientRequestToken, call);
      Object.assign(stack, { disableRollback: DisableRollback, retainExceptOnCreate: input.RetainExceptOnCreate, changeSetId: undefined });
      if (input.StackPolicyBody !== undefined) stack.policy = input.StackPolicyBody;
      obsolete(runtime, stack.id);
      updateStack(runtime, stack, model, definition);
      return { StackId: stack.id, OperationId: stack.operationId };
    },

    async DeleteStack({ StackName, RetainResources = [], RoleARN, ClientRequestToken }, call) {
      if (StackName === undefined) return requireStack(runtime, StackName) && undefined;
      await checkRole(runtime, RoleARN ?? findStack(runtime, StackName)?.roleArn);
      const stack = findStack(runtime, StackName);
      if (!stack || !isAlive(stack) || stack.status === 'DELETE_IN_PROGRESS') return undefined;
      if (stack.terminationProtection) {
        throw new ValidationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
      }
      if (RetainResources.length && stack.status !== 'DELETE_FAILED') {
        throw new ValidationError(`Invalid operation on stack [${stack.id}]. `
          + 'When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.');
      }
      const unknown = RetainResources.filter((id: string) => !(id in stack.resources));
      if (unknown.length) throw new ValidationError(`Invalid operation on stack [${stack.id}]. Resources to retain [${unknown.join(', ')}] do not exist`);
      if (inProgress(stack.status) && stack.status !== 'CREATE_IN_PROGRESS') {
        throw new ValidationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
      }
      if (RoleARN !== undefined) stack.roleArn = RoleARN;
      begin(runtime, stack, 'DeleteStack', ClientRequestToken, call);
      beginDeletion(runtime, stack, RetainResources);
      return undefined;
    },

    CancelUpdateStack({ StackName }) {
      const stack = requireStack(runtime, StackName);
      if (stack.status !== 'UPDATE_IN_PROGRESS') throw new ValidationError(`CancelUpdateStack cannot be called from current stack status ${stack.status}`);
      runtime.cancelled.add(stack.id);
    },

    ContinueUpdateRollback({ StackName, ResourcesToSkip = [], ClientRequestToken }, call) {
      const stack = requireStack(runtime, StackName);
      if (isRepeated(stack, 'ContinueUpdateRollback', ClientRequestToken)) return;
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
        throw new ValidationError(`Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`);
      }
      begin(runtime, stack, 'ContinueUpdateRollback', ClientRequestToken, call);
      stack.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
      background(runtime, stack, () => rollbackUpdate(runtime, stack, 'User Initiated', ResourcesToSkip));
    },

    RollbackStack({ StackName, RetainExceptOnCreate, ClientRequestToken }, call) {
      const stack = requireStack(runtime, StackName);
      if (isRepeated(stack, 'RollbackStack', ClientRequestToken)) return { StackId: stack.id };
      if (!['CREATE_FAILED', 'UPDATE_FAILED'].includes(stack.status)) {
        throw new ValidationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
      }
      begin(runtime, stack, 'RollbackStack', ClientRequestToken, call);
      stack.retainExceptOnCreate = RetainExceptOnCreate;
      const back = stack.before ? rollbackUpdate : rollbackCreation;
      stack.status = stack.before ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
      background(runtime, stack, () => back(runtime, stack, 'User Initiated'));
      return { StackId: stack.id };
    },

    UpdateTerminationProtection({ StackName, EnableTerminationProtection }) {
      const stack = requireStack(runtime, StackName);
      if (stack.parentId !== undefined) throw new ValidationError(`Stack [${stack.name}] is nested: termination protection can be set on its root stack only`);
      stack.terminationProtection = EnableTerminationProtection;
      return { StackId: stack.id };
    },

    SetStackPolicy({ StackName, StackPolicyBody }) {
      const stack = requireStack(runtime, StackName);
      try {
        JSON.parse(StackPolicyBody);
      } catch {
        throw new ValidationError('Error validating stack policy: Invalid stack policy');
      }
      stack.policy = StackPolicyBody;
    },
    GetStackPolicy({ StackName }) {
      return { StackPolicyBody: requireStack(runtime, StackName).policy };
    },
  };
}

/** A template whose transform fails counts as a change: the update then fails. */
function hasChanges(runtime: Runtime, stack: StackState, { model, definition }: Prepared): boolean {
  if (model instanceof TransformFailure) return true;
  const deployed = { resources: stack.resources, tags: definition.tags, importValue: plannedImport(runtime) };
  return planUpdate(model, deployedModel(runtime, stack), deployed, stack.outputs).hasChanges;
}

/** A creation in progress stops first. */
function beginDeletion(runtime: Runtime, stack: StackState, retained: readonly string[]): void {
  const { id } = stack;
  if (stack.status === 'CREATE_IN_PROGRESS') {
    runtime.cancelled.add(id);
    const creation = settled(runtime, id);
    stackStatus(runtime, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    runtime.account.later(async () => {
      await creation;
      background(runtime, stack, () => deleteStack(runtime, stack, retained));
    });
    return;
  }
  stackStatus(runtime, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  background(runtime, stack, () => deleteStack(runtime, stack, retained));
}
