import { STATEFUL } from '../../../model/module-conventions';
import type { Found, Rule } from '../subject';

/** Data outlives modules, unless their author says otherwise, and then on purpose. */
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
        reason: `${deleted.join(' and ')}: Delete, so what is in it goes with ${deleted.includes('DeletionPolicy') ? 'the module' : 'a replacement'}`,
        fix: isCloudFormation ? 'leave the policies out, if the data is of any worth' : 'use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, if the data is of any worth',
      }];
    }
    if (!isCloudFormation || resource.DeletionPolicy !== undefined && resource.UpdateReplacePolicy !== undefined) return [];
    return [{
      where, reason: 'the template does not say what becomes of its data; it is kept, which readers cannot see', fix: 'write DeletionPolicy: RetainExceptOnCreate and UpdateReplacePolicy: Retain',
    }];
  }),
};
