import { isObject } from '../../../model/json';
import { suggest } from '../../../model/suggest';
import { replaceFunctions } from '../../cloudformation-module/expressions';
import type { Found, Rule } from '../subject';

/** `Fn::FindInMap` of a mapping or key that the template does not have fails every deployment. */
export const mapping: Rule = {
  name: 'mapping',
  severity: 'error',
  find: ({ template, place }) => {
    const found: Found[] = [];
    for (const section of ['Conditions', 'Resources', 'Outputs'] as const) {
      replaceFunctions(template[section], [section], (name, argument, path) => {
        const problem = name === 'Fn::FindInMap' && Array.isArray(argument) ? missing(argument, template.Mappings ?? {}) : undefined;
        if (problem) found.push({ where: place(path), ...problem });
        return undefined;
      });
    }
    return found;
  },
};

/** Names that are known only at the deployment are not checked. A fourth argument is the value where a key is missing. */
function missing([name, top, second, more]: readonly unknown[], mappings: Readonly<Record<string, unknown>>): Pick<Found, 'reason' | 'fix'> | undefined {
  if (typeof name !== 'string' || isObject(more) && 'DefaultValue' in more) return undefined;
  const keys = mappings[name];
  if (!isObject(keys)) return unknown('mapping', name, 'the template', Object.keys(mappings));
  if (typeof top === 'string' && !(top in keys)) return unknown('key', top, `the mapping ${name}`, Object.keys(keys));
  const entries = (typeof top === 'string' ? [keys[top]] : Object.values(keys)).filter(isObject);
  if (typeof second !== 'string' || entries.some(entry => second in entry)) return undefined;
  return unknown('key', second, `the mapping ${name}${typeof top === 'string' ? `, ${top}` : ''}`, [...new Set(entries.flatMap(Object.keys))]);
}

function unknown(what: string, name: string, where: string, known: readonly string[]) {
  const meant = suggest(name, known);
  return {
    reason: `${where} has no ${what} "${name}"; it has ${known.join(', ') || 'none'}`,
    fix: meant === undefined ? `add the ${what}, or correct its name` : `did you mean "${meant}"?`,
  };
}
