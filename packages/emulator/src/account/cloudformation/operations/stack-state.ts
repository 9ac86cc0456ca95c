import { randomUUID } from 'crypto';
import type { Call } from '../../service';
import { hold, now, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { StackState } from '../state';

/** Statuses in which a stack can be updated. */
const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE', 'CREATE_FAILED', 'UPDATE_FAILED'];

export function checkUpdatable(stack: StackState, isRollbackDisabled = true): void {
  if (!UPDATABLE.includes(stack.status)) throw new ValidationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  if (isRollbackDisabled || !hasFailed(stack)) return;
  throw new ValidationError(`This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the `
    + 'disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API');
}

/** A failed operation can be retried without changes. */
export const hasFailed = ({ status }: StackState) => status.endsWith('_FAILED');

const NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;

export function checkName(name: string | undefined): asserts name is string {
  if (name !== undefined && NAME.test(name) && name.length <= 128) return;
  throw new ValidationError(`1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: `
    + 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*');
}

/** A new stack, invisible until it is entered. */
export function newStack({ account, state }: Runtime, name: string, call: Call): StackState {
  const parentId = /^stack:(.+)$/.exec(call.cause ?? '')?.[1];
  return {
    id: account.arn('cloudformation', `stack/${name}/${randomUUID()}`),
    name,
    status: 'REVIEW_IN_PROGRESS',
    created: now(),
    template: '',
    parameters: [],
    tags: [],
    capabilities: [],
    outputs: [],
    imports: [],
    notificationArns: [],
    disableRollback: false,
    terminationProtection: false,
    parentId,
    rootId: parentId === undefined ? undefined : state.stacks[parentId]?.rootId ?? parentId,
    resources: {},
    events: [],
    tokens: {},
  };
}

/** Makes a new stack visible. */
export function enter({ state }: Runtime, stack: StackState): void {
  state.stacks[stack.id] = stack;
  state.names[stack.name] = stack.id;
}

/** Starts an operation and records its client token, which makes retries idempotent. */
export function begin(runtime: Runtime, stack: StackState, operation: string, token: string | undefined, call: Call): void {
  if (call.isClient) hold(runtime, stack.id);
  stack.startedBy = starterOf(runtime, stack, call);
  stack.operationId = randomUUID();
  delete stack.drift;
  delete stack.tokens.current;
  if (token === undefined) return;
  stack.tokens[operation] = token;
  stack.tokens.current = token;
}

/** Who began an operation; for a nested stack, who began that of its parent. */
function starterOf({ state }: Runtime, { parentId }: StackState, { caller, sessionPolicies, cause }: Call): StackState['startedBy'] {
  const parent = cause?.startsWith('stack:') && parentId !== undefined ? state.stacks[parentId]?.startedBy : undefined;
  return parent ?? { caller, ...sessionPolicies && { sessionPolicies } };
}

export const isRepeated = (stack: StackState | undefined, operation: string, token: string | undefined) =>
  stack !== undefined && token !== undefined && stack.tokens[operation] === token;

/** Marks the other change sets of a stack as obsolete, because they describe changes to a previous state. */
export function obsolete({ state }: Runtime, stackId: string, except?: string): void {
  for (const changeSet of Object.values(state.changeSets)) {
    if (changeSet.stackId === stackId && changeSet.id !== except && changeSet.executionStatus === 'AVAILABLE') changeSet.executionStatus = 'OBSOLETE';
  }
}
