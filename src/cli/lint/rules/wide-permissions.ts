import type { Rule } from '../subject';

/** What a module's entry permits is added to the role that deploys it. */
export const widePermissions: Rule = {
  name: 'wide-permissions',
  severity: 'warning',
  find: ({ entries }) => entries.filter(({ permissions }) => permissions?.resources.includes('*')).map(({ name, permissions }) => ({
    where: `entry of ${name}`,
    reason: `permits ${permissions!.actions.join(', ')} on every resource of the account`,
    fix: 'name the resources, if AWS knows any for these actions',
  })),
};
