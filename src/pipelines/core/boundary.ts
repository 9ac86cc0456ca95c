import { Construct } from 'constructs';
import { KEY_ARN } from './settings';
import { boundaryName, moduleStackName } from '../../model/names';
import { defineBoundaryPolicy } from '../boundary';

/**
 * The most that the roles of core modules can do, whatever their policies allow.
 *
 * @param keys the solution's own keys
 */
export const defineBoundary = (scope: Construct, solution: string, keys: readonly string[] = [KEY_ARN]) => defineBoundaryPolicy(scope, {
  name: boundaryName(solution), solution, own: [moduleStackName(solution, '')], keys, isCore: true,
}, `Limits the roles that core modules of the solution ${solution} define`);
