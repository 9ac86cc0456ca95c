import type { Check } from './check';
import { setUps } from './set-up';
import type { Options } from '../options';

/** All checks of a run, in order. */
export const checksOf = ({ rounds }: Options): Check[] => [
  ...setUps(rounds),
];
