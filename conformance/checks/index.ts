import { approvals } from './approval';
import type { Check } from './check';
import { connections } from './connection';
import { flows, laterFlows } from './flows';
import { questions } from './questions';
import { destroyed, setUps } from './set-up';
import { types } from './types';
import type { Options } from '../options';

/** All checks of a run, in order. */
export function checksOf({ rounds, emulator, endpoint, only, repository }: Options): Check[] {
  const setUp = `set-up/${rounds}`;
  return [
    ...setUps(rounds),
    ...flows(setUp),
    ...approvals,
    ...laterFlows,
    ...connections(setUp, emulator || repository !== undefined),
    ...types(setUp, emulator || endpoint !== undefined, only),
    ...questions,
    destroyed(setUp),
  ];
}
