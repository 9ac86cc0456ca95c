import { replaceFunctions, variablesOf } from '../../cloudformation-module/expressions';
import type { Rule } from '../subject';

/** A consumed output has to exist before the module is deployed, and cannot be removed while the module is installed. */
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
        reason: `consumes ${item} without using it, so the module needlessly waits for it, and prevents its producer from dropping it`,
        fix: isCloudFormation ? 'refer to it, or leave it out of Consumes' : 'use the value that consume() returns, or leave the call out',
      })),
      ...notes.map(({ where, message }) => {
        const [reason, fix] = message.split('; ');
        return { where, reason, fix };
      }),
    ];
  },
};
