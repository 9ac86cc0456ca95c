import { AwsError } from '../../aws-error';
import { findStack, requireStack, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { ChangeSetState } from '../state';

export const isArn = (name: string | undefined) => name?.startsWith('arn:') ?? false;

const OVER = ['EXECUTE_COMPLETE', 'EXECUTE_FAILED', 'OBSOLETE'];

/** The change sets of a stack that are listed and found by name. Executed and obsolete ones are found by ARN only. */
export function activeChangeSets({ state }: Runtime, stackId: string | undefined): ChangeSetState[] {
  return Object.values(state.changeSets).filter(changeSet => changeSet.stackId === stackId && !OVER.includes(changeSet.executionStatus));
}

export function findChangeSet(runtime: Runtime, name: string, stackName: string | undefined): ChangeSetState | undefined {
  if (isArn(name)) return runtime.state.changeSets[name];
  return activeChangeSets(runtime, findStack(runtime, stackName!)?.id).find(changeSet => changeSet.name === name);
}

export function requireChangeSet(runtime: Runtime, name: string, stackName: string | undefined): ChangeSetState {
  if (!isArn(name)) {
    if (stackName === undefined) throw new ValidationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
    requireStack(runtime, stackName);
  }
  const changeSet = findChangeSet(runtime, name, stackName);
  if (!changeSet) throw new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
  return changeSet;
}
