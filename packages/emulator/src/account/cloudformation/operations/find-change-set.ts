import { AwsError } from '../../aws-error';
import { findStack, requireStack, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { ChangeSetState } from '../state';

export const isArn = (name: string | undefined) => name?.startsWith('arn:') ?? false;

export function findChangeSet(runtime: Runtime, name: string, stackName: string | undefined): ChangeSetState | undefined {
  if (isArn(name)) return runtime.state.changeSets[name];
  const stack = findStack(runtime, stackName!);
  return Object.values(runtime.state.changeSets).find(changeSet => changeSet.name === name && changeSet.stackId === stack?.id);
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
