import { createChangeSet, type CreateInput } from './create-change-set';
import { executeChangeSet, type ExecuteInput } from './execute-change-set';
import { activeChangeSets, findChangeSet, isArn, requireChangeSet } from './find-change-set';
import { pageOf } from './page';
import { shownParameters, tagsOf } from './show';
import { AwsError } from '../../aws-error';
import type { Operation } from '../../service';
import { requireStack, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { ChangeSetState } from '../state';

export function changeSetOperations(runtime: Runtime): Record<string, Operation> {
  const { state } = runtime;
  return {
    CreateChangeSet: (input: CreateInput, call) => createChangeSet(runtime, input, call),

    DescribeChangeSet({ ChangeSetName, StackName, IncludePropertyValues, NextToken }) {
      const changeSet = requireChangeSet(runtime, ChangeSetName, StackName);
      const changes = IncludePropertyValues ? changeSet.changesWithValues : changeSet.changes;
      const { page, next } = pageOf(changes, ({ LogicalResourceId }) => LogicalResourceId, NextToken);
      const StatusReason = IncludePropertyValues ? changeSet.reason ?? changeSet.warning : changeSet.reason;
      return { ...describe(changeSet), StatusReason, Changes: page.map(ResourceChange => ({ Type: 'Resource', ResourceChange })), NextToken: next };
    },

    ExecuteChangeSet: (input: ExecuteInput, call) => executeChangeSet(runtime, input, call),

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
      const { page, next } = pageOf(activeChangeSets(runtime, stack.id), ({ id }) => id, NextToken);
      return { Summaries: page.map(summarize), NextToken: next };
    },
  };
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
