import { isRunning } from '../../model/execution';
import { providersOf, requirementPath, type RequirementText } from '../../model/requirement';
import type { Execution, StageProgress } from '../aws/pipelines';
import type { StackState } from '../aws/stack-state';
import { failedWaiting } from '../gate/waiting';

/** A module that reads outputs which were just deployed. */
export interface Consumer {
  readonly solution: string;
  readonly module: string;
  /** What it reads from whom was deployed, and everything that it reads. */
  readonly announced: readonly RequirementText[];
  readonly requires: readonly RequirementText[];
  readonly stack?: StackState;
  readonly newest?: Execution;
  readonly stages: Partial<Record<string, StageProgress>>;
  /** What every output has now, by the path of its parameter. */
  readonly values: ReadonlyMap<string, string>;
  /** Outputs that the newest execution could read as they are, and ended without having done its work. */
  readonly seen: readonly RequirementText[];
  /** Core modules, and modules in the directory: a gate lets a module pass only if it and all its producers are among them. */
  readonly known: ReadonlySet<string>;
}

/** The output for whose sake a consumer has to run again, if any: it was deployed with another value, or stopped for want of one. */
export function dueOutput(consumer: Consumer): RequirementText | undefined {
  const { solution, module, announced, requires, stack, newest, stages, values, seen, known } = consumer;
  if (![module, ...providersOf(requires)].every(name => known.has(name))) return undefined;
  // An execution that has not come to Deploy will read the new values itself.
  if (!newest || isRunning(newest) && stages.Deploy?.execution !== newest.id) return undefined;
  const path = (item: RequirementText) => requirementPath(solution, item);
  const changed = announced.find(item => {
    const deployed = stack?.resolved.get(path(item));
    return !seen.includes(item) && deployed !== undefined && values.has(path(item)) && deployed !== values.get(path(item));
  });
  const waits = failedWaiting(stages, newest);
  // As long as something else is missing, its gate would only fail again.
  if (waits && !requires.every(item => values.has(path(item)))) return undefined;
  return changed ?? (waits ? announced[0] : undefined);
}
