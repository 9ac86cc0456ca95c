import type { Rule } from '../subject';

export const outputDescription: Rule = {
  name: 'output-description',
  severity: 'warning',
  find: ({ produces, isCloudFormation }) => produces.filter(({ description }) => !description).map(({ name, where }) => ({
    where,
    reason: `the output ${name} has no description, so authors of other modules have to guess what it is`,
    fix: isCloudFormation ? 'give it a Description in Produces' : `produce('${name}', value, { description: '...' })`,
  })),
};
