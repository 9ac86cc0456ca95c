import { boundary } from './boundary';
import { contract } from './contract';
import { exportsBetweenModules } from './exports';
import { outputDescription } from './output-description';
import { physicalName, solutionName } from './physical-name';
import { regionOrAccount } from './region-or-account';
import { retention } from './retention';
import { tests } from './tests';
import { unread } from './unread';
import { widePermissions } from './wide-permissions';
import type { Rule } from '../subject';

/** All rules, errors first. */
export const RULES: readonly Rule[] = [
  contract, physicalName, boundary, exportsBetweenModules,
  retention, regionOrAccount, solutionName, outputDescription, unread, tests, widePermissions,
];
