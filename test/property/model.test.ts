/**
 * Holds the real plan and the real decisions to the rules of the solution, over random histories of random solutions: with whom modules
 * read from, what people do, in which order things happen, and which events are lost or come twice.
 *
 * Everyday runs begin no further history after 15 seconds, but go through a few on the slowest machine;
 * `MODEL_RUNS=2000 MODEL_SECONDS=600 npx jest --ci test/model` looks longer, MODEL_SEED=1 elsewhere. A failure tells its seed, its path and
 * the smallest history that breaks the rule, which MODEL_SEED, MODEL_PATH and MODEL_REPLAY (its `replayPath`) repeat; MODEL_TRACE=1 then
 * prints what happens in it.
 */
import * as fc from 'fast-check';
import { type Deed, deed, draft } from './deeds';
import { Checks } from './invariants/checks';
import { People } from './people';
import { Solution } from './solution';
import { trace } from './trace';

const RUNS = Number(process.env.MODEL_RUNS ?? 80);
const SEED = Number(process.env.MODEL_SEED ?? 20260101);
const PATH = process.env.MODEL_PATH;
const SECONDS = Number(process.env.MODEL_SECONDS ?? 15);
/** So many histories are gone through however long it takes. */
const LEAST_RUNS = 5;
/** So many days after the last change nothing is due any more: an event that was lost is made good, what then fails is tried once more, and so is whoever waited for it. */
const DAYS = 3;

interface History {
  readonly solution: Solution;
  readonly people: People;
  readonly checks: Checks;
  quiet: boolean;
}

/** Somebody does something, and then everything that follows happens, or only the next few things. */
class Act implements fc.AsyncCommand<object, History> {
  constructor(private readonly what: Deed, private readonly then: number | undefined) {}

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

const act = fc.tuple(deed, fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat({ max: 60 }) }))
  .map(([what, then]) => new Act(what, then));

const beginnings = fc.record({
  seed: fc.nat(),
  drafts: fc.oneof(
    { weight: 3, arbitrary: fc.array(draft, { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(draft, { minLength: 7, maxLength: 30, size: 'max' }) },
  ),
  installed: fc.array(fc.nat({ max: 29 }), { maxLength: 30 }),
  listed: fc.array(fc.nat({ max: 29 }), { maxLength: 2 }),
});

test('the rules hold in every history', async () => {
  const end = Date.now() + SECONDS * 1000;
  let runs = 0;
  const histories = fc.commands([act], { maxCommands: 25, replayPath: process.env.MODEL_REPLAY });
  await fc.assert(fc.asyncProperty(beginnings, histories, async ({ seed, drafts, installed, listed }, acts) => {
    // Also of a failure that is being made smaller, when time is over.
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
    // Whatever was held back by others is free at the latest when these are gone.
    for (let time = 0; time < 2; time++) {
      await people.recover();
      await solution.scheduler.settle();
      await checks.rest();
    }
    checks.throw();
  }), { numRuns: RUNS, seed: SEED, ...PATH && { path: PATH, endOnFailure: true } });
}, (SECONDS + 300) * 1000);
