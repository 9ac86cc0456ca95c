import type { DeliveryState, GateFacts, Provider } from './decide';
import type { Contract } from '../../model/contract';
import { isRunning } from '../../model/execution';
import { moduleStackName, pipelineName } from '../../model/names';
import { providersOf, requirementOf, requirementPath, type RequirementText } from '../../model/requirement';
import { readWanted } from '../../registry/entries';
import { consumptionOf, listModules, type ModuleRecord, readProviders } from '../../registry/module-records';
import type { ParameterStore } from '../../registry/parameter-store';
import type { Pipelines, StageProgress } from '../aws/pipelines';
import type { Solution } from '../own-solution';

export interface GateDependencies extends Solution {
  readonly store: Omit<ParameterStore, 'remove'>;
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages'>;
  readonly stackStatus: (name: string) => Promise<string | undefined>;
  readonly deleteStack: (name: string) => Promise<unknown>;
  /** The outputs of the contract that the deployment will not leave the module, with the conditions that are not met. */
  readonly leftOut: (registry: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;
}

/** Collects the facts that a module's gate decides by. */
export async function gatherFacts(dependencies: GateDependencies, module: string, contract: Contract): Promise<GateFacts> {
  const { solution, core, store, stackStatus } = dependencies;
  const names = providersOf(contract.consumes);
  const wanted = await readWanted(store, solution, [module, ...names]);
  const records = await readProviders(store, solution, [module, ...names]);
  const { produces = [], consumes = [] }: Partial<ModuleRecord> = records.get(module) ?? {};
  // Modules that it consumes an output of which its deployed version does not consume.
  const newProviders = providersOf(contract.consumes.filter(item => !consumes.includes(item)));

  // Deliveries are read before values: a value that is missing after its delivery ended will not come.
  const providers = new Map<string, Provider>();
  for (const name of names) {
    providers.set(name, {
      known: core.includes(name) || wanted.has(name),
      produces: records.get(name)?.produces ?? [],
      ...await stateOf(dependencies, name, newProviders.includes(name)),
    });
  }
  const path = (item: RequirementText) => requirementPath(solution, item);
  const own = (output: string): RequirementText => `${module}/${output}`;
  const values = await store.read([...contract.consumes, ...produces.map(own)].map(path));
  // A condition may have left the deployed version without an output: that cannot be dropped.
  const leftOut = dependencies.leftOut(values);
  const remaining = contract.produces.filter(output => !leftOut.has(output));
  const dropped = produces.filter(output => !remaining.includes(output) && values.has(path(own(output))));
  // Reading all modules is slow, so it is done only if outputs are dropped.
  const others = dropped.length ? [...await listModules(store, solution)] : [];
  return {
    solution,
    module,
    contract: { ...contract, produces: remaining },
    inDirectory: wanted.has(module),
    dropped: dropped.flatMap(output => {
      const users = others.flatMap(([name, { requires }]) => name !== module && requires.includes(own(output)) ? name : []);
      const condition = leftOut.get(output);
      return users.length ? `${output}${condition ? ` under its condition ${condition}` : ''} (required by ${users.join(', ')})` : [];
    }),
    consumption: new Map([...consumptionOf(records), [module, names]]),
    stackStatus: await stackStatus(moduleStackName(solution, module)),
    providers,
    missing: new Set(contract.consumes.filter(item => providers.get(requirementOf(item).module)!.isChanging || !values.has(path(item)))),
  };
}

async function stateOf({ solution, core, stackStatus, pipelines }: GateDependencies, name: string, isNew: boolean) {
  const pipeline = pipelineName(solution, core.includes(name) ? 'core' : name);
  let newest = await pipelines.newest(pipeline);
  const expected = !newest && await isApplying(solution, pipelines);
  // The pipeline may have been created by the last delivery since the first call.
  if (!(newest || expected)) newest = await pipelines.newest(pipeline);
  const delivery: DeliveryState = isRunning(newest) ? 'running' : newest ? 'ended' : expected ? 'expected' : 'absent';
  const isChanging = isNew && delivery === 'running' && isPastGate(await pipelines.stages(pipeline));
  const execution = `pipeline ${pipeline} is ${newest?.status}`;
  return { delivery, execution, stackStatus: await stackStatus(moduleStackName(solution, name)), isChanging };
}

/**
 * Whether a version is between the check of the outputs that it drops (for a core module, by Prepare) and its deployment: it may drop an
 * output that was not required when it was checked. After a manual approval it is checked again.
 */
const isPastGate = ({ Prepare, Core, Gate = Prepare, Deploy = Core }: Partial<Record<string, StageProgress>>): boolean => !Deploy?.awaitsApproval
  && ([Gate, Deploy].some(stage => stage?.status === 'InProgress') || Gate?.execution !== Deploy?.execution);

/** Whether a missing delivery may still be created. After Apply it is not, and the stages after Apply may wait for this gate. */
async function isApplying(solution: string, pipelines: GateDependencies['pipelines']): Promise<boolean> {
  if (isRunning(await pipelines.newest(pipelineName(solution, 'core')))) return true;
  const modules = pipelineName(solution, 'modules');
  const newest = await pipelines.newest(modules);
  if (!isRunning(newest)) return false;
  const { Apply } = await pipelines.stages(modules);
  return Apply?.execution !== newest!.id || Apply.status !== 'Succeeded';
}
