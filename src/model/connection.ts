import type { EntrySource, RepositoryKind } from './entry';
import { NO_CONNECTION } from './names';

/** What is known of the core's connection. A connection is for one host. */
export interface CoreConnection {
  /** The host of the core's repository, or that the core has no connection. Undefined if it is not known. */
  readonly host?: RepositoryKind | typeof NO_CONNECTION;
  /** The solution's account. Undefined if it is not known. */
  readonly account?: string;
}

export const HOST_NAMES: Readonly<Record<RepositoryKind, string>> = { github: 'GitHub', gitlab: 'GitLab', bitbucket: 'Bitbucket' };

/** Why a repository cannot be read, if neither it has a connection of its own nor the core one for its host. */
export function connectionReason(source: EntrySource, { host }: CoreConnection = {}): string | undefined {
  if (source.kind === 's3' || source.connectionArn || !host || host === source.kind) return undefined;
  const expected = `give it the ARN of a connection that can read ${source.repository} (connectionArn in code, --connection for cv-insync add)`;
  return host === NO_CONNECTION
    ? `source.connectionArn: missing, and the core has no connection to use instead; ${expected}`
    : `source.connectionArn: missing, and the core's connection is for ${HOST_NAMES[host]}, expected one for ${HOST_NAMES[source.kind]}; ${expected}`;
}

/**
 * A remark on a connection of another account, which works only if that account shares it. Connections of all regions of an account can be
 * used in all its regions.
 *
 * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/welcome-connections-how-it-works-global.html
 */
export function foreignConnection(source: EntrySource, { account }: CoreConnection = {}): string | undefined {
  const owner = source.kind === 's3' ? undefined : source.connectionArn?.split(':')[4];
  if (!owner || !account || owner === account) return undefined;
  return `source.connectionArn: the connection belongs to the account ${owner}, and the solution to ${account}; `
    + 'unless that account shares it with this one, the repository cannot be read: use a connection of this account';
}
