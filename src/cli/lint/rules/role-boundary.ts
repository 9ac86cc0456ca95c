import { boundaryArn } from '../../../model/module-conventions';
import { boundaryName, moduleBoundaryName } from '../../../model/names';
import type { Rule } from '../subject';

/** The deploy role can create only roles that have the permissions boundary of its delivery. */
export const boundary: Rule = {
  name: 'boundary',
  severity: 'error',
  find: ({ solution, module, isCore, template, place }) => Object.entries(template.Resources)
    .filter(([, { Type, Properties = {} }]) => Type === 'AWS::IAM::Role' && Properties.PermissionsBoundary !== undefined
      && (Properties.PermissionsBoundary as { 'Fn::Sub'?: unknown })['Fn::Sub'] !== boundaryArn(isCore ? boundaryName(solution) : moduleBoundaryName(solution, module)))
    .map(([id]) => ({
      where: place(['Resources', id, 'Properties', 'PermissionsBoundary']),
      reason: 'the role has a permissions boundary of its own, and only roles with the module\'s may be created',
      fix: 'leave it out: the module\'s is added',
    })),
};
