import type { RemovalAccount } from './delete-module';
import type { HeldBack } from '../../model/directory';
import { deliveryStackName, pipelineName, removalApprovalPath, TAGS } from '../../model/names';
import { heldRemovalReason, type Plan, plan } from '../../model/plan';
import { readForced, readWanted } from '../../registry/entries';
import { dependenceOf, listModules } from '../../registry/module-records';
import { attempt } from '../aws/attempt';
import type { DeployedStack } from '../aws/stacks';
import type { Definition } from '../bundle/definition';
import { Failure } from '../terminal/failure';

/** Modules that have a delivery stack, in any status. */
export function installedModules(solution: string, stacks: Iterable<DeployedStack>): string[] {
  const prefix = deliveryStackName(solution, '');
  return [...stacks].filter(({ name, tags }) => name.startsWith(prefix) && tags[TAGS.solution] === solution)
    .map(({ name }) => name.slice(prefix.length)).sort();
}

/** A plan with the consumption that it is based on. */
export interface RemovalPlan extends Plan {
  readonly consumption: ReadonlyMap<string, readonly string[]>;
}

/** The entry of an installed module that is not in the definition may be held back: a module is removed only if it has no entry. */
export async function planFrom(solution: string, { entries }: Definition, { store }: RemovalAccount, installed: string[]): Promise<RemovalPlan> {
  const wanted = entries.map(({ name }) => name);
  const missing = installed.filter(name => !wanted.includes(name));
  if (!missing.length) return { ...plan({ wanted, heldBack: [], installed, consumption: new Map() }), consumption: new Map() };
  const heldBack = await attempt('reading the entries of modules that are to be removed', () => readWanted(store, solution, missing));
  const forced = await attempt('reading which removals are forced', () => readForced(store, solution, missing));
  const records = await attempt('reading what modules require', () => listModules(store, solution));
  const consumption = dependenceOf(records);
  return { ...plan({ wanted, heldBack: [...heldBack], installed, forced, consumption }), consumption };
}

/** Fails unless the removal of many modules at once is approved. An approval is for one definition. */
export async function checkApproval(solution: string, { digest }: Definition, { remove }: Plan, { store }: RemovalAccount) {
  if (await isApproved(solution, digest, store)) return;
  throw new Failure([
    `the definition removes ${remove.length} modules at once (${[...remove].sort().join(', ')}), more than a third; nothing was changed. `
    + `If this is intended, approve it: cv-insync approve --removals --solution ${solution}. If not, restore the entries`,
  ]);
}

/** An approval counts once: it is deleted when the removals are done. */
export async function clearApproval(solution: string, { digest }: Definition, { store }: Pick<RemovalAccount, 'store'>) {
  if (await isApproved(solution, digest, store)) await store.remove([removalApprovalPath(solution)]);
}

/** Whether the removals of the definition with this digest are approved. */
export async function isApproved(solution: string, digest: string, store: RemovalAccount['store']): Promise<boolean> {
  const path = removalApprovalPath(solution);
  return (await attempt(`reading ${path}`, () => store.read([path]))).get(path) === digest;
}

export const removalsHeldBack = ({ heldRemovals }: Plan): HeldBack[] =>
  heldRemovals.map(held => ({ module: held.module, reason: heldRemovalReason(held) }));

/** Installed modules that are not in the definition, and stay because they have an entry. Ensure checks them again, as no other definition may follow. */
export function keptWithEntry(solution: string, { deliver, remove, heldRemovals }: Plan, installed: readonly string[]): HeldBack[] {
  const decided = [...deliver, ...remove, ...heldRemovals.map(({ module }) => module)];
  return installed.filter(module => !decided.includes(module)).map(module => (
    { module, reason: `its entry exists, but is not part of this definition, so it stays as it is; the log of the action Prepare of ${pipelineName(solution, 'core')} says why` }));
}
