import { approvals } from './approval';
import type { Check } from './check';
import { connections } from './connection';
import { flows, laterFlows } from './flows';
import { questions } from './questions';
import { destroyed, setUps } from './set-up';
import { types } from './types';
import type { Options } from '../options';

/** All checks of a run, in order. */
export function checksOf({ rounds, emulator, endpoint, only, repository, expiry }: Options): Check[] {
  const setUp = `set-up/${rounds}`;
  const isEmulated = emulator || endpoint !== undefined;
  return [
    ...setUps(rounds),
    ...flows(setUp),
    ...approvals(expiry || !isEmulated),
    ...laterFlows,
    ...connections(setUp, emulator || repository !== undefined),
    ...types(setUp, isEmulated, only),
    ...questions,
    destroyed(setUp),
  ];
}
