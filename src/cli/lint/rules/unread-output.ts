import { replaceFunctions, variablesOf } from '../../cloudformation-module/expressions';
import type { Rule } from '../subject';

/** What is consumed has to be there before the module, and cannot go while the module is there. */
export const unread: Rule = {
  name: 'unread-output',
  severity: 'warning',
  find: ({ packaged, reads, notes, isCloudFormation }) => {
    const referred = new Set<string>();
    for (const section of ['Resources', 'Outputs', 'Conditions'] as const) {
      replaceFunctions((packaged as unknown as Record<string, unknown>)[section], [section], (name, argument) => {
        if (name === 'Ref') referred.add(String(argument));
        if (name === 'Fn::Sub') variablesOf(String(Array.isArray(argument) ? argument[0] : argument)).forEach(variable => referred.add(variable));
        return undefined;
      });
    }
    return [
      ...reads.filter(({ parameter }) => !referred.has(parameter)).map(({ item, where }) => ({
        where,
        reason: `consumes ${item} without using it, so the module waits for it and keeps its producer from dropping it, both for nothing`,
        fix: isCloudFormation ? 'refer to it, or leave it out of Consumes' : 'use what consume() answers, or leave it out',
      })),
      ...notes.map(({ where, message }) => {
        const [reason, fix] = message.split('; ');
        return { where, reason, fix };
      }),
    ];
  },
};
