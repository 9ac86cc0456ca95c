import type { ParameterLister, Parameter, ParameterReader } from './parameter-store';
import { parseJson } from '../model/json';
import { contractPath, modulesPath, gatedPath } from '../model/names';
import { isRequirement, providersOf, requirementOf, type RequirementText } from '../model/requirement';

/** Outputs that a module produces and consumes. The module is deployed, or a version of it has reached its gate. */
export interface ModuleRecord {
  readonly produces: readonly string[];
  /** What the deployed version consumes. */
  readonly consumes: readonly RequirementText[];
  /** What the deployed version and the version that last reached the gate consume; sorted. */
  readonly requires: readonly RequirementText[];
}

export type ModuleRecords = ReadonlyMap<string, ModuleRecord>;

/** The records of all modules of the solution. Reads every parameter of every module. */
export async function listModules(store: ParameterLister, solution: string): Promise<ModuleRecords> {
  return recordsOf(await store.list(modulesPath(solution)));
}

/** The records of the named modules, without those that have none. */
export async function readModules(store: ParameterReader, solution: string, names: Iterable<string>): Promise<ModuleRecords> {
  const paths = [...names].flatMap(name => [contractPath(solution, name), gatedPath(solution, name)]);
  return recordsOf([...await store.read(paths)].map(([name, value]) => ({ name, value })));
}

/** The records of the named modules and of their direct and indirect providers. */
export async function readProviders(store: ParameterReader, solution: string, names: Iterable<string>): Promise<ModuleRecords> {
  const known = new Map<string, ModuleRecord>();
  const seen = new Set(names);
  for (let layer = [...seen]; layer.length;) {
    const read = await readModules(store, solution, layer);
    read.forEach((record, name) => known.set(name, record));
    layer = providersOf([...read.values()].flatMap(({ requires }) => requires)).filter(name => seen.size < seen.add(name).size);
  }
  return known;
}

/** For each module, the modules that it consumes outputs of. */
export const consumptionOf = (records: ModuleRecords) =>
  new Map([...records].map(([name, { requires }]) => [name, providersOf(requires)] as const));

/**
 * For each module, the modules that it may not lose. An output that no deployed version produces cannot be lost: who requires it waits at its
 * gate, and its word for it keeps nobody from being removed.
 */
export function dependenceOf(records: ModuleRecords): Map<string, string[]> {
  const isProduced = (item: RequirementText) => {
    const { module, output } = requirementOf(item);
    return records.get(module)?.produces.includes(output);
  };
  return new Map([...records].map(([name, { requires }]) => [name, providersOf(requires.filter(isProduced))]));
}

/** The consumers of a module, each with the outputs that it requires: `dtc` -> `['fleet/TripTableName']`. */
export function consumersOf(records: ModuleRecords, module: string): Map<string, RequirementText[]> {
  const required = [...records].map(([name, { requires }]) => [name, requires.filter(item => requirementOf(item).module === module)] as const);
  return new Map(required.filter(([name, outputs]) => name !== module && outputs.length));
}

/** The records among the parameters of modules. */
export function recordsOf(parameters: readonly Parameter[]): ModuleRecords {
  const records = new Map<string, ModuleRecord>();
  for (const { name, value } of parameters) {
    const [,,, module, kind, rest] = name.split('/');
    if (rest !== undefined || kind !== 'contract' && kind !== 'gated') continue;
    const known = records.get(module) ?? { produces: [], consumes: [], requires: [] };
    // Modules write contracts, so they may be malformed.
    const content = parseJson(value);
    const consumes = listOf(content?.consumes).filter(isRequirement);
    records.set(module, {
      ...known,
      ...kind === 'contract' && { produces: listOf(content?.produces).map(String), consumes },
      requires: [...new Set([...known.requires, ...consumes])].sort(),
    });
  }
  return records;
}

/** A list, whatever was written instead of one. */
const listOf = (value: any = []): any[] => [value].flat();
