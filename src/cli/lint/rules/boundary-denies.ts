import { ADMINISTRATION, DENIED_TO_MODULES } from '../../../model/boundary-actions';
import { isObject } from '../../../model/json';
import type { Found, Rule } from '../subject';

const POLICIES = ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

const patternsOf = (actions: readonly string[]) => actions.map(pattern => new RegExp(`^${pattern.replace('*', '.*')}$`, 'i'));
const [patterns, administration] = [patternsOf(DENIED_TO_MODULES), patternsOf(ADMINISTRATION)];

/** What a role's policies allow and the solution's boundary does not, the role may not do. Wider patterns, such as `*`, are left alone. */
export const boundaryDenies: Rule = {
  name: 'boundary-denies',
  severity: 'warning',
  find: ({ template: { Resources }, place }) => Object.entries(Resources).flatMap(([id, { Type, Properties }]): Found[] => {
    if (!POLICIES.includes(Type)) return [];
    const denied = [...new Set(allowedActions(Properties))].filter(action => patterns.some(pattern => pattern.test(action))).sort();
    return denied.length === 0 ? [] : [{
      where: place(['Resources', id]),
      reason: `allows ${denied.join(', ')}, which the solution's permissions boundary does not leave to the roles of a module`,
      fix: denied.some(action => administration.some(pattern => pattern.test(action)))
        ? 'leave it out: what administers the account cannot be permitted, and what calls it fails when it runs'
        : 'permit it on the resources that it needs, in the permissions of the module\'s entry, or leave it out: what calls it fails when it runs',
    }];
  }),
};

/** The actions of all statements that allow something, wherever in the properties they are. */
function allowedActions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(allowedActions);
  if (!isObject(value)) return [];
  if (value.Effect === 'Allow' && value.Principal === undefined) return [value.Action].flat().filter(action => typeof action === 'string');
  return Object.values(value).flatMap(allowedActions);
}
