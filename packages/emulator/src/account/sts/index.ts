import { randomBytes } from 'crypto';
import type { ServiceFactory } from '../account';
import { AwsError } from '../aws-error';
import { perAccount } from '../per-account';

interface StsState {
  /** Sessions by access key id. */
  readonly keys: Record<string, { arn: string; expires: Date; policies?: string[] }>;
}

const HOUR = 3600;

const stsStateOf = perAccount<StsState>(() => ({ keys: {} }));

/** Security Token Service: caller identity, and sessions of roles. */
export const stsService: ServiceFactory = account => {
  const state = stsStateOf(account);

  const handOut = (arn: string, seconds: number, policies?: string[]) => {
    const key = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    state.keys[key] = { arn, expires: new Date(Date.now() + seconds * 1000), ...policies && { policies } };
    return {
      AccessKeyId: key,
      SecretAccessKey: randomBytes(30).toString('base64'),
      SessionToken: randomBytes(96).toString('base64'),
      Expiration: state.keys[key].expires,
    };
  };

  return {
    state,
    operations: {
      GetCallerIdentity: (_input, { caller }) => ({ Account: account.accountId, Arn: caller, UserId: userId(caller, account.accountId) }),

      AssumeRole({ RoleArn, RoleSessionName, DurationSeconds = HOUR, Policy, PolicyArns = [] }) {
        const [, accountId, path] = /^arn:[^:]+:iam::(\d{12}):role\/(.+)$/.exec(RoleArn) ?? [];
        if (!path) throw new AwsError('ValidationError', `${RoleArn} is invalid`);
        const arn = `arn:${account.partition}:sts::${accountId}:assumed-role/${path.split('/').pop()}/${RoleSessionName}`;
        const policies = [...Policy === undefined ? [] : [Policy], ...PolicyArns.map((each: { arn: string }) => each.arn)];
        return {
          Credentials: handOut(arn, DurationSeconds, policies.length ? policies : undefined),
          AssumedRoleUser: { Arn: arn, AssumedRoleId: `${userId(arn, account.accountId)}` },
        };
      },

      GetSessionToken: ({ DurationSeconds = 12 * HOUR }, { caller }) => ({ Credentials: handOut(caller, DurationSeconds) }),

      GetAccessKeyInfo({ AccessKeyId }) {
        if (!/^\w{16,128}$/.test(AccessKeyId ?? '')) throw new AwsError('ValidationError', `${AccessKeyId} is not an access key's id: 16 to 128 letters and digits`);
        return { Account: account.accountId };
      },

      /** Internal: the identity of an access key. */
      CallerOfKey({ AccessKeyId }) {
        const key = state.keys[AccessKeyId];
        if (!key) throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
        if (key.expires < new Date()) throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired', 403);
        return { Arn: key.arn, Policies: key.policies };
      },
    },
  };
};

function userId(arn: string, accountId: string): string {
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  return role ? `AROA${Buffer.from(role).toString('hex').slice(0, 17).toUpperCase().padEnd(17, '0')}:${session}` : accountId;
}
