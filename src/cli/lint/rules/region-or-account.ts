import { isObject } from '../../../model/json';
import type { Path } from '../../../yaml/template-text';
import type { Found, Rule } from '../subject';

const ARN = /\barn:[\w-]+:[\w-]+:([a-z]{2}(?:-[a-z]+)+-\d)?:(\d{12})?:/g;
const REGION = /^[a-z]{2}(-gov|-iso[a-z]?)?-(north|south|east|west|central)[a-z]*-\d$/;
const ACCOUNT = /^\d{12}$/;

/** A module can be installed in any account and region. */
export const regionOrAccount: Rule = {
  name: 'region-or-account',
  severity: 'warning',
  find: ({ template, place }) => {
    const found: Found[] = [];
    const look = (value: unknown, path: Path): void => {
      if (Array.isArray(value)) return value.forEach((item, index) => look(item, [...path, index]));
      if (isObject(value)) return Object.entries(value).forEach(([key, member]) => key === 'Metadata' ? undefined : look(member, [...path, key]));
      for (const fixed of typeof value === 'string' ? fixedIn(value) : []) {
        found.push({
          where: place(path),
          reason: `"${fixed}" is fixed in the template, so the module cannot be installed in another ${ACCOUNT.test(fixed) ? 'account' : 'region'}`,
          fix: `refer to AWS::${ACCOUNT.test(fixed) ? 'AccountId' : 'Region'}, or make it a parameter`,
        });
      }
    };
    look(template.Resources, ['Resources']);
    return found;
  },
};

function fixedIn(text: string): string[] {
  if (REGION.test(text) || ACCOUNT.test(text)) return [text];
  return [...new Set([...text.matchAll(ARN)].flatMap(([, region, account]) => [region, account]).filter(part => part !== undefined))];
}
