import type { Account } from '../../account/account';
import type { AwsError } from '../../account/aws-error';
import { ActionFailure } from '../context';

export interface StackSummary {
  readonly StackId: string;
  readonly StackName: string;
  readonly StackStatus: string;
  readonly StackStatusReason?: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 200;

/** A stack by its name or id; undefined if it does not exist. */
export async function describeStack(account: Account, stack: string): Promise<StackSummary | undefined> {
  try {
    return (await account.call('cloudformation', 'DescribeStacks', { StackName: stack })).Stacks[0];
  } catch (error) {
    if ((error as AwsError).code === 'ValidationError' && /does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

/** Waits until no operation of a stack is in progress. */
export async function stackAtRest(account: Account, stack: string): Promise<StackSummary | undefined> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const found = await describeStack(account, stack);
    if (!found || found.StackStatus === 'REVIEW_IN_PROGRESS' || !found.StackStatus.endsWith('_IN_PROGRESS')) return found;
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

/** Waits for the operation of a stack. If it did not succeed, fails with the resources that failed. */
export async function operationSucceeded(account: Account, stackId: string, since: Date): Promise<StackSummary | undefined> {
  const stack = await stackAtRest(account, stackId);
  if (!stack || ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'DELETE_COMPLETE'].includes(stack.StackStatus)) return stack;
  const { StackEvents } = await account.call('cloudformation', 'DescribeStackEvents', { StackName: stackId });
  const failed = (StackEvents as { ResourceStatus: string; ResourceStatusReason?: string; LogicalResourceId: string; Timestamp: Date }[])
    .filter(event => event.ResourceStatus.endsWith('_FAILED') && event.Timestamp >= since && event.LogicalResourceId !== stack.StackName && event.ResourceStatusReason)
    .reverse();
  const culprits = failed.filter(event => !/cancelled/i.test(event.ResourceStatusReason!));
  const reasons = (culprits.length ? culprits : failed).map(event => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`);
  throw new ActionFailure(
    `stack '${stack.StackName}' ended in ${stack.StackStatus}${reasons.length ? `: ${[...new Set(reasons)].join('; ')}` : stack.StackStatusReason ? `: ${stack.StackStatusReason}` : ''}`,
    'JobFailed', stackId,
  );
}
