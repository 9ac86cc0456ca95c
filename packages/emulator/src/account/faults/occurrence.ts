import type { Occurrence } from './model';

/** A fault that counts what matches it. */
export type Counted<F> = F & {
  /** Counts one more, and tells whether the fault meets it. */
  readonly meets: () => boolean;
};

export const counted = <F extends object>(faults: readonly F[] = [], occurrence: (fault: F) => Occurrence = fault => fault): Counted<F>[] =>
  faults.map(fault => ({ ...fault, meets: counter(occurrence(fault)) }));

/** The faults that meet what happens now; all that match it count, whether or not another one meets it too. */
export const meeting = <F>(faults: readonly Counted<F>[], matches: (fault: F) => boolean): Counted<F>[] =>
  faults.filter(fault => matches(fault) && fault.meets());

function counter({ after = 0, every = 1, times = Infinity }: Occurrence): () => boolean {
  let seen = 0;
  let met = 0;
  return () => {
    seen += 1;
    if (seen <= after || (seen - after) % every !== 0 || met >= times) return false;
    met += 1;
    return true;
  };
}
