import { readDirectory, withoutRecord } from '../../model/directory';
import { deliveryStackName, moduleStackName, registrationStackName } from '../../model/names';
import type { Owner } from '../../model/owner';
import { retainedBy, type StackResource, type StackResources } from '../../model/stack-resource';
import { claimsFor } from '../solution/claims';
import type { OperatorAccount } from '../solution/operator-account';
import { planOf, viewSolution } from '../solution/view';
import { fail } from '../terminal/failure';

/** The effects of deleting a registration. */
export interface Unregistration {
  readonly isRegistered: boolean;
  /** The owner of another entry, because of which the module stays. */
  readonly wantedBy?: Owner;
  readonly deleted: readonly string[];
  readonly kept: readonly StackResource[];
  /** Whether so many modules are removed at once that this waits for an approval. */
  readonly needsApproval: boolean;
}

/** Determines the effects. Fails if other modules read what this one produces. */
export async function planUnregistration(
  solution: string, module: string, account: OperatorAccount, resources: StackResources,
): Promise<Unregistration> {
  const view = await viewSolution(solution, account);
  const registration = registrationStackName(solution, module);
  const isRegistered = view.stacks.has(registration);
  const records = withoutRecord(view.records, 'self', module);
  const others = claimsFor(records, module).filter(({ removed }) => !removed);
  if (others.length || !isRegistered) {
    return { isRegistered, wantedBy: others[0]?.owner, deleted: isRegistered ? [registration] : [], kept: [], needsApproval: false };
  }

  const { heldRemovals, needsApproval } = planOf({ ...view, records, directory: readDirectory(records, view.context) });
  const held = heldRemovals.find(removal => removal.module === module);
  if (held) fail(`${module} is required: ${held.consumers.join(', ')} read${held.consumers.length === 1 ? 's' : ''} what it produces; nothing was changed. Remove them first, or what they consume of it`);
  const stack = moduleStackName(solution, module);
  return {
    isRegistered,
    deleted: [registration, ...[stack, deliveryStackName(solution, module)].filter(name => view.stacks.has(name))],
    kept: view.stacks.has(stack) ? await retainedBy(stack, resources) : [],
    needsApproval,
  };
}
