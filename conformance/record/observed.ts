import type { Execution } from '../aws/executions';
import type { StackState } from '../aws/stacks';

/** What a change did: the executions that it started, each as `pipeline: status`, and the stacks that it changed. */
export interface Effects {
  readonly ran: readonly string[];
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
}

export const effects = (expected: Partial<Effects>): Effects => ({ ran: [], created: [], updated: [], deleted: [], ...expected });

/** The state of a solution. */
export interface Snapshot {
  readonly at: number;
  readonly executions: readonly Execution[];
  readonly stacks: readonly StackState[];
}

export interface Observed {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Executions that are new or that have another status, also of pipelines that have been deleted. */
  readonly executions: readonly Execution[];
  readonly effects: Effects;
}

export function observed(before: Snapshot, after: Snapshot, executions: readonly Execution[]): Observed {
  const old = new Map(before.stacks.map(stack => [stack.name, stack]));
  const now = new Map(after.stacks.map(stack => [stack.name, stack]));
  const names = (stacks: readonly StackState[]) => stacks.map(({ name }) => name).sort();
  return {
    before,
    after,
    executions,
    effects: {
      ran: executions.map(({ of, status }) => `${of}: ${status}`).sort(),
      created: names(after.stacks.filter(({ name, id }) => old.get(name)?.id !== id)),
      updated: names(after.stacks.filter(({ name, id, changed }) => old.get(name)?.id === id && old.get(name)!.changed !== changed)),
      deleted: names(before.stacks.filter(({ name }) => !now.has(name))),
    },
  };
}
