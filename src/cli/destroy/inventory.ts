import { waves } from './waves';
import {
  coreStackName, deliveryStackName, modulesStackName, moduleStackName, pipelineName, registrationStackName, TAGS,
} from '../../model/names';
import { type StackResource, type StackResources, retainedBy } from '../../model/stack-resource';
import { consumptionOf, listModules } from '../../registry/module-records';
import type { ParameterStore } from '../../registry/parameter-store';
import type { DeployedStack, Stacks } from '../aws/stacks';
import { installedModules } from '../solution/removal-plan';
import { moduleStacks } from '../solution/view';
import { fail } from '../terminal/failure';

/** The parts of a solution that exist in the account. */
export interface Inventory {
  readonly solution: string;
  /** Modules with a delivery of their own, in waves of independent ones, consumers before producers. */
  readonly modules: readonly (readonly string[])[];
  /** Modules without a delivery, which the core pipeline deploys, in the same order. */
  readonly core: readonly (readonly string[])[];
  /** Stacks that register modules. */
  readonly registrations: readonly string[];
  readonly modulesStack?: DeployedStack;
  readonly coreStack?: DeployedStack;
  readonly retained: readonly StackResource[];
}

export interface InventoryAccount {
  readonly store: ParameterStore;
  readonly stacks: Stacks;
  readonly resources: StackResources;
}

export async function takeInventory(solution: string, { store, stacks, resources }: InventoryAccount): Promise<Inventory> {
  const all = new Map((await stacks.list()).map(stack => [stack.name, stack]));
  const consumption = consumptionOf(await listModules(store, solution));
  const delivered = installedModules(solution, all.values());
  const others = moduleStacks(solution, all.values()).filter(name => !delivered.includes(name) && !name.startsWith('registration-'));
  const own = async (name: string, of: string) => {
    const stack = all.get(name);
    return stack && await isOwn(stack, solution, of, resources) ? stack : undefined;
  };
  const registrations = [...all.values()].filter(({ name, tags }) => name.startsWith(registrationStackName(solution, '')) && tags[TAGS.solution] === solution);
  const inventory = {
    solution,
    modules: waves(delivered, consumption),
    core: waves(others, consumption),
    registrations: registrations.map(({ name }) => name).sort(),
    modulesStack: await own(modulesStackName(solution), 'modules'),
    coreStack: await own(coreStackName(solution), 'core'),
  };
  const retained: StackResource[] = [];
  const names = [...delivered, ...others].map(name => moduleStackName(solution, name));
  for (const name of [...names, ...inventory.coreStack ? [inventory.coreStack.name] : []]) {
    if (all.has(name)) retained.push(...await retainedBy(name, resources));
  }
  return { ...inventory, retained };
}

/** Names of all stacks, in the order in which they are deleted. */
export function stacksOf({ solution, modules, core, registrations, modulesStack, coreStack }: Inventory): string[] {
  return [
    ...modules.flat().flatMap(name => [moduleStackName(solution, name), deliveryStackName(solution, name)]),
    ...modulesStack ? [modulesStack.name] : [],
    ...core.flat().map(name => moduleStackName(solution, name)),
    ...registrations,
    ...coreStack ? [coreStack.name] : [],
  ];
}

/** Fails before anything is deleted if a stack has termination protection: half a solution is worse than a whole one. */
export async function checkProtection(inventory: Inventory, { stacks }: InventoryAccount): Promise<void> {
  const names = new Set(stacksOf(inventory));
  const locked = (await stacks.list()).filter(({ name, isProtected }) => isProtected && names.has(name)).map(({ name }) => name);
  if (locked.length) fail(`termination protection is enabled for ${locked.join(', ')}, nothing was changed; disable it to delete the solution`);
}

/** Whether a stack belongs to the solution: by its tag, or, if it was deployed without tags, by its pipeline. */
async function isOwn({ name, tags }: DeployedStack, solution: string, of: string, resources: StackResources): Promise<boolean> {
  if (tags[TAGS.solution] !== undefined) return tags[TAGS.solution] === solution;
  return (await resources.list(name)).some(({ physicalId }) => physicalId === pipelineName(solution, of));
}
