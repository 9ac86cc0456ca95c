import { FaultsProblems, readFaults } from '../../rehearsal/faults';
import { fail } from '../terminal/failure';
import type { Faults } from '@cv-insync/emulator';

/** What is to go wrong, as the file that an option names says. */
export function faultsOf(file: string | undefined): Faults | undefined {
  try {
    return file === undefined ? undefined : readFaults(file);
  } catch (error) {
    return error instanceof FaultsProblems ? fail(...error.problems) : fail((error as Error).message);
  }
}
