import { STATEFUL } from '../../../model/holds-data';
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
    const kept = (['DeletionPolicy', 'UpdateReplacePolicy'] as const).find(policy => resource[policy] !== undefined);
    if (kept === undefined) {
      return [{
        where, reason: 'the template does not show that its data is retained, which packaging adds', fix: 'write DeletionPolicy: RetainExceptOnCreate and UpdateReplacePolicy: Retain',
      }];
    }
    const [missing, value, when] = kept === 'DeletionPolicy' ? ['UpdateReplacePolicy', 'Retain', 'a replacement'] : ['DeletionPolicy', 'RetainExceptOnCreate', 'the removal of the module'];
    return [{
      where: place(['Resources', id, kept]),
      reason: `${kept}: ${resource[kept]} is one half; ${missing} is missing, so the template does not show that its data is retained on ${when}, which packaging adds`,
      fix: `write ${missing}: ${value}, too`,
    }];
  }),
};
