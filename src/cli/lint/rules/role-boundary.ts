import { boundaryArn } from '../../../model/module-conventions';
import type { Rule } from '../subject';

/** The deploy role can create only roles that have the solution's permissions boundary. */
export const boundary: Rule = {
  name: 'boundary',
  severity: 'error',
  find: ({ solution, template, place }) => Object.entries(template.Resources)
    .filter(([, { Type, Properties = {} }]) => Type === 'AWS::IAM::Role' && Properties.PermissionsBoundary !== undefined
      && (Properties.PermissionsBoundary as { 'Fn::Sub'?: unknown })['Fn::Sub'] !== boundaryArn(solution))
    .map(([id]) => ({
      where: place(['Resources', id, 'Properties', 'PermissionsBoundary']),
      reason: 'the role has a permissions boundary of its own, and only roles with the solution\'s may be created',
      fix: 'leave it out: the solution\'s is added',
    })),
};
