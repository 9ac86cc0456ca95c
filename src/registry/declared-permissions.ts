import type { Parameter } from './parameter-store';
import type { Permissions } from '../model/entry';
import { contractPath } from '../model/names';
import { parseContract } from '../model/parse';

/**
 * What deployed modules declare that they need, by module. Modules write their contracts, so these may be malformed; such a module declares nothing.
 *
 * @param parameters those of all modules
 */
export function declaredPermissions(parameters: readonly Parameter[], solution: string): ReadonlyMap<string, Permissions> {
  const contracts = parameters.map(({ name, value }) => ({ module: name.split('/')[3], name, value }))
    .filter(({ module, name }) => name === contractPath(solution, module));
  return new Map(contracts.flatMap(({ module, value }): [string, Permissions][] => {
    const { permissions } = parseContract(value, module).value ?? {};
    return permissions ? [[module, permissions]] : [];
  }));
}
