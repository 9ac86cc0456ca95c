import { isDeepStrictEqual } from 'util';
import type { RunContext } from './context';
import { settle, snapshot } from './settle';
import { effects, type Effects, type Observed } from '../record/observed';

/** Does something, waits for its effects, records them, and fails unless they are exactly those that are expected. */
export async function expectEffects(context: RunContext, check: string, act: () => Promise<unknown>, expected: Partial<Effects>): Promise<Observed> {
  const before = await snapshot(context);
  const answer = await act();
  const wanted = effects(expected);
  const observed = await settle(context, before, wanted.ran.length);
  await context.recorder.record(context, check, observed, answer);
  const problems = differences(observed.effects, wanted);
  if (problems.length) throw new Error([...problems, ...await context.recorder.failures(context, observed)].join('\n'));
  return observed;
}

/** How effects differ from the expected ones. */
export const differences = (found: Effects, expected: Effects): string[] =>
  (Object.keys(expected) as (keyof Effects)[]).filter(key => !isDeepStrictEqual(found[key], [...expected[key]].sort()))
    .map(key => `${key}: found ${listed(found[key])}, expected ${listed([...expected[key]].sort())}`);

const listed = (items: readonly string[]) => items.join(', ') || 'none';

/** Fails unless a text matches. */
export function expectText(text: string, pattern: RegExp, what: string): void {
  if (!pattern.test(text)) throw new Error(`${what}: found\n${text.trim()}\nexpected a text that matches ${pattern}`);
}
