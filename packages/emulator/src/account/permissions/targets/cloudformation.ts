import type { Account } from '../../account';
import type { CloudFormationState } from '../../cloudformation/state';
import { tagMap } from '../../tags';
import type { Target, Targets } from '../asked';

/** Stacks, by name or id. What does not exist yet has no id: AWS asks with an asterisk in its place. */
export function cloudformationTargets(account: Account): Targets {
  const state = account.stateOf('cloudformation') as CloudFormationState;
  const stackOf = (reference: string): Target => {
    const stack = state.stacks[reference] ?? state.stacks[state.names[reference]];
    if (stack) return { arn: stack.id, tags: tagMap(stack.tags) };
    return { arn: reference.startsWith('arn:') ? reference : account.arn('cloudformation', `stack/${reference}/*`) };
  };
  return (_operation, { StackName, ChangeSetName, PhysicalResourceId }) => {
    const reference = StackName ?? (ChangeSetName?.startsWith('arn:') ? state.changeSets[ChangeSetName]?.stackId : undefined) ?? PhysicalResourceId;
    return [reference === undefined ? { arn: '*' } : stackOf(reference)];
  };
}
