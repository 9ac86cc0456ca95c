import { replaceFunctions } from '../../cloudformation-module/expressions';
import type { Found, Rule } from '../subject';

/** Modules share outputs as parameters. Packaging replaces the exports and imports of a module without the CDK by them. */
export const exportsBetweenModules: Rule = {
  name: 'exports',
  severity: 'error',
  find: ({ isCloudFormation, template, place }) => {
    if (isCloudFormation) return [];
    const found: Found[] = [];
    for (const section of ['Resources', 'Outputs'] as const) {
      replaceFunctions(template[section], [section], (name, _, path) => {
        if (name === 'Fn::ImportValue') {
          found.push({ where: place(path), reason: 'imports the export of another stack, which then cannot change its value', fix: 'let that module produce an output, and consume() it' });
        }
        return undefined;
      });
    }
    const exported = Object.entries(template.Outputs ?? {}).filter(([, { Export }]) => Export !== undefined);
    return [...found, ...exported.map(([id]) => ({
      where: place(['Outputs', id]), reason: `exports ${id}: while another stack imports it, this module cannot change its value`, fix: 'produce() it instead',
    }))];
  },
};
