import { Worker } from 'worker_threads';
import fc from 'fast-check';

/** Seconds for all corpora, or more for a longer search. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 60);
const SEED = Number(process.env.FUZZ_SEED ?? 20261201);
/** How many tests share the seconds. */
const TESTS = 9;
/** Far more than any case takes: longer ones do not end at all. */
const LONGEST_CASE = 20_000;
/** Fewer cases in a test's time mean that a case is far too slow. */
const FEWEST = 10;

jest.setTimeout(SECONDS * 1000 + 120_000);

/** Runs cases until the time is over. They fail as a test does, leave all prototypes as they are, and end. */
export function fuzz<T>(name: string, cases: fc.Arbitrary<T>, check: (found: T) => void | Promise<void>): void {
  test(name, async () => {
    const watchdog = watch(name);
    let count = 0;
    try {
      const property = fc.asyncProperty(cases, async found => {
        watchdog.tick();
        count++;
        await check(found);
        unpolluted();
      });
      await fc.assert(property, { seed: SEED, numRuns: 10_000_000, interruptAfterTimeLimit: SECONDS * 1000 / TESTS, endOnFailure: SECONDS <= 60 });
    } finally {
      await watchdog.close();
    }
    expect(count).toBeGreaterThan(FEWEST);
  });
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
