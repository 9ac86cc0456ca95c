import { runSimulation } from '@cloud-copilot/iam-simulate';
import * as fc from 'fast-check';
import { DIFFERENCES } from './differences';
import { aCase, type Case } from './generated';
import { evaluate, type PolicyDocument } from '../../src/iam-evaluator';
import { isService } from '../../src/iam-evaluator/principals';

/** Everyday runs compare fewer cases than the gate, which sets this. */
const CASES = Number(process.env.IAM_CASES ?? 1000);
/** Another seed generates other cases; a failure tells its own. */
const SEED = Number(process.env.IAM_SEED ?? 20261201);

async function simulated({ request, identity, boundary, session, resource }: Case): Promise<boolean> {
  const named = (policies: readonly PolicyDocument[]) => policies.map((policy, at) => ({ name: String(at), policy }));
  const isUser = !isService(request.principal);
  const answer = await runSimulation({
    request: {
      principal: request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccount! },
      contextVariables: request.context as Record<string, string | string[]>,
    },
    identityPolicies: isUser ? named(identity) : [],
    permissionBoundaryPolicies: boundary && isUser ? named([boundary]) : undefined,
    sessionPolicy: session,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: resource,
  }, {});
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
}

function decided({ request, identity, boundary, session, resource }: Case): boolean {
  const own = isService(request.principal) ? { identity: [] } : { identity, boundary, session: session && [session] };
  return evaluate(request, { ...own, resource }).allowed;
}

test('decides generated requests as the simulator of another author does', async () => {
  let allowed = 0;
  await fc.assert(fc.asyncProperty(aCase.filter(each => !DIFFERENCES.some(({ applies }) => applies(each))), async each => {
    const expected = await simulated(each);
    if (expected) allowed++;
    expect(decided(each)).toBe(expected);
  }), { numRuns: CASES, seed: SEED });
  // Else the cases would say little about what allows.
  expect(allowed / CASES).toBeGreaterThan(0.1);
});
