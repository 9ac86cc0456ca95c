import type { Account } from './account';

/**
 * The ARN of the session in which somebody acts as a role: a service, or another session. Throws, where permissions are enforced, if the trust policy of
 * the role does not name them.
 */
export function sessionOf(account: Account, by: string, roleArn: string, name: string): string {
  account.permissions?.checkTrust(by, roleArn);
  return sessionArn(roleArn, name);
}

/** The ARN of a session of a role; what is not the ARN of a role stays what it is. */
export function sessionArn(roleArn: string, name: string): string {
  const [, partition, accountId, role] = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  return role ? `arn:${partition}:sts::${accountId}:assumed-role/${role}/${sessionName(name)}` : roleArn;
}

/** A name that sessions may have. */
export const sessionName = (name: string) => name.replace(/[^\w+=,.@-]/g, '-').slice(0, 64).padEnd(2, '-');
