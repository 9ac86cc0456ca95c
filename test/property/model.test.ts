/**
 * Checks the real plan and the real decisions against the invariants of the solution in random histories of random solutions: random dependencies,
 * actions of people, orders of execution, and lost or duplicated events.
 *
 * By default, no further history begins after 15 seconds, but a minimum number runs on any machine;
 * `MODEL_RUNS=2000 MODEL_SECONDS=600 npx jest --ci test/property/model` runs longer, MODEL_SEED=1 selects other histories. A failure reports its seed, its path and
 * the smallest history that violates the invariant, which MODEL_SEED, MODEL_PATH and MODEL_REPLAY (its `replayPath`) reproduce; MODEL_TRACE=1
 * prints its steps.
 */
import * as fc from 'fast-check';
import { Checks } from './invariants/checks';
import { People } from './people';
import { Solution } from './solution';
import { trace } from './trace';
import { type UserAction, userAction, versionDraft } from './user-actions';

const RUNS = Number(process.env.MODEL_RUNS ?? 80);
const SEED = Number(process.env.MODEL_SEED ?? 20260101);
const PATH = process.env.MODEL_PATH;
const SECONDS = Number(process.env.MODEL_SECONDS ?? 15);
/** The minimum number of histories, however long they take. */
const LEAST_RUNS = 5;
/** Days after the last change until nothing is due any more: a lost event is repaired, then failures are retried once, and so are the modules that waited for them. */
const DAYS = 3;

interface History {
  readonly solution: Solution;
  readonly people: People;
  readonly checks: Checks;
  quiet: boolean;
}

/** A person acts, and then all effects take place, or only the next few. */
class Act implements fc.AsyncCommand<object, History> {
  constructor(private readonly what: UserAction, private readonly then: number | undefined) {}

  check = () => true;

  async run(_: object, history: History) {
    const { solution, people, checks } = history;
    const isPlain = history.quiet && solution.killIn === undefined;
    if (process.env.MODEL_TRACE) process.stderr.write(`> ${this.toString()}\n`);
    if (isPlain) await checks.look();
    const expected = await people.do(this.what);
    history.quiet = this.then === undefined;
    if (history.quiet) {
      await solution.scheduler.settle();
      await checks.rest(isPlain ? expected : undefined);
    } else {
      for (let count = 0; count < this.then!; count++) await solution.scheduler.tick();
      checks.throw();
    }
  }

  toString = () => JSON.stringify({ ...this.what, ...this.then !== undefined && { then: this.then } });
}

const act = fc.tuple(userAction, fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat({ max: 60 }) }))
  .map(([what, then]) => new Act(what, then));

const beginnings = fc.record({
  seed: fc.nat(),
  drafts: fc.oneof(
    { weight: 3, arbitrary: fc.array(versionDraft, { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(versionDraft, { minLength: 7, maxLength: 30, size: 'max' }) },
  ),
  installed: fc.array(fc.nat({ max: 29 }), { maxLength: 30 }),
  listed: fc.array(fc.nat({ max: 29 }), { maxLength: 2 }),
});

test('the rules hold in every history', async () => {
  const end = Date.now() + SECONDS * 1000;
  let runs = 0;
  const histories = fc.commands([act], { maxCommands: 25, replayPath: process.env.MODEL_REPLAY });
  await fc.assert(fc.asyncProperty(beginnings, histories, async ({ seed, drafts, installed, listed }, acts) => {
    // Also stops the shrinking of a failure at the time limit.
    if (runs++ >= LEAST_RUNS && Date.now() > end) return;
    const solution = new Solution(seed);
    const modules = drafts.map((_, index) => `m${index}`);
    if (process.env.MODEL_TRACE) trace(solution);
    const checks = new Checks(solution, modules);
    const people = new People(solution, drafts, checks.newlyHeldBack);
    for (const module of installed) await people.do({ kind: 'add', module, owner: 'self', source: 0, fate: 'once' });
    people.found(listed);
    await solution.scheduler.settle();
    await checks.rest();

    await fc.asyncModelRun(() => ({ model: {}, real: { solution, people, checks, quiet: true } }), acts);

    await solution.scheduler.settle();
    solution.killIn = undefined;
    for (let day = 0; day < DAYS; day++) {
      await solution.day();
      await solution.scheduler.settle();
      await checks.rest();
    }
    await checks.quiet();
    // Modules that were held back by others are released at the latest when those are deleted.
    for (let time = 0; time < 2; time++) {
      await people.recover();
      await solution.scheduler.settle();
      await checks.rest();
    }
    checks.throw();
  }), { numRuns: RUNS, seed: SEED, ...PATH && { path: PATH, endOnFailure: true } });
}, (SECONDS + 300) * 1000);
