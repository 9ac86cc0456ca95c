import type { RunContext } from './context';
import { approvalToken, type Execution, executionsOf } from '../aws/executions';
import { stacksOf, type StackState } from '../aws/stacks';
import { observed, type Observed, type Snapshot } from '../record/observed';

export async function snapshot({ account, solution }: RunContext): Promise<Snapshot> {
  const at = Date.now();
  const [executions, stacks] = await Promise.all([executionsOf(account, solution), stacksOf(account, solution)]);
  return { at, executions, stacks };
}

/** A stack with a change set that nobody has executed is at rest, too. */
const isStackAtRest = ({ status }: StackState) => status === 'REVIEW_IN_PROGRESS' || !status.endsWith('_IN_PROGRESS');

/** Waits until a change has had the number of executions that it is expected to have, nothing runs, and nothing has started for a while. */
export async function settle(context: RunContext, before: Snapshot, expected: number): Promise<Observed> {
  const { account, solution, pace } = context;
  const known = new Map(before.executions.map(({ id, status }) => [id, status]));
  const seen = new Map<string, Execution>();
  const end = Date.now() + pace.patience;
  let restingSince: number | undefined;
  for (;;) {
    context.signal.throwIfAborted();
    const now = await snapshot(context);
    const current = now.executions.filter(({ id, status }) => known.get(id) !== status);
    const changed = current.some(({ id, status }) => seen.get(id)?.status !== status);
    for (const execution of current) seen.set(execution.id, execution);
    const running = now.executions.filter(({ status }) => ['InProgress', 'Stopping'].includes(status));
    const waiting = await Promise.all(running.map(({ of }) => approvalToken(account, solution, of)));
    const isResting = waiting.every(Boolean) && now.stacks.every(isStackAtRest);
    restingSince = isResting ? changed ? Date.now() : restingSince ?? Date.now() : undefined;
    if (restingSince !== undefined) {
      const rested = Date.now() - restingSince;
      if (rested >= pace.quiet && seen.size >= expected || rested >= pace.missing) return observed(before, now, [...seen.values()]);
    }
    if (Date.now() > end) throw new Error(`still running after ${pace.patience / 60_000} minutes: ${running.map(({ of }) => of).join(', ') || 'operations on stacks'}`);
    await context.sleep(pace.poll);
  }
}
