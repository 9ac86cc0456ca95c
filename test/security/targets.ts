import type { AccountPolicies } from './account-policies';
import type { Question } from './question';
import { ACCOUNT, arn } from './request';
import { type Account, observe } from '@cv-insync/emulator';
import type { PolicyDocument } from '@cv-insync/emulator/iam';

const EVENTS = 'events.amazonaws.com';

/** A target of a rule that has no role, with what EventBridge asks of the target's policy, and of that of the key of a topic. */
export interface AskedOfTarget {
  readonly rule: string;
  readonly questions: readonly Question[];
}

/**
 * Every such target in an account:
 * {@link https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html}, and for keys
 * {@link https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services}.
 */
export async function askedOfTargets(account: Account, policies: AccountPolicies): Promise<AskedOfTarget[]> {
  const { Rules } = await account.call('events', 'ListRules');
  const asked: AskedOfTarget[] = [];
  for (const { Name, Arn } of Rules as { Name: string; Arn: string }[]) {
    const { Targets } = await account.call('events', 'ListTargetsByRule', { Rule: Name });
    for (const target of Targets.filter(({ RoleArn }: { RoleArn?: string }) => RoleArn === undefined)) {
      asked.push({ rule: Name, questions: await questionsOf(account, policies, target.Arn, Arn) });
    }
  }
  return asked;
}

async function questionsOf(account: Account, policies: AccountPolicies, target: string, rule: string): Promise<Question[]> {
  const question = (action: string, resource: string, policy?: PolicyDocument): Question => ({
    request: { principal: EVENTS, action, resource, context: { 'aws:SourceArn': rule, 'aws:SourceAccount': ACCOUNT } },
    policies: { identity: [], resource: policy },
  });
  if (target.includes(':lambda:')) {
    const { name } = observe(account).functions().find(({ name: each }) => target.endsWith(`:${each}`))!;
    const { Policy } = await account.call('lambda', 'GetPolicy', { FunctionName: name });
    return [question('lambda:InvokeFunction', target, JSON.parse(Policy))];
  }
  const key = policies.keyOfTopic.get(target.split(':').pop()!) ?? arn('kms', 'key/none');
  return [question('sns:Publish', target, policies.policyOfTopic.get(target)), ...['kms:Decrypt', 'kms:GenerateDataKey'].map(action => question(action, key, policies.keyPolicies[0]))];
}
