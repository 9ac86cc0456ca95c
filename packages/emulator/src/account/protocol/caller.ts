import { isSameKey } from '../access-key';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { credentialOf, RequestHead } from './http';
import type { Call } from '../service';

export type Caller = Pick<Call, 'caller' | 'sessionPolicies'>;

/** Finds out who signed a request: the root user, with the account's own access key, or a session, with one that STS handed out. */
export async function callerOf(account: Account, request: RequestHead): Promise<Caller> {
  const key = credentialOf(request)?.accessKeyId;
  if (key === undefined) throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  if (key.startsWith('ASIA')) {
    const { Arn, Policies } = await account.call('sts', 'CallerOfKey', { AccessKeyId: key });
    return { caller: Arn, sessionPolicies: Policies };
  }
  if (isSameKey(key, account.accessKey)) return { caller: account.root };
  throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid: it is not the access key that the account printed when it started', 403);
}
