import type { Permissions, PermittedStatement } from './entry';
import { formatPermission, permissionsInCode } from './permissions-text';

/**
 * What a module declares that it needs and its entry does not permit. Only the entry grants anything. A declared pattern counts as permitted
 * if the entry has the same one or a wider one.
 */
export const missingPermissions = (declared: Permissions, permitted: Permissions): Permissions =>
  declared.flatMap(({ actions, resources }): PermittedStatement[] => {
    const missing = actions.filter(action => !resources.every(resource => isPermitted(action, resource, permitted)));
    const on = resources.filter(resource => !missing.every(action => isPermitted(action, resource, permitted)));
    return missing.length ? [{ actions: missing, resources: on }] : [];
  });

const isPermitted = (action: string, resource: string, permitted: Permissions) => permitted.some(({ actions, resources }) =>
  actions.some(each => covers(each, action)) && resources.some(each => covers(each, resource)));

/** Whether a pattern matches everything that another matches: it matches its text, in which wildcards are characters. */
const covers = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\*/g, '.*')}$`, 'is').test(text);

/** One line for operators; undefined if nothing is missing. */
export function missingPermissionsText(declared: Permissions, permitted: Permissions): string | undefined {
  const missing = missingPermissions(declared, permitted);
  if (!missing.length) return undefined;
  return `asks for ${missing.map(formatPermission).join('; ')}, which its entry does not permit: ${permissionsInCode([...permitted, ...missing])}`;
}
