import { parseJson } from '../../model/json';
import { contractPath, deliveredPath, outputsPath } from '../../model/names';
import type { Delivered } from '../../registry/deliveries';
import type { ParameterStore } from '../../registry/parameter-store';
import { type Answer, fail } from '../aws/job';

export interface DeliveryDependencies {
  readonly solution: string;
  readonly store: Pick<ParameterStore, 'read' | 'write'>;
  /** The names of parameters below a path, at most about as many as given. */
  readonly namesBelow: (path: string, limit: number) => Promise<readonly string[]>;
}

/** How many outputs are looked at beyond those in the contract, and how many of them are named. */
const MORE = 50;
const NAMED = 3;

/**
 * Records what was delivered of a module. Fails if its stack, or stacks in it, wrote outputs that its contract does not name: nobody can
 * consume them, everybody who reads the registry reads them, and an account has room for 10,000 parameters.
 */
export async function recordDelivery(
  { solution, store, namesBelow }: DeliveryDependencies, module: string, delivered: Delivered,
): Promise<Answer | undefined> {
  await store.write(deliveredPath(solution, module), JSON.stringify(delivered));
  const contract = contractPath(solution, module);
  const produced = new Set([parseJson((await store.read([contract])).get(contract) ?? '')?.produces].flat());
  const path = outputsPath(solution, module);
  const names = (await namesBelow(path, produced.size + MORE)).map(name => name.slice(path.length + 1));
  const unknown = names.filter(name => !produced.has(name));
  if (!unknown.length) return undefined;
  const count = names.length < produced.size + MORE ? String(unknown.length) : `${unknown.length} or more`;
  return fail(`${module} wrote ${count} parameters below ${path} that its contract does not name (${unknown.slice(0, NAMED).join(', ')}${unknown.length > NAMED ? ', ...' : ''}); `
    + 'remove them from its template and the templates in it, or produce them');
}
