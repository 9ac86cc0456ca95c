import type { Recorder } from '../recorder';
import { liveScreen } from './live';
import { plainScreen } from './plain';
import type { Output, Screen } from './screen';
import type { Observation } from '@cv-insync/emulator';

export type { Output, Screen };

/** A redrawn screen on a terminal, plain lines elsewhere. */
export const openScreen = (output: Output, observation: Pick<Observation, 'onAction' | 'onChange'>, recorder: Recorder): Screen =>
  output.isTTY ? liveScreen(output, recorder) : plainScreen(output, observation, recorder);
