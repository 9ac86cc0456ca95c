import { holderOfRole, necessaryFor, type Right, rightsIn } from './right';
import type { AccountPolicies } from '../account-policies';
import { requestsBehind, requestsOfCall } from '../calls';
import { bounded, boundedQuestion } from '../data';
import { documentedOf, ENTRIES as DOCUMENTED_ENTRIES } from '../documented';
import { CORES, ENTRIES, grantedByL2, type Pipeline, pipelinesOf } from '../granted-by-l2';
import { handledIn, requestsOfHandlers } from '../handled';
import { placeAccount, placeSolution } from '../placed';
import { requestsOfPromised } from '../promised';
import { questionOf } from '../question';
import { deployReferenceSolution } from '../reference';
import type { Request } from '../request';
import { CODE, explained, matches, sentBy } from '../sent';
import { requestsOfStacks } from '../stacks';
import { askedOfTargets } from '../targets';
import { evaluate } from '@cv-insync/emulator/iam';

/** Tells of each right that it needs. */
export type Notice = (right: Right, by: string) => void;

/** The rights that the checks without a rehearsal notice: each is asked what it asks of the policies as they are, and of the policies without each right that may count. */
export async function noticedStatically(notice: Notice): Promise<void> {
  const placed = await placeSolution(DOCUMENTED_ENTRIES);
  notices(placed, documentedOf(placed).flatMap(({ granted }) => granted), right => notice(right, 'documented'));
  notices(placed, requestsOfPromised(), right => notice(right, 'promised'));
  const reference = await deployReferenceSolution();
  notices(reference.policies, requestsOfHandlers(handledIn(reference)), right => notice(right, 'completeness'));
  const made = [
    ...requestsOfStacks(reference.account, reference.policies),
    ...reference.calls.flatMap(call => [...requestsOfCall(call, reference.policies), ...requestsBehind(call)]),
  ];
  notices(reference.policies, made, right => notice(right, 'examples'));
  for (const core of CORES) {
    const { account, policies } = await placeAccount(ENTRIES, core);
    notices(policies, requestsOfHandlers(handledIn({ account })), right => notice(right, 'completeness'));
    for (const { questions } of await askedOfTargets(account, policies)) {
      for (const { request, policies: of } of questions) necessaryFor(request, of).forEach(right => notice(right, 'targets'));
    }
    noticedByOracle(policies, await pipelinesOf(account), right => notice(right, 'oracle'));
  }
  noticedBySent(placed, right => notice(right, 'sent'));
  noticedByData(placed, right => notice(right, 'data'));
}

/** Asks for requests that have to be allowed. */
export function notices(policies: AccountPolicies, requests: readonly Request[], notice: (right: Right) => void): void {
  for (const asked of unique(requests)) {
    const { request, policies: of } = questionOf(policies, asked);
    if (evaluate(request, of).allowed) necessaryFor(request, of).forEach(notice);
  }
}

export const unique = (requests: readonly Request[]): Request[] => [...new Map(requests.map(request => [JSON.stringify(request), request])).values()];

/** A line of the oracle fails if none of the pipeline's roles may do it any more. */
function noticedByOracle(policies: AccountPolicies, pipelines: readonly Pipeline[], notice: (right: Right) => void): void {
  for (const { requests } of pipelines.flatMap(grantedByL2)) {
    const allowed = requests.map(request => questionOf(policies, request)).filter(question => evaluate(question.request, question.policies).allowed);
    if (allowed.length === 1) necessaryFor(allowed[0].request, allowed[0].policies).forEach(notice);
  }
}

/** An operation that the code of a role sends needs an action, on whatever resource. */
function noticedBySent({ roles }: AccountPolicies, notice: (right: Right) => void): void {
  for (const role of Object.keys(CODE)) {
    const [[, { inline }]] = [...roles].filter(([name]) => name.endsWith(role));
    const rights = [...inline.values()].flatMap(document => rightsIn(holderOfRole(`-${role}`)!, document).filter(({ part }) => part === 'Action'));
    for (const action of sentBy(role).filter(each => !explained(role, each).length)) {
      const granting = rights.filter(({ value }) => matches(value, action));
      if (granting.length === 1) notice(granting[0]);
    }
  }
}

/** What boundaries have to leave. The other policies of these requests are not the solution's. */
function noticedByData(policies: AccountPolicies, notice: (right: Right) => void): void {
  for (const { boundary, needs } of bounded()) {
    for (const { request, policies: of } of needs.map(need => boundedQuestion(policies, boundary, need))) {
      if (evaluate(request, of).allowed) necessaryFor(request, of).filter(({ holder }) => holder === 'boundary').forEach(notice);
    }
  }
}
