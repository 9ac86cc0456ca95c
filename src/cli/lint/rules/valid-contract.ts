import type { Rule } from '../subject';

/** Names and contract follow the rules that packaging, the gate and the permissions rely on. */
export const contract: Rule = {
  name: 'contract',
  severity: 'error',
  find: ({ problems }) => problems.map(({ where, message }) => {
    const [reason, ...fix] = message.split('; ');
    return { where, reason, fix: fix.join('; ') || 'correct it' };
  }),
};
