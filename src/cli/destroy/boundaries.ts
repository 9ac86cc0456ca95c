import type { DestroyAccount, Log } from './destroy-account';
import type { StackResource } from '../../model/stack-resource';

/** Those of the retained resources that keep a permissions boundary alive, which IAM does not delete while a role has it. */
export const retainedRoles = (retained: readonly StackResource[]): string[] =>
  retained.filter(({ type, uncertain }) => type === 'AWS::IAM::Role' && !uncertain).map(({ physicalId }) => physicalId);

/**
 * Deletes the roles that were left behind and keep the boundary in a stack alive, if that is wanted. Returns the problem if it is not.
 *
 * @param deleteRoles whether these roles may be deleted
 */
export async function freeBoundary(stack: string, { resources, roles }: DestroyAccount, deleteRoles: boolean, log: Log): Promise<string | undefined> {
  const boundary = (await resources.list(stack)).find(({ type, physicalId }) => type === 'AWS::IAM::ManagedPolicy' && physicalId.endsWith('-boundary'));
  const names = boundary ? await roles.boundBy(boundary.physicalId) : [];
  if (names.length && !deleteRoles) {
    return `the role${names.length > 1 ? 's' : ''} ${names.join(', ')} stayed, and IAM does not delete the permissions boundary of a role; delete the role first, or let this command do that: --delete-roles`;
  }
  for (const name of names) {
    await roles.remove(name);
    log(`role ${name}: deleted`);
  }
  return undefined;
}
