import type { Rule } from '../subject';

/** Names and contract are valid, as packaging, the gate and permissions require. */
export const contract: Rule = {
  name: 'contract',
  severity: 'error',
  find: ({ problems }) => problems.map(({ where, message }) => {
    const [reason, ...fix] = message.split('; ');
    return { where, reason, fix: fix.join('; ') || 'correct it' };
  }),
};
