import { boundaryDenies } from './boundary-denies';
import { retention } from './data-retention';
import { deployRole } from './deploy-role';
import { tests } from './has-tests';
import { keptName } from './kept-name';
import { mapping } from './mapping';
import { foreignPrincipals, retainedActor } from './needs-allowance';
import { exportsBetweenModules } from './no-exports';
import { outputDescription } from './output-description';
import { parameterDefault } from './parameter-default';
import { physicalName, solutionName } from './physical-name';
import { regionOrAccount } from './region-or-account';
import { boundary } from './role-boundary';
import { unread } from './unread-output';
import { contract } from './valid-contract';
import { widePermissions } from './wide-permissions';
import type { Rule } from '../subject';

/** All rules, errors first. */
export const RULES: readonly Rule[] = [
  contract, physicalName, deployRole, boundary, exportsBetweenModules, parameterDefault, mapping,
  retention, retainedActor, foreignPrincipals, keptName, regionOrAccount,
  boundaryDenies, solutionName, outputDescription, unread, tests, widePermissions,
];
