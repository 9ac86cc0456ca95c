import { requireChangeSet } from './find-change-set';
import { contextOf } from './prepare';
import { checkRole } from './role';
import { begin, checkUpdatable, obsolete } from './stack-state';
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import { createStack } from '../engine/create';
import { importResources } from '../engine/import';
import { now, type Runtime } from '../engine/runtime';
import { updateStack } from '../engine/update';
import { ValidationError } from '../errors';
import { buildModel } from '../model';
import type { ChangeSetState, StackState } from '../state';
import { deployableTemplate } from '../template/read';

export interface ExecuteInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
  readonly DisableRollback?: boolean;
  readonly RetainExceptOnCreate?: boolean;
  readonly ClientRequestToken?: string;
}

export async function executeChangeSet(runtime: Runtime, input: ExecuteInput, call: Call): Promise<void> {
  const { ChangeSetName, StackName } = input;
  await checkRole(runtime, requireChangeSet(runtime, ChangeSetName, StackName).definition.roleArn);
  const changeSet = requireChangeSet(runtime, ChangeSetName, StackName);
  const stack = runtime.state.stacks[changeSet.stackId];
  checkExecutable(changeSet, stack, input);
  const { outputs, imports, ...definition } = changeSet.definition;
  void [outputs, imports];
  const context = contextOf(runtime, { ...stack, notificationArns: definition.notificationArns });
  const model = buildModel(deployableTemplate(definition), definition.parameters, context);
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  const finished = (ok: boolean) => { changeSet.executionStatus = ok ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED'; };
  begin(runtime, stack, 'ExecuteChangeSet', input.ClientRequestToken, call);
  obsolete(runtime, stack.id, changeSet.id);
  Object.assign(stack, {
    changeSetId: changeSet.id,
    rollbackConfiguration: changeSet.rollbackConfiguration,
    disableRollback: isRollbackDisabled(changeSet, input),
    retainExceptOnCreate: input.RetainExceptOnCreate,
  });
  if (changeSet.imported) return importResources(runtime, stack, model, definition, changeSet.imported, finished);
  if (stack.status !== 'REVIEW_IN_PROGRESS') return updateStack(runtime, stack, model, definition, finished);
  Object.assign(stack, definition, { onFailure: changeSet.onStackFailure, updated: now() });
  return createStack(runtime, stack, model, finished);
}

const isRollbackDisabled = ({ onStackFailure }: ChangeSetState, { DisableRollback }: ExecuteInput) => DisableRollback ?? onStackFailure === 'DO_NOTHING';

function checkExecutable(changeSet: ChangeSetState, stack: StackState, input: ExecuteInput): void {
  const refuse = (kind: string, status: string) => {
    throw new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be executed in its current ${kind} of [${status}]`);
  };
  if (changeSet.status !== 'CREATE_COMPLETE') refuse('status', changeSet.status);
  if (changeSet.executionStatus !== 'AVAILABLE') refuse('execution status', changeSet.executionStatus);
  if (input.DisableRollback !== undefined && changeSet.onStackFailure !== undefined) {
    throw new ValidationError('You can specify either DisableRollback or OnStackFailure, but not both.');
  }
  if (stack.status !== 'REVIEW_IN_PROGRESS') checkUpdatable(stack, isRollbackDisabled(changeSet, input));
}
