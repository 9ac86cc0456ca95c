import type { ParameterReader } from './parameter-store';
import { corePath, type CoreValue } from '../model/names';

/** Values that the core stack publishes, by name, without those that do not exist. */
export async function readCoreValues(store: ParameterReader, solution: string, ...names: CoreValue[]): Promise<Partial<Record<CoreValue, string>>> {
  const values = await store.read(names.map(name => corePath(solution, name)));
  return Object.fromEntries(names.flatMap(name => {
    const value = values.get(corePath(solution, name));
    return value === undefined ? [] : [[name, value]];
  }));
}
