import { subscribe, unsubscribe } from 'diagnostics_channel';
import { holderOfRole, necessaryFor, type Right, without } from './right';
import { type Notice, notices } from './static';
import { bucketsOf, buildLimits, deployLimits, needsOf } from '../denials';
import { rareRequests } from '../rarely';
import { asked } from '../request';
import { watch } from '../solution';
import type { ObservedCall, ObservedDecision } from '@cv-insync/emulator';

/** The rights that the life of a small solution needs: those that decided something in the account, and those that the tests of its roles ask for. */
export async function noticedInLife(notice: Notice): Promise<void> {
  const seen = new Set<string>();
  const listener = (message: unknown) => {
    const { request, policies, allowed } = message as ObservedDecision;
    const key = `${request.principal} ${request.action} ${request.resource}`;
    if (!allowed || seen.has(key)) return;
    seen.add(key);
    necessaryFor(request, policies).forEach(right => notice(right, 'life'));
  };
  subscribe('cv-insync:decision', listener);
  const { report, output, requests, policies } = await watch({ iam: true }).finally(() => unsubscribe('cv-insync:decision', listener));
  if (report.result !== 'succeeded') throw new Error(`the life of the solution failed with all rights:\n${output}`);
  const parameters = report.account.parameters as Record<string, string>;
  const buckets = bucketsOf(parameters);
  notices(policies, [
    ...requests,
    ...rareRequests(parameters),
    ...asked('cv-delivery-one-deploy', needsOf(deployLimits(buckets), 'own')),
    ...asked('cv-delivery-one-build', needsOf(buildLimits(buckets, parameters['/cv/core/key-arn']), 'own')),
  ], right => notice(right, 'roles'));
}

/** The same life, in an account whose roles lack a right from the start. Returns what says that it failed; undefined if it succeeded. */
export async function lifeWithout(right: Right): Promise<string | undefined> {
  const onCall = ({ service, operation, input }: ObservedCall) => {
    if (service !== 'iam') return;
    const changed = input as Record<string, string>;
    const take = (holder: string | undefined, key: string) => {
      if (holder === right.holder && changed[key]) changed[key] = JSON.stringify(without(JSON.parse(changed[key]), right));
    };
    if (operation === 'PutRolePolicy') take(holderOfRole(changed.RoleName), 'PolicyDocument');
    if (operation === 'CreateRole') take(`trust of ${holderOfRole(changed.RoleName)}`, 'AssumeRolePolicyDocument');
    if (operation === 'CreatePolicy') take('boundary', 'PolicyDocument');
  };
  const { report, output } = await watch({ iam: true, onCall, stopOnFailure: true });
  return report.result === 'succeeded' ? undefined : /.*not authorized.*/.exec(output)?.[0].trim() ?? report.result;
}
