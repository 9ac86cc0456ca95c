import * as fc from 'fast-check';
import { DIFFERENCES } from './differences';
import { aCase, type Case } from './generated';
import { simulated } from './simulator';
import { evaluate } from '../../src/iam-evaluator';
import { isService } from '../../src/iam-evaluator/principals';

/** Everyday runs compare fewer cases than the gate, which sets this. */
const CASES = Number(process.env.IAM_CASES ?? 1000);
/** Another seed generates other cases; a failure tells its own. */
const SEED = Number(process.env.IAM_SEED ?? 20261201);

function decided({ request, identity, boundary, session, resource }: Case): boolean {
  const own = isService(request.principal) ? { identity: [] } : { identity, boundary, session: session && [session] };
  return evaluate(request, { ...own, resource }).allowed;
}

test('decides generated requests as the simulator of another author does', async () => {
  let allowed = 0;
  await fc.assert(fc.asyncProperty(aCase.filter(each => !DIFFERENCES.some(({ applies }) => applies(each))), async each => {
    const { request, session, ...policies } = each;
    const expected = await simulated(request, { ...policies, session: session && [session] });
    if (expected) allowed++;
    expect(decided(each)).toBe(expected);
  }), { numRuns: CASES, seed: SEED });
  // Else the cases would say little about what allows.
  expect(allowed / CASES).toBeGreaterThan(0.1);
});
