import { STATEFUL } from '../../../model/module-conventions';
import type { Found, Rule } from '../subject';

/** Data is retained when its module is removed, unless the author deletes it on purpose. */
export const retention: Rule = {
  name: 'retention',
  severity: 'warning',
  find: ({ isCloudFormation, template, place }) => Object.entries(template.Resources).flatMap(([id, resource]): Found[] => {
    if (!STATEFUL.has(resource.Type)) return [];
    const where = place(['Resources', id]);
    const deleted = (['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter(policy => resource[policy] === 'Delete');
    if (deleted.length) {
      return [{
        where,
        reason: `${deleted.join(' and ')}: Delete, so its data is deleted with ${deleted.includes('DeletionPolicy') ? 'the module' : 'a replacement'}`,
        fix: isCloudFormation ? 'leave the policies out if the data is needed' : 'use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if the data is needed',
      }];
    }
    if (!isCloudFormation || resource.DeletionPolicy !== undefined && resource.UpdateReplacePolicy !== undefined) return [];
    return [{
      where, reason: 'the template does not show that its data is retained, which packaging adds', fix: 'write DeletionPolicy: RetainExceptOnCreate and UpdateReplacePolicy: Retain',
    }];
  }),
};
