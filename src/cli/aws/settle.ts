import { setTimeout as sleep } from 'timers/promises';
import type { DeployedStack, Stacks } from './stacks';
import { failedRollback, isAtRest } from '../../model/stack-status';
import { fail } from '../terminal/failure';

/** Interval between two calls, in milliseconds: the first, its growth, and the longest. */
const WAIT = { first: 200, growth: 1.4, longest: 5000 } as const;

/** In milliseconds: longer than a custom resource that never answers takes to fail, which is an hour. */
const LIMIT = 75 * 60_000;

/** Waits until no operation on a stack is in progress. Undefined if there is no such stack. Fails after the limit. */
export async function settle(stacks: Stacks, name: string, limit = LIMIT): Promise<DeployedStack | undefined> {
  const began = Date.now();
  for (let wait: number = WAIT.first; ; wait = Math.min(wait * WAIT.growth, WAIT.longest)) {
    const stack = await stacks.find(name);
    if (!stack || stack.status === 'DELETE_COMPLETE') return undefined;
    if (isAtRest(stack.status)) return stack;
    if (Date.now() - began > limit) {
      fail(`the stack ${name} is still in ${stack.status} after ${Math.round(limit / 60_000)} minutes; its events show what it waits for. Run this again when that has ended`);
    }
    await sleep(wait);
  }
}

/** Continues a failed rollback of an update and waits for it. Returns the problem if it fails again. */
export async function continueRollback(stacks: Stacks, name: string, roleArn: string): Promise<string | undefined> {
  await stacks.continueRollback(name, roleArn);
  const after = await settle(stacks, name);
  return after && failedRollback(after.status)
    ? `the stack ${name} cannot be updated, as its last update could not be rolled back (${after.status}): ${await reasons(stacks, after)}` : undefined;
}

/** Deletes a stack and waits for that. Returns the problem if it cannot be deleted. */
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
