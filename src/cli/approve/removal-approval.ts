import { removalApprovalPath } from '../../model/names';
import type { Definition } from '../bundle/definition';
import type { RemovalAccount } from '../solution/delete-module';
import { installedModules, planFrom } from '../solution/removal-plan';

/** Removals that wait for a yes, and the definition that they are part of. */
export interface HeldRemovals {
  readonly modules: readonly string[];
  readonly digest: string;
  /** Whether the yes is there already. */
  readonly approved: boolean;
}

/** What the definition removes, if that is so much that it waits. */
export async function heldRemovals(
  solution: string, definition: Definition, account: Pick<RemovalAccount, 'store' | 'stacks'>,
): Promise<HeldRemovals | undefined> {
  const installed = installedModules(solution, await account.stacks.list());
  const { remove, needsApproval } = await planFrom(solution, definition, account as RemovalAccount, installed);
  if (!needsApproval) return undefined;
  const path = removalApprovalPath(solution);
  const given = (await account.store.read([path])).get(path);
  return { modules: [...remove].sort(), digest: definition.digest, approved: given === definition.digest };
}

export const approveRemovals = (solution: string, { digest }: HeldRemovals, { store }: Pick<RemovalAccount, 'store'>) =>
  store.write(removalApprovalPath(solution), digest);
