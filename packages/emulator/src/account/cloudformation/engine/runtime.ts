import type { Account } from '../../account';
import { perAccount } from '../../per-account';
import { messageOf, ValidationError } from '../errors';
import type { CloudFormationState, StackState } from '../state';

/** The account with the state of its stacks and the operations in progress. */
export interface Runtime {
  readonly account: Account;
  readonly state: CloudFormationState;
  /** Operations in progress, by stack id. */
  readonly running: Map<string, Promise<void>>;
  /** Stacks whose operation was cancelled. */
  readonly cancelled: Set<string>;
  /** Operations held until the client looks at the stack, by stack id. */
  readonly held: Map<string, { readonly over: Promise<void>; release(): void }>;
}

/** The runtime of an account; there is one per account. */
export const runtimeOf = perAccount<Runtime>(account => ({
  account,
  state: { stacks: {}, names: {}, changeSets: {}, storedOnly: [], identifiers: {} },
  running: new Map(),
  cancelled: new Set(),
  held: new Map(),
}));

export const now = () => new Date().toISOString();

/** Yields, so that other calls see the intermediate state. */
export const tick = () => new Promise<void>(done => setImmediate(done));

/** The longest that an operation is held, in milliseconds. */
const FIRST_LOOK = 200;

/** Holds the next operation of a stack until a client looks at the stack: on AWS, an operation never ends before the caller's next call. */
export function hold({ held }: Runtime, stackId: string): void {
  let release = () => {};
  const over = new Promise<void>(resolve => { release = resolve; });
  const timer = setTimeout(release, FIRST_LOOK);
  held.set(stackId, { over, release: () => { clearTimeout(timer); release(); } });
}

export const inProgress = (status: string) => status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';

export const isAlive = (stack: StackState) => stack.status !== 'DELETE_COMPLETE';

/** Runs an operation in the background, after the caller has its answer. */
export function background(runtime: Runtime, stack: StackState, operation: () => Promise<void>): void {
  const run = (runtime.held.get(stack.id)?.over ?? tick()).then(operation).catch(error => {
    // Operations handle all failures of stacks and resources; this is a defect of the emulator.
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

/** Waits until no operation of a stack is in progress. */
export async function settled(runtime: Runtime, stackId: string): Promise<void> {
  for (let run = runtime.running.get(stackId); run; run = runtime.running.get(stackId)) await run;
}

/** Finds a stack by name or id. Deleted stacks are found by id only. */
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
