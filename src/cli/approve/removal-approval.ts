import { removalApprovalPath } from '../../model/names';
import type { Definition } from '../bundle/definition';
import type { RemovalAccount } from '../solution/delete-module';
import { installedModules, isApproved, planFrom } from '../solution/removal-plan';

/** Removals that wait for an approval, and the definition that they are part of. */
export interface HeldRemovals {
  readonly modules: readonly string[];
  readonly digest: string;
  /** Whether they are approved already. */
  readonly approved: boolean;
}

/** The removals of the definition, if they require an approval. */
export async function heldRemovals(
  solution: string, definition: Definition, account: Pick<RemovalAccount, 'store' | 'stacks'>,
): Promise<HeldRemovals | undefined> {
  const installed = installedModules(solution, await account.stacks.list());
  const { remove, needsApproval } = await planFrom(solution, definition, account as RemovalAccount, installed);
  if (!needsApproval) return undefined;
  const approved = await isApproved(solution, definition.digest, account.store);
  return { modules: [...remove].sort(), digest: definition.digest, approved };
}

export const approveRemovals = (solution: string, { digest }: HeldRemovals, { store }: Pick<RemovalAccount, 'store'>) =>
  store.write(removalApprovalPath(solution), digest);
