import type { Violated } from './violated';
import { due } from '../../../src/functions/ensure/ensure';
import { WAITING } from '../../../src/model/execution';
import { contractPath, functionName, pipelineName, REMOVAL_REASON, gatedPath } from '../../../src/model/names';
import { consumersOf, type ModuleRecords } from '../../../src/registry/module-records';
import { type ExecutionRecord, gaveUp, messageOf, stageOf } from '../account/pipelines';
import { heldBack, newestOf, desiredState } from '../desired-state';
import type { Solution } from '../solution';

const isByEnsure = (solution: Solution, { startedBy }: ExecutionRecord) => startedBy?.split('/').pop() === functionName(solution.name, 'ensure');

/** Whether an execution is a retry by the daily check. */
function isSecondAttempt(solution: Solution, execution: ExecutionRecord): boolean {
  const { executions } = execution.pipeline;
  const before = executions[executions.indexOf(execution) - 1];
  return before !== undefined && gaveUp(before) && isByEnsure(solution, execution);
}

/** Whether an execution failed while it waited for other modules, which start it because of the records of its gate. */
function waitsAtGate({ name: solution, account }: Solution, { actions, pipeline }: ExecutionRecord): boolean {
  const [module] = pipeline.declaration.Name.split('.');
  return actions.Gate?.status === 'Failed' && actions.Gate.message!.startsWith(WAITING) && account.store.values.has(gatedPath(solution, module));
}

/** Whether an execution ended without success, and only the next daily check retries it. */
const isTriedOnceMore = (solution: Solution, execution: ExecutionRecord) =>
  gaveUp(execution) && !isSecondAttempt(solution, execution) && !waitsAtGate(solution, execution);

/** Whether nothing exists of a module's deployment. */
const isGone = (solution: Solution, module: string) => !solution.account.store.values.has(contractPath(solution.name, module));

/** Whether the next daily check starts a module's pipeline, or enables a transition that a removal disabled. */
export function isDueTomorrow(solution: Solution, module: string): boolean {
  const newest = newestOf(solution, module);
  if (!newest || desiredState(solution, module).kind === 'gone') return false;
  if (isLeftClosed(solution, module)) return true;
  return isTriedOnceMore(solution, newest) || newest.status === 'Succeeded' && isGone(solution, module) && !isByEnsure(solution, newest);
}

/** Whether an interrupted removal left the transition to the deployment disabled, and the module incomplete. */
function isLeftClosed(solution: Solution, module: string): boolean {
  const newest = newestOf(solution, module)!;
  return newest.pipeline.closed.get('Deploy') === REMOVAL_REASON && (newest.status !== 'Succeeded' || isGone(solution, module));
}

/** Whether an execution waits at a transition that such a removal left disabled. */
export const waitsBehindRemoval = (execution: ExecutionRecord) =>
  !execution.entered && execution.pipeline.closed.get(stageOf(execution).Name) === REMOVAL_REASON;

/** Modules whose removal was held back, and that no module requires any more. */
export function unblockedRemovals(solution: Solution, records: ModuleRecords): string[] {
  return heldBack(solution).filter(module => desiredState(solution, module).kind === 'gone' && !consumersOf(records, module).size);
}

/** A failure is retried only once; a module that waits for another one is started by that one. */
export function watchRepetitions(solution: Solution, isUnheard: () => boolean, violated: Violated) {
  const opened = new Set<string>();
  solution.account.listen(happening => {
    if (happening.kind === 'opened') opened.add(happening.pipeline);
    if (happening.kind !== 'execution' || !isByEnsure(solution, happening.execution)) return;
    const { pipeline, cause } = happening.execution;
    const name = pipeline.declaration.Name;
    const found = pipeline.executions.find(execution => due(name, execution, '').token === cause);
    if (!found) return violated('tried once more', `${name} was started after no execution of it`);
    if (name === pipelineName(solution.name, 'modules')) {
      if (found.status === 'InProgress') violated('tried once more', `${name} was started although it ran`);
    } else if (name === pipelineName(solution.name, 'core')) {
      if (!isTriedOnceMore(solution, found) && !isUnheard()) violated('tried once more', `${name} was started after ${found.id}, which is ${found.status}, although the directory is what it prepared`);
    } else if (found.status === 'InProgress' || waitsAtGate(solution, found) || gaveUp(found) && !isTriedOnceMore(solution, found) && !opened.delete(name)) {
      violated('tried once more', `${name} was started after ${found.id}, which is ${found.status}: ${messageOf(found) ?? 'it did its work'}`);
    }
  });
}
