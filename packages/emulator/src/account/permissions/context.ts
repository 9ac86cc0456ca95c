import type { Context } from '../../iam-evaluator';
import { accountOf } from '../../iam-evaluator';
import type { Account } from '../account';
import type { Call } from '../service';
import type { Asked } from './asked';
import type { Principal } from './principal';

/**
 * The keys that a request has whatever it asks:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html}.
 */
export function globalContext(account: Account, { arn, role }: Principal, call: Call, { target, via = call.via }: Asked): Context {
  const now = new Date();
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:RequestedRegion': account.region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': String(via !== undefined),
    ...via === undefined ? {} : { 'aws:CalledVia': [via], 'aws:CalledViaFirst': via, 'aws:CalledViaLast': via },
    'aws:ResourceAccount': accountOf(target.arn) ?? account.accountId,
    ...Object.fromEntries(Object.entries(target.tags ?? {}).flatMap(([key, value]) => tagKeys(target.arn).map(name => [`${name}/${key}`, value]))),
    ...call.isClient ? { 'aws:SourceIp': '127.0.0.1' } : {},
    ...arn.startsWith('arn:') ? ofSession(arn, role) : ofService(account, arn, call),
  };
}

/** Roles and policies have their tags under a key of IAM, too: {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html}. */
const tagKeys = (arn: string) => ['aws:ResourceTag', ...arn.split(':')[2] === 'iam' ? ['iam:ResourceTag'] : []];

const ofSession = (arn: string, role: Principal['role']): Context => ({
  'aws:PrincipalArn': role?.arn ?? arn,
  'aws:PrincipalAccount': accountOf(arn) ?? '',
  'aws:PrincipalType': 'AssumedRole',
  'aws:PrincipalIsAWSService': 'false',
  'aws:userid': `${role?.id}:${arn.split('/').pop()}`,
  ...Object.fromEntries(Object.entries(role?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
});

const ofService = ({ accountId }: Account, name: string, { sourceArn }: Call): Context => ({
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': name,
  'aws:SourceAccount': accountId,
  ...sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn },
});
