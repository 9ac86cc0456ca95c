import { actionFact } from '../../facts/authorization';
import type { OperationNeed } from '../../facts/operation-need';
import { needsOfOperation } from '../../facts/operations';
import type { Account } from '../account';
import type { Asked, Target } from './asked';
import { askedOfKeys } from './encryption';
import { keysOfOperation } from './keys';
import { removedTagKeys, tagsOf, valuesAt } from './members';
import { targetsOf } from './targets';
import { sourceOf } from './targets/storage';
import type { Context } from '../../iam-evaluator';

/** What a call asks of IAM: of each action that the operation needs, on each resource that it names. */
export function questionsOf(account: Account, service: string, operation: string, input: any): readonly Asked[] {
  const targets = targetsOf(account, service);
  const asked = needsOfOperation(service, operation).filter(need => isNeeded(need, input)).flatMap((need): Asked[] => {
    if (need.when && /:Pass(Role|Connection)$/.test(need.action)) return passed(account, need, input);
    const context = contextOf(account, service, operation, input);
    if (!actionFact(need.action)?.resourceTypes.length) return [{ action: need.action, target: { arn: '*' }, context }];
    const from = need.on === 'source' ? sourceOf(input.CopySource) : input;
    return (targets?.(operation, from, need.action) ?? [{ arn: '*' }]).map((target: Target) => ({ action: need.action, target, context }));
  });
  return [...asked, ...askedOfKeys(account, service, operation, input)];
}

const isNeeded = ({ when, unless }: OperationNeed, input: any) =>
  (when === undefined || valuesAt(input, when).length > 0) && (unless === undefined || valuesAt(input, unless).length === 0);

/** Roles and connections that a request passes to a service. */
function passed(account: Account, { action, when, passedTo = 'codepipeline.amazonaws.com' }: OperationNeed, input: any): Asked[] {
  return [...new Set(valuesAt(input, when!).map(String))].map(arn => {
    const service = action.split(':')[0] === 'iam' ? 'iam' : arn.split(':')[2];
    const { tags } = targetsOf(account, service === 'iam' ? 'sts' : 'codeconnections')?.('', { RoleArn: arn, ConnectionArn: arn }, action)[0] ?? {};
    return { action: `${service}:${action.split(':')[1]}`, target: { arn, tags }, context: { [`${service}:PassedToService`]: passedTo } };
  });
}

/** Tags in the request, and the keys of the service. */
function contextOf(account: Account, service: string, operation: string, input: any): Context {
  const tags = tagsOf(input);
  const keys = [...Object.keys(tags), ...removedTagKeys(input)];
  return {
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...keys.length ? { 'aws:TagKeys': keys } : {},
    ...keysOfOperation(account, service, operation, input),
  };
}
