import { formatPermission } from '../../../model/permissions-text';
import { deliveryTemplate } from '../../bundle/delivery-template';
import { type DeniedToRoles, deniedToRoles } from '../../rights/denied-to-roles';
import { permissionsFix } from '../permissions-fix';
import type { Found, Rule, Subject } from '../subject';

const FAILS = 'leave it out: what calls it fails when it runs';

/** What a role's policies allow and the boundary of the module's roles does not, the role may not do. */
export const boundaryDenies: Rule = {
  name: 'boundary-denies',
  severity: 'warning',
  find: subject => {
    const { isCore, solution, module, packaged: { Resources: resources }, permissions = [] } = subject;
    return isCore ? [] : deniedToRoles({ solution, module, resources }, permissions, deliveryTemplate()).map((denied): Found => ({
      where: subject.place(['Resources', denied.id]),
      reason: reasonOf(denied, subject),
      fix: denied.isPermittable
        ? `${permissionsFix(subject, denied.permissions, permissions)}; or ${FAILS}`
        : `${FAILS}, and permissions do not change this, as it administers the account or the solution`,
    }));
  },
};

function reasonOf({ id, roles, managed, permissions }: DeniedToRoles, { place }: Subject): string {
  const others = roles.filter(role => role !== id).map(role => place(['Resources', role]));
  const subject = managed === undefined ? '' : `the policy ${managed} `;
  const verb = others.length ? `lets ${others.join(', ')} do` : 'allows';
  return `${subject}${verb} what the permissions boundary of the module's roles denies: ${permissions.map(formatPermission).join('; ')}`;
}
