import { isRunning } from '../../model/execution';
import { providersOf, requirementPath, type RequirementText } from '../../model/requirement';
import type { Execution, StageProgress } from '../aws/pipelines';
import type { StackState } from '../aws/stack-state';
import { failedWaiting } from '../gate/waiting';

/** A module that consumes outputs which were just deployed. */
export interface Consumer {
  readonly solution: string;
  readonly module: string;
  /** The outputs it requires from the deployed producers. */
  readonly announced: readonly RequirementText[];
  /** All outputs that it requires. */
  readonly requires: readonly RequirementText[];
  readonly stack?: StackState;
  readonly newest?: Execution;
  readonly stages: Partial<Record<string, StageProgress>>;
  /** Current values of outputs, by the path of their parameter. */
  readonly values: ReadonlyMap<string, string>;
  /** Outputs whose current value the newest execution could read, although it ended without success. */
  readonly seen: readonly RequirementText[];
  /** Core modules, and modules in the directory: a gate passes a module only if it and all its producers are among them. */
  readonly known: ReadonlySet<string>;
}

/** The output that a consumer has to be redeployed for, if any: its value has changed since the deployment, or the consumer failed waiting for it. */
export function dueOutput(consumer: Consumer): RequirementText | undefined {
  const { solution, module, announced, requires, stack, newest, stages, values, seen, known } = consumer;
  if (![module, ...providersOf(requires)].every(name => known.has(name))) return undefined;
  // An execution that has not reached Deploy yet will read the new values.
  if (!newest || isRunning(newest) && stages.Deploy?.execution !== newest.id) return undefined;
  const path = (item: RequirementText) => requirementPath(solution, item);
  const changed = announced.find(item => {
    const deployed = stack?.resolved.get(path(item));
    return !seen.includes(item) && deployed !== undefined && values.has(path(item)) && deployed !== values.get(path(item));
  });
  const waits = failedWaiting(stages, newest);
  // While another output is missing, its gate would only fail again.
  if (waits && !requires.every(item => values.has(path(item)))) return undefined;
  return changed ?? (waits ? announced[0] : undefined);
}
