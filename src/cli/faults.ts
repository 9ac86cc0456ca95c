import { fail } from './failure';
import type { Faults } from '../rehearsal/account';
import { FaultsProblems, readFaults } from '../rehearsal/faults';

/** What is to go wrong, as the file that an option names says. */
export function faultsOf(file: string | undefined): Faults | undefined {
  try {
    return file === undefined ? undefined : readFaults(file);
  } catch (error) {
    return error instanceof FaultsProblems ? fail(...error.problems) : fail((error as Error).message);
  }
}
