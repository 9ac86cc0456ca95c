import { retainedRoles } from './boundaries';
import { temporaryRoleName } from './core-stack';
import { destroy, ownParameters } from './destroy';
import type { DestroyAccount } from './destroy-account';
import { checkProtection, stacksOf, takeInventory } from './inventory';
import { mayOutlive } from '../../model/holds-data';
import { describeResource } from '../../model/stack-resource';
import { automation } from '../aws/automation';
import { buckets } from '../aws/buckets';
import { roles } from '../aws/iam-roles';
import { parameterStore } from '../aws/parameter-store';
import { stackResources } from '../aws/stack-resources';
import { stacks } from '../aws/stacks';
import { target, type TargetOptions } from '../solution/target';
import { confirm } from '../terminal/confirm';
import { fail } from '../terminal/failure';
import { lines, plural, show } from '../terminal/output';

export interface DestroyOptions extends TargetOptions {
  readonly yes?: boolean;
  /** Whether roles are deleted that modules left behind. */
  readonly deleteRoles?: boolean;
  readonly json?: boolean;
}

/** `cv-insync destroy`: deletes a whole solution. */
export async function destroyCommand({ yes, deleteRoles = false, json, ...options }: DestroyOptions): Promise<void> {
  const solution = target(options);
  const account: DestroyAccount = {
    store: parameterStore(), stacks: stacks(), resources: stackResources(), pipelines: automation(), buckets: buckets(), roles: roles(),
  };
  const inventory = await takeInventory(solution, account);
  const deleted = stacksOf(inventory);
  const parameters = await ownParameters(solution, account);
  const retained = inventory.retained.filter(({ type }) => !deleteRoles || type !== 'AWS::IAM::Role').map(({ physicalId, type }) => ({ name: physicalId, type }));
  if (!deleted.length && !parameters.length && !await account.roles.find(temporaryRoleName(solution))) {
    show({ solution, deleted, retained }, () => `nothing of the solution "${solution}" exists in this account and region`, json);
    return;
  }
  await checkProtection(inventory, account);
  const roleNames = retainedRoles(inventory.retained);
  if (roleNames.length && !deleteRoles) {
    fail(`modules retain the roles ${roleNames.join(', ')}, and IAM does not delete the permissions boundary of a role, so the solution could not be deleted; nothing was changed; delete these roles with it (--delete-roles), or let the modules no longer retain them`);
  }
  const isDeleted = ({ physicalId, type }: { physicalId: string; type: string }) => type === 'AWS::IAM::Role' && roleNames.includes(physicalId);
  const kept = inventory.retained.filter(resource => !isDeleted(resource)).map(resource => `  ${describeResource(resource)}${mayOutlive(resource.type) || resource.uncertain ? '' : ', which can act on'}`);
  console.error(lines(
    `stacks of the solution ${solution} that will be deleted, in this order: ${deleted.join(', ') || 'none'}`,
    roleNames.length > 0 && `roles that modules retain, which will be deleted: ${roleNames.join(', ')}`,
    `and ${plural(parameters.length, 'parameter')}, and the artifacts in the core's buckets`,
    kept.length ? `kept, because their deletion policy retains them:\n${kept.join('\n')}` : 'nothing is kept',
  ));
  await confirm(`destroy the solution ${solution}`, { yes, word: solution });
  await destroy(inventory, account, line => console.error(line), deleteRoles);
  show({ solution, deleted, retained }, () => lines(
    `the solution ${solution} is deleted, with ${plural(deleted.length, 'stack')}`,
    kept.length ? `kept:\n${kept.join('\n')}` : 'nothing was kept',
  ), json);
}
