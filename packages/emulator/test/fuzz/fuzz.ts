import { Worker } from 'worker_threads';
import fc from 'fast-check';

/** Seconds for all tests together, for a longer search. Without them, every test has a fixed number of cases, the same on every machine. */
const SECONDS = process.env.FUZZ_SECONDS === undefined ? undefined : Number(process.env.FUZZ_SECONDS);
const SEED = Number(process.env.FUZZ_SEED ?? 20261201);
/** How many tests share the seconds. */
const TESTS = 9;
/** Cases take milliseconds. One that takes minutes does not end at all, however slow the machine is. */
const LONGEST_CASE = 120_000;

// The watchdog is first to notice a case that does not end, and names it.
jest.setTimeout((SECONDS ?? 600) * 1000 + 3 * LONGEST_CASE);

/** Runs a number of cases, or as many as FUZZ_SECONDS allow. They fail as a test does, leave all prototypes as they are, and end. */
export function fuzz<T>(name: string, runs: number, cases: fc.Arbitrary<T>, check: (found: T) => void | Promise<void>): void {
  test(name, async () => {
    const watchdog = watch(name);
    let running: Promise<void> | undefined;
    try {
      const property = fc.asyncProperty(cases, async found => {
        watchdog.tick();
        running = checked(found);
        await running;
      });
      const length = SECONDS === undefined
        ? { numRuns: runs, endOnFailure: true }
        : { numRuns: 10_000_000, interruptAfterTimeLimit: SECONDS * 1000 / TESTS };
      await fc.assert(property, { seed: SEED, ...length });
    } finally {
      // When the time is over, a case is left in the middle.
      await running?.catch(() => {});
      await watchdog.close();
    }
  });

  async function checked(found: T) {
    await check(found);
    unpolluted();
  }
}

const own = () => [Object, Array, Function, String].map(({ prototype }) => Reflect.ownKeys(prototype).map(String).sort().join());
const before = own();

function unpolluted() {
  const now = own();
  if (now.join() !== before.join()) throw new Error('a prototype was changed');
}

/** Ends the process with a message if a case does not end: nothing else can, as it blocks the thread. */
function watch(name: string) {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(`
    const { workerData: { counter, name, longest } } = require('worker_threads');
    let last = -1;
    setInterval(() => {
      const now = Atomics.load(counter, 0);
      if (now === last) {
        require('fs').writeSync(2, 'FAILED  ' + name + ': case ' + now + ' does not end\\n');
        process.kill(process.pid, 'SIGKILL');
      }
      last = now;
    }, longest);`, { eval: true, workerData: { counter, name: `${name} (seed ${SEED})`, longest: LONGEST_CASE } });
  return { tick: () => void Atomics.add(counter, 0, 1), close: () => worker.terminate() };
}
