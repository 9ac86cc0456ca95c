import type { DeliveryState, GateFacts, Provider } from './decide';
import type { Contract } from '../../model/contract';
import { isRunning } from '../../model/execution';
import { moduleStackName, pipelineName } from '../../model/names';
import { formatRequirement, providersOf, requirementOf, requirementPath, type RequirementText } from '../../model/requirement';
import { readWanted } from '../../registry/entries';
import { consumersOf, consumptionOf, listModules, type ModuleRecord, readProviders } from '../../registry/module-records';
import type { ParameterStore } from '../../registry/parameter-store';
import type { Pipelines, StageProgress } from '../aws/pipelines';
import type { FindStack } from '../aws/stack-state';
import type { Solution } from '../own-solution';

export interface GateDependencies extends Solution {
  readonly store: Omit<ParameterStore, 'remove'>;
  readonly pipelines: Pick<Pipelines, 'newest' | 'stages'>;
  readonly findStack: FindStack;
  readonly deleteStack: (name: string) => Promise<void>;
}

/** Everything that the gate of a module decides by. */
export async function gatherFacts(dependencies: GateDependencies, module: string, contract: Contract): Promise<GateFacts> {
  const { solution, core, store, findStack } = dependencies;
  const names = providersOf(contract.consumes);
  const wanted = await readWanted(store, solution, [module, ...names]);
  const records = await readProviders(store, solution, [module, ...names]);
  const own = await findStack(moduleStackName(solution, module));
  const { produces = [], consumes = [] }: Partial<ModuleRecord> = records.get(module) ?? {};
  // Whom the module now reads something from that it did not read before.
  const fresh = providersOf(contract.consumes.filter(item => !consumes.includes(item)));

  // Deliveries before values: a value that is missing after its delivery ended will not come.
  const providers = new Map<string, Provider>();
  const unsettled = new Set<string>();
  for (const name of names) {
    const { passing, ...found } = await stateOf(dependencies, name, fresh.includes(name));
    providers.set(name, { known: core.includes(name) || wanted.has(name), produces: records.get(name)?.produces ?? [], ...found });
    if (passing) unsettled.add(name);
  }
  const gone = produces.filter(output => !contract.produces.includes(output));
  // All modules are read only if there is something that somebody could miss.
  const consumers = gone.length ? [...consumersOf(await listModules(store, solution), module)] : [];
  const path = (item: RequirementText) => requirementPath(solution, item);
  const values = await store.read(contract.consumes.map(path));
  return {
    solution,
    module,
    contract,
    inDirectory: wanted.has(module),
    dropped: new Map(gone.map(output => [
      output, consumers.filter(([, items]) => items.includes(formatRequirement({ module, output }))).map(([name]) => name),
    ] as const).filter(([, users]) => users.length)),
    consumption: new Map([...consumptionOf(records), [module, names]]),
    stackStatus: own?.status,
    providers,
    missing: new Set(contract.consumes.filter(item => unsettled.has(requirementOf(item).module) || !values.has(path(item)))),
  };
}

async function stateOf({ solution, core, findStack, pipelines }: GateDependencies, name: string, isFresh: boolean) {
  const pipeline = pipelineName(solution, core.includes(name) ? 'core' : name);
  let newest = await pipelines.newest(pipeline);
  const expected = !newest && await isApplying(solution, pipelines);
  // What was expected may have come, and been the last, before that was asked.
  if (!newest && !expected) newest = await pipelines.newest(pipeline);
  const delivery: DeliveryState = isRunning(newest) ? 'running' : newest ? 'ended' : expected ? 'expected' : 'absent';
  const passing = isFresh && delivery === 'running' && isPassing(await pipelines.stages(pipeline));
  const stack = await findStack(moduleStackName(solution, name));
  return { delivery, execution: newest ? `pipeline ${pipeline} is ${newest.status}` : '', stackStatus: stack?.status, passing };
}

/**
 * Whether a version is between the check of what it drops, in a core module's case by Prepare, and its deployment: it may drop what nobody
 * required until then. Where a person is asked before the deployment, it is checked again.
 */
const isPassing = ({ Prepare, Core, Gate = Prepare, Deploy = Core }: Partial<Record<string, StageProgress>>): boolean => !Deploy?.awaitsApproval
  && ([Gate, Deploy].some(stage => stage?.status === 'InProgress') || Gate?.execution !== Deploy?.execution);

/** Whether a delivery that is missing may still come: not once Apply is over, as what follows it may wait for this very gate. */
async function isApplying(solution: string, pipelines: GateDependencies['pipelines']): Promise<boolean> {
  if (isRunning(await pipelines.newest(pipelineName(solution, 'core')))) return true;
  const modules = pipelineName(solution, 'modules');
  const newest = await pipelines.newest(modules);
  if (!isRunning(newest)) return false;
  const { Apply } = await pipelines.stages(modules);
  return Apply?.execution !== newest!.id || Apply.status !== 'Succeeded';
}
