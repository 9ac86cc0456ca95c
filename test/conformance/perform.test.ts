import type { Check, Result } from '../../conformance/checks/check';
import type { RunContext } from '../../conformance/checks/context';
import { performAll } from '../../conformance/perform';

const ran: string[] = [];
const check = (name: string, more: Partial<Check> = {}): Check => ({ name, title: name, run: async () => void ran.push(name), ...more });
const failing = (name: string) => check(name, { run: async () => { throw new Error('not so'); } });

async function outcomes(checks: readonly Check[], signal = new AbortController().signal): Promise<string[]> {
  const results: Result[] = [];
  await performAll(checks, { signal } as RunContext, results, () => undefined).catch(() => undefined);
  return results.map(({ name, outcome, reason }) => `${name}: ${outcome}${reason ? `: ${reason}` : ''}`);
}

beforeEach(() => { ran.length = 0; });

test('after a failure others go on, except those that need what failed', async () => {
  expect(await outcomes([failing('a'), check('b'), check('c', { after: ['a'] }), check('d', { after: ['b', 'c'] })])).toEqual([
    'a: failed: not so', 'b: passed', 'c: left out: needs a', 'd: left out: needs c',
  ]);
  expect(ran).toEqual(['b']);
});

test('a check that a run leaves out is not run, and says why', async () => {
  expect(await outcomes([check('a', { leftOut: 'needs --connection' })])).toEqual(['a: left out: needs --connection']);
  expect(ran).toEqual([]);
});

test('after an interruption, nothing more is run', async () => {
  const controller = new AbortController();
  const interrupting = check('a', { run: async () => controller.abort(new Error('interrupted')) });

  expect(await outcomes([interrupting, check('b')], controller.signal)).toEqual(['a: passed']);
  expect(ran).toEqual([]);
});
