import type { Rule } from '../subject';

/** The permissions in a module's entry are added to its deploy role. */
export const widePermissions: Rule = {
  name: 'wide-permissions',
  severity: 'warning',
  find: ({ entries }) => entries.flatMap(({ name, permissions = [] }) => permissions.filter(({ resources }) => resources.includes('*')).map(({ actions }) => ({
    where: `entry of ${name}`,
    reason: `permits ${actions.join(', ')} on every resource of the account`,
    fix: 'name the resources, if these actions can be limited to resources',
  }))),
};
