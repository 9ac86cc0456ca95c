import type { Delivery, GateFacts, Provider } from './decide';
import type { Contract } from '../../definition/contract';
import { readWanted } from '../../registry/directory';
import { consumersOf, consumptionOf, listModules, providersOf, readModules, readProviders } from '../../registry/modules';
import { moduleStackName, outputPath, pipelineName } from '../../registry/names';
import type { ParameterStore } from '../../registry/parameters';
import { isRunning, type Pipelines, type Stage } from '../aws/pipelines';
import type { FindStack } from '../aws/stacks';
import type { Solution } from '../solution';

export interface Surroundings extends Solution {
  readonly store: Omit<ParameterStore, 'remove'>;
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages'>;
  readonly findStack: FindStack;
  readonly deleteStack: (name: string) => Promise<void>;
}

/** Everything that the gate of a module decides by. */
export async function look(around: Surroundings, module: string, contract: Contract): Promise<GateFacts> {
  const { solution, core, store, findStack } = around;
  const names = providersOf(contract.consumes);
  const wanted = await readWanted(store, solution, [module, ...names]);
  const records = await readProviders(store, solution, names.filter(name => name !== module));
  const own = await findStack(moduleStackName(solution, module));
  const deployed = (await readModules(store, solution, [module])).get(module);
  const fresh = providersOf(contract.consumes.filter(item => !deployed?.consumes.includes(item)));

  // Deliveries before values: a value that is missing after its delivery ended will not come.
  const providers = new Map<string, Provider>();
  for (const name of names) {
    const known = core.includes(name) || wanted.has(name);
    providers.set(name, { known, produces: records.get(name)?.produces ?? [], ...await lookAt(around, name, fresh.includes(name)) });
  }
  const paths = new Map(contract.consumes.map(item => [item, outputPath(solution, ...item.split('/') as [string, string])]));
  const values = await store.read([...paths.values()]);
  return {
    solution,
    module,
    contract,
    inDirectory: wanted.has(module),
    dropped: await lookForDropped(around, module, (deployed?.produces ?? []).filter(output => !contract.produces.includes(output))),
    consumption: new Map([...consumptionOf(records), [module, names]]),
    stackStatus: own?.status,
    providers,
    missing: new Set(contract.consumes.filter(item => !values.has(paths.get(item)!))),
  };
}

/** `isFresh`: whether the module now reads of it what it did not read before. */
async function lookAt({ solution, core, findStack, pipelines }: Surroundings, name: string, isFresh: boolean) {
  const pipeline = pipelineName(solution, core.includes(name) ? 'core' : name);
  let newest = await pipelines.newest(pipeline);
  const expected = !newest && await isApplying(solution, pipelines);
  // What was expected may have come, and been the last, before that was asked.
  if (!newest && !expected) newest = await pipelines.newest(pipeline);
  const delivery: Delivery = isRunning(newest) ? 'running' : newest ? 'ended' : expected ? 'expected' : 'absent';
  const passing = delivery === 'running' && isFresh && isPassing(await pipelines.stages(pipeline), newest!.id, core.includes(name));
  const stack = await findStack(moduleStackName(solution, name));
  return { delivery: passing ? 'passing' as const : delivery, execution: newest ? `pipeline ${pipeline} is ${newest.status}` : '', stackStatus: stack?.status };
}

/** Whether something is between the check of what it drops and its deployment. Where a person is asked before that, it is checked again. */
function isPassing(stages: Partial<Record<string, Stage>>, newest: string, isCore: boolean): boolean {
  const [check, deployment] = isCore ? [stages.Prepare, stages.Core] : [stages.Gate, stages.Deploy];
  if (deployment?.awaitsApproval) return false;
  return [check, deployment].some(stage => stage?.status === 'InProgress') || check?.execution === newest && deployment?.execution !== newest;
}

/** Whether a delivery that is missing may still come: not once Apply is over, as what follows it may wait for this very gate. */
async function isApplying(solution: string, pipelines: Surroundings['pipelines']): Promise<boolean> {
  if (isRunning(await pipelines.newest(pipelineName(solution, 'core')))) return true;
  const modules = pipelineName(solution, 'modules');
  const newest = await pipelines.newest(modules);
  if (!isRunning(newest)) return false;
  const { Apply } = await pipelines.stages(modules);
  return Apply?.execution !== newest!.id || Apply.status !== 'Succeeded';
}

/** Reads all modules only if there is something that somebody could miss. */
async function lookForDropped({ solution, store }: Surroundings, module: string, gone: readonly string[]) {
  if (!gone.length) return new Map<string, string[]>();
  const consumers = [...consumersOf(await listModules(store, solution), module)];
  return new Map(gone.map(output => [
    output, consumers.filter(([, items]) => items.includes(`${module}/${output}`)).map(([name]) => name),
  ] as const).filter(([, names]) => names.length));
}
