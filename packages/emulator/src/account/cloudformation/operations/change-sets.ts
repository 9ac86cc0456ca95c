import { createChangeSet, type CreateInput } from './create-change-set';
import { findChangeSet, isArn, requireChangeSet } from './find-change-set';
import { pageOf } from './page';
import { contextOf } from './prepare';
import { checkRole } from './role';
import { shownParameters, tagsOf } from './show';
import { begin, checkUpdatable, obsolete } from './stack-state';
import { AwsError } from '../../aws-error';
import type { Operation } from '../../service';
import { createStack } from '../engine/create';
import { now, requireStack, type Runtime } from '../engine/runtime';
import { updateStack } from '../engine/update';
import { ValidationError } from '../errors';
import { buildModel } from '../model';
import type { ChangeSetState, StackState } from '../state';
import { templateOf } from '../template/read';

export function changeSetOperations(runtime: Runtime): Record<string, Operation> {
  const { state } = runtime;
  return {
    CreateChangeSet: (input: CreateInput, call) => createChangeSet(runtime, input, call),

    DescribeChangeSet({ ChangeSetName, StackName, IncludePropertyValues, NextToken }) {
      const changeSet = requireChangeSet(runtime, ChangeSetName, StackName);
      const changes = IncludePropertyValues ? changeSet.changesWithValues : changeSet.changes;
      const { page, next } = pageOf(changes, ({ LogicalResourceId }) => LogicalResourceId, NextToken);
      return { ...describe(changeSet), Changes: page.map(ResourceChange => ({ Type: 'Resource', ResourceChange })), NextToken: next };
    },

    async ExecuteChangeSet({ ChangeSetName, StackName, DisableRollback, ClientRequestToken }) {
      await checkRole(runtime, requireChangeSet(runtime, ChangeSetName, StackName).definition.roleArn);
      const changeSet = requireChangeSet(runtime, ChangeSetName, StackName);
      const refuse = (kind: string, status: string) => {
        throw new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be executed in its current ${kind} of [${status}]`);
      };
      if (changeSet.status !== 'CREATE_COMPLETE') refuse('status', changeSet.status);
      if (changeSet.executionStatus !== 'AVAILABLE') refuse('execution status', changeSet.executionStatus);
      const stack = state.stacks[changeSet.stackId];
      if (stack.status !== 'REVIEW_IN_PROGRESS') checkUpdatable(stack);
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
      const changeSets = Object.values(state.changeSets).filter(({ stackId }) => stackId === stack.id);
      const { page, next } = pageOf(changeSets, ({ id }) => id, NextToken);
      return { Summaries: page.map(summarize), NextToken: next };
    },
  };
}

interface Execution { readonly DisableRollback?: boolean; readonly ClientRequestToken?: string }

function execute(runtime: Runtime, stack: StackState, changeSet: ChangeSetState, { DisableRollback, ClientRequestToken }: Execution): void {
  const { outputs, imports, ...definition } = changeSet.definition;
  void [outputs, imports];
  const context = contextOf(runtime, { ...stack, notificationArns: definition.notificationArns });
  const model = buildModel(templateOf(definition.template), definition.parameters, context);
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
