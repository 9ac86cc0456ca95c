import type { Violated } from './violated';
import { WAITING } from '../../../src/model/execution';
import { canonicalJson } from '../../../src/model/json';
import { deliveryStackName, pipelineName } from '../../../src/model/names';
import { requirementPath } from '../../../src/model/requirement';
import { listModules, type ModuleRecords } from '../../../src/registry/module-records';
import type { HistoryEvent } from '../account/account';
import { type ExecutionRecord, messageOf } from '../account/pipelines';
import { deliveredModules, newestOf, desiredState } from '../desired-state';
import type { Solution } from '../solution';

/** The state before an action of a person. */
export interface StateBefore {
  readonly wanted: string;
  readonly coreVersion: number;
  readonly modulesVersion: number;
  /** Whether the second pipeline had work left. */
  readonly unfinished: boolean;
  readonly waiting: ReadonlySet<string>;
  readonly deliveries: ReadonlyMap<string, string>;
  readonly records: ModuleRecords;
}

export async function stateBefore(solution: Solution, modules: readonly string[]): Promise<StateBefore> {
  const { account, name: s } = solution;
  const version = (of: string) => account.pipelines.all.get(pipelineName(s, of))?.version ?? 0;
  const waits = (module: string) => newestOf(solution, module) && messageOf(newestOf(solution, module)!)?.startsWith(WAITING);
  return {
    wanted: wantedOf(solution, modules),
    coreVersion: version('core'),
    modulesVersion: version('modules'),
    unfinished: hasRest(newestOf(solution, 'modules')),
    waiting: new Set(modules.filter(waits)),
    deliveries: new Map(deliveredModules(solution).map(name =>
      [name, canonicalJson(account.stacks.stacks.get(deliveryStackName(s, name))!.parameters)])),
    records: await listModules(account.store, s),
  };
}

/** An action of a person: how often the core pipeline had to start for it, and which pipelines a push had to start. */
export interface ExpectedStarts {
  readonly core: number;
  readonly pushed: ReadonlyMap<string, number>;
}

/** Every execution had a reason. */
export async function checkStarts(
  solution: Solution, modules: readonly string[], before: StateBefore, { core, pushed }: ExpectedStarts,
  happened: readonly HistoryEvent[], violated: Violated,
) {
  const { account, name: s } = solution;
  const executions = happened.flatMap(happening => happening.kind === 'execution' ? [happening.execution] : []);
  const of = (name: string) => executions.filter(({ pipeline }) => pipeline.declaration.Name === pipelineName(s, name));
  const restarts = account.pipelines.all.get(pipelineName(s, 'core'))!.version - before.coreVersion;
  if (of('core').length !== core + restarts) {
    violated('nothing runs that need not run', `the core pipeline ran ${of('core').length} times, expected ${core + restarts}`);
  }
  checkSecond(before, wantedOf(solution, modules), of('modules'), violated);

  const after = await listModules(account.store, s);
  for (const module of modules) {
    const inputs = [...before.records.get(module)?.requires ?? [], ...after.get(module)?.requires ?? []].map(item => requirementPath(s, item));
    const changes = happened.filter(happening => happening.kind === 'written' && inputs.includes(happening.name) && happening.before !== happening.value);
    const announced = of(module).filter(({ cause }) => cause.startsWith('announce--'));
    if (announced.length > changes.length + Number(before.waiting.has(module))) {
      violated('nothing runs that need not run', `${module} was announced ${announced.length} times, but ${changes.length} values changed that it reads`);
    }
    const pushes = of(module).filter(({ cause }) => cause === 'push' || cause === 'event').length;
    if (pushes !== (pushed.get(module) ?? 0)) violated('nothing runs that need not run', `${module} ran ${pushes} times for a push, expected ${pushed.get(module) ?? 0}`);
  }
  for (const happening of happened) {
    if (happening.kind !== 'stack' || happening.operation !== 'update') continue;
    const [name, parameters] = [...before.deliveries].find(([module]) => deliveryStackName(s, module) === happening.name) ?? [];
    if (name && canonicalJson(account.stacks.stacks.get(happening.name)?.parameters) === parameters) {
      violated('nothing runs that need not run', `the delivery of ${name} was updated, although its entry is as it was`);
    }
  }
}

function checkSecond(before: StateBefore, wanted: string, executions: readonly ExecutionRecord[], violated: Violated) {
  const asked = executions.filter(({ cause }) => cause.startsWith('ensure--'));
  const changed = executions.length - asked.length;
  const expected = before.modulesVersion === 0 || wanted !== before.wanted ? 1 : 0;
  if (changed !== expected) violated('nothing runs that need not run', `the second pipeline started ${changed} times by itself, expected ${expected}`);
  if (asked.length && !before.unfinished && !executions.some(hasRest)) {
    violated('nothing runs that need not run', 'the second pipeline was started again, although it had done everything');
  }
}

/** Whether a run of the second pipeline left work for another one. */
const hasRest = (execution?: ExecutionRecord) =>
  execution !== undefined && (execution.actions.Apply?.status !== 'Succeeded' || execution.actions.Apply.variables?.INSYNC_HELD_BACK !== '[]');

/** The definition and the other inputs of the second pipeline. */
const wantedOf = (solution: Solution, modules: readonly string[]) => canonicalJson([
  Object.keys(solution.core.modules),
  modules.map(module => desiredState(solution, module)).filter(({ kind }) => kind === 'wanted'),
]);
