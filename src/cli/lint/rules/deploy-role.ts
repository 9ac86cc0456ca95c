import { physicalNameProperty } from './physical-name';
import type { Permissions } from '../../../model/entry';
import { namePrefix } from '../../../model/resource-names';
import { deliveryTemplate } from '../../bundle/delivery-template';
import type { DraftResource } from '../../cloudformation-module/draft';
import { deployedModule, type MissingRight, missingRights } from '../../rights/module-rights';
import { ACCOUNT, REGION } from '../../rights/role-policy';
import { resourceInTemplate, UNKNOWN } from '../../rights/template-resource';
import { permissionsFix } from '../permissions-fix';
import type { Found, Rule, Subject } from '../subject';
import { hasGeneratedId } from '@cv-insync/emulator/facts';

/** The role that deploys a module may do what its handlers ask for with resources of common types; others need `permissions` in its entry. */
export const deployRole: Rule = {
  name: 'deploy-role',
  severity: 'error',
  find: subject => {
    if (subject.isCore) return [];
    const { solution, module, packaged: { Resources }, permissions } = subject;
    const deployed = deployedModule(deliveryTemplate(), solution, module, permissions);
    return Object.entries(Resources).flatMap(([id, resource]): Found[] => {
      const rights = missingRights(resourceInTemplate(unnamed(resource), Resources, deployed), deployed) ?? [];
      const missing = rights.filter(({ resource: on }) => !on.includes(UNKNOWN));
      return missing.length === 0 ? [] : [{
        where: subject.place(['Resources', id]),
        reason: `its deploy role may not do what CloudFormation does with an ${resource.Type}: ${missing.map(({ action }) => action).join(', ')}`,
        fix: permissionsFix(subject, remedy(resource.Type, missing, subject), permissions),
      }];
    });
  },
};

/** Other rules check the names of resources and the boundaries of roles. */
function unnamed({ Type, Properties = {} }: DraftResource) {
  const checked = [physicalNameProperty(Type), 'PermissionsBoundary'];
  return { Type, Properties: Object.fromEntries(Object.entries(Properties).filter(([property]) => !checked.includes(property))) };
}

/** What to write. Names of the module's resources are patterns that begin with its prefix; ids that AWS chooses are unknown. */
function remedy(type: string, missing: readonly MissingRight[], { solution, module }: Subject): Permissions {
  const prefix = namePrefix(solution, module);
  const named = hasGeneratedId(type) ? '*' : `${prefix}*`;
  const pattern = (arn: string) => arn === '*' ? '*' : arn.replace(REGION, '*').replace(ACCOUNT, '*').replace(new RegExp(`${prefix}.*$`), named);
  const sorted = (values: readonly string[]) => [...new Set(values)].sort();
  return [{ actions: sorted(missing.map(({ action }) => action)), resources: sorted(missing.map(({ resource }) => pattern(resource))) }];
}
