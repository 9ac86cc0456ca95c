import { setTimeout as sleep } from 'timers/promises';
import type { DeployedStack, Stacks } from './stacks';
import { failedRollback, isAtRest } from '../../model/stack-status';

/** First wait, how it grows, and the longest. */
const WAIT = { first: 200, growth: 1.4, longest: 5000 } as const;

/** Waits until nothing happens in a stack any more; nothing if there is no such stack. */
export async function settle(stacks: Stacks, name: string): Promise<DeployedStack | undefined> {
  for (let wait: number = WAIT.first; ; wait = Math.min(wait * WAIT.growth, WAIT.longest)) {
    const stack = await stacks.find(name);
    if (!stack || stack.status === 'DELETE_COMPLETE') return undefined;
    if (isAtRest(stack.status)) return stack;
    await sleep(wait);
  }
}

/** Tries again to roll an update back, and waits until that is done; says why if it cannot be. */
export async function continueRollback(stacks: Stacks, name: string, roleArn: string): Promise<string | undefined> {
  await stacks.continueRollback(name, roleArn);
  const after = await settle(stacks, name);
  return after && failedRollback(after.status)
    ? `the stack ${name} cannot be updated, as its last update could not be rolled back (${after.status}): ${await reasons(stacks, after)}` : undefined;
}

/** Deletes a stack and waits until it is gone; says why if it stays. */
export async function deleteAndWait(stacks: Stacks, name: string, roleArn?: string): Promise<string | undefined> {
  const before = await settle(stacks, name);
  if (!before) return undefined;
  await stacks.delete(name, roleArn);
  const left = await settle(stacks, before.id);
  return left && `the stack ${name} could not be deleted (${left.status}): ${await reasons(stacks, left)}`;
}

export async function reasons(stacks: Stacks, { id, reason }: DeployedStack): Promise<string> {
  const failures = await stacks.failures(id);
  return failures.slice(0, 3).join('; ') || reason || 'its events say why';
}
