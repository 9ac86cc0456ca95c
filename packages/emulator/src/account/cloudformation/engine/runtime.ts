import type { Account } from '../../account';
import { perAccount } from '../../per-account';
import { messageOf, ValidationError } from '../errors';
import type { CloudFormationState, StackState } from '../state';

/** What the engine works with besides a stack. */
export interface Runtime {
  readonly account: Account;
  readonly state: CloudFormationState;
  /** Operations under way, by stack id. */
  readonly running: Map<string, Promise<void>>;
  /** Stacks whose operation was asked to stop. */
  readonly cancelled: Set<string>;
  /** Operations that wait for their caller to look at the stack, by stack id. */
  readonly held: Map<string, { readonly over: Promise<void>; release(): void }>;
}

/** The one runtime of an account's CloudFormation. */
export const runtimeOf = perAccount<Runtime>(account => ({
  account,
  state: { stacks: {}, names: {}, changeSets: {}, storedOnly: [] },
  running: new Map(),
  cancelled: new Set(),
  held: new Map(),
}));

export const now = () => new Date().toISOString();

/** Lets everybody else look at the account before the next step. */
export const tick = () => new Promise<void>(done => setImmediate(done));

/** How long an operation waits for its caller to look at the stack, in milliseconds. */
const FIRST_LOOK = 200;

/** Keeps the operation that a client requests in progress until it looks at the stack: on AWS none ends before its caller's next call. */
export function hold({ held }: Runtime, stackId: string): void {
  let release = () => {};
  const over = new Promise<void>(resolve => { release = resolve; });
  const timer = setTimeout(release, FIRST_LOOK);
  held.set(stackId, { over, release: () => { clearTimeout(timer); release(); } });
}

export const inProgress = (status: string) => status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';

export const isAlive = (stack: StackState) => stack.status !== 'DELETE_COMPLETE';

/** Begins an operation that goes on after its caller was answered. */
export function background(runtime: Runtime, stack: StackState, operation: () => Promise<void>): void {
  const run = (runtime.held.get(stack.id)?.over ?? tick()).then(operation).catch(error => {
    // Every failure that a stack can have is handled by its operation: this one is a fault of the account.
    stack.status = stack.status.replace('_IN_PROGRESS', '_FAILED');
    stack.reason = `Internal Failure: ${messageOf(error)}`;
  }).finally(() => {
    if (runtime.running.get(stack.id) === run) runtime.running.delete(stack.id);
    runtime.cancelled.delete(stack.id);
    runtime.held.delete(stack.id);
  });
  runtime.running.set(stack.id, run);
  runtime.account.later(() => run);
}

/** Waits until nothing is under way on a stack. */
export async function settled(runtime: Runtime, stackId: string): Promise<void> {
  for (let run = runtime.running.get(stackId); run; run = runtime.running.get(stackId)) await run;
}

/** A stack by name or id; only an id finds a deleted one. */
export function findStack({ state, held }: Runtime, nameOrId: string): StackState | undefined {
  const stack = state.stacks[nameOrId] ?? state.stacks[state.names[nameOrId]];
  if (stack) held.get(stack.id)?.release();
  return stack;
}

export function requireStack(runtime: Runtime, nameOrId: string | undefined, message = (name: string) => `Stack [${name}] does not exist`): StackState {
  if (!nameOrId) throw new ValidationError("1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null");
  const stack = findStack(runtime, nameOrId);
  if (!stack) throw new ValidationError(message(nameOrId));
  return stack;
}
