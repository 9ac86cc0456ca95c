import { Construct } from 'constructs';
import { MODULE, SOLUTION } from './roles';
import { moduleBoundaryName, moduleStackName } from '../../model/names';
import { defineBoundaryPolicy } from '../boundary';

/** The most that the roles which the module defines can do, whatever their policies allow. */
export const moduleBoundary = (scope: Construct, permitted: readonly unknown[]) => defineBoundaryPolicy(scope, {
  name: moduleBoundaryName(SOLUTION, MODULE),
  solution: SOLUTION,
  own: ['-', '/'].map(separator => moduleStackName(SOLUTION, MODULE) + separator),
  keys: ['${KeyArn}'],
  permitted,
}, `Limits the roles that the module ${MODULE} defines`);
