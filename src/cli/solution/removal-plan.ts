import type { RemovalAccount } from './delete-module';
import type { HeldBack } from '../../model/directory';
import { deliveryStackName, pipelineName, removalApprovalPath, TAGS } from '../../model/names';
import { heldRemovalReason, type Plan, plan } from '../../model/plan';
import { readWanted } from '../../registry/entries';
import { consumptionOf, listModules } from '../../registry/module-records';
import { attempt } from '../aws/attempt';
import type { DeployedStack } from '../aws/stacks';
import type { Definition } from '../bundle/definition';
import { Failure } from '../terminal/failure';

/** Modules whose delivery is there, in whatever state. */
export function installedModules(solution: string, stacks: Iterable<DeployedStack>): string[] {
  const prefix = deliveryStackName(solution, '');
  return [...stacks].filter(({ name, tags }) => name.startsWith(prefix) && tags[TAGS.solution] === solution)
    .map(({ name }) => name.slice(prefix.length)).sort();
}

/** What goes and what stays, with who reads from whom. */
export interface RemovalPlan extends Plan {
  readonly consumption: ReadonlyMap<string, readonly string[]>;
}

/** An entry that is not part of the definition may be held back: only what is confirmed to be gone is removed. */
export async function planFrom(solution: string, { entries }: Definition, { store }: RemovalAccount, installed: string[]): Promise<RemovalPlan> {
  const wanted = entries.map(({ name }) => name);
  const missing = installed.filter(name => !wanted.includes(name));
  if (!missing.length) return { ...plan({ wanted, heldBack: [], installed, consumption: new Map() }), consumption: new Map() };
  const heldBack = await attempt('reading the entries of modules that are to be removed', () => readWanted(store, solution, missing));
  const records = await attempt('reading what modules require', () => listModules(store, solution));
  const consumption = consumptionOf(records);
  return { ...plan({ wanted, heldBack: [...heldBack], installed, consumption }), consumption };
}

/** Many removals at once need a person's yes, which counts for one definition. */
export async function checkApproval(solution: string, { digest }: Definition, { remove }: Plan, { store }: RemovalAccount) {
  if (await isApproved(solution, digest, store)) return;
  throw new Failure([
    `the definition removes ${remove.length} modules at once (${[...remove].sort().join(', ')}), more than a third; nothing was changed. `
    + `If this is meant, approve it: cv-insync approve --removals --solution ${solution}. If not, put the entries back`,
  ]);
}

/** A yes counts once: it goes when what it was given for is done. */
export async function useUpApproval(solution: string, { digest }: Definition, { store }: Pick<RemovalAccount, 'store'>) {
  if (await isApproved(solution, digest, store)) await store.remove([removalApprovalPath(solution)]);
}

/** Whether a person approved the removals of the definition with this digest. */
export async function isApproved(solution: string, digest: string, store: RemovalAccount['store']): Promise<boolean> {
  const path = removalApprovalPath(solution);
  return (await attempt(`reading ${path}`, () => store.read([path]))).get(path) === digest;
}

export const removalsHeldBack = ({ heldRemovals }: Plan): HeldBack[] =>
  heldRemovals.map(held => ({ module: held.module, reason: heldRemovalReason(held) }));

/** Installed modules that stay although the definition is without them. Ensure looks at them again: another definition may not follow. */
export function keptOnly(solution: string, { deliver: wanted, remove: gone, heldRemovals }: Plan, installed: readonly string[]): HeldBack[] {
  const decided = [...wanted, ...gone, ...heldRemovals.map(({ module }) => module)];
  return installed.filter(module => !decided.includes(module)).map(module => (
    { module, reason: `its entry is there, but not part of this definition, so it stays as it is; the action Prepare of ${pipelineName(solution, 'core')} says why` }));
}
