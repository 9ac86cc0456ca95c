import type { Account } from '../account/account';

/** The content of an artifact in the format CODEBUILD_CLONE_REF: the commit and the repository that a build clones. */
export interface CloneReference {
  /** The URL at the connection, which git accesses with the credentials of the build's role. */
  readonly url: string;
  /** The ARN of the connection. */
  readonly connection: string;
  readonly repository: string;
  readonly commit: string;
}

export const cloneReference = (reference: CloneReference): Buffer => Buffer.from(JSON.stringify({ cloneReference: reference }));

/** The reference in an artifact; undefined if it is a zip. */
export function cloneReferenceIn(artifact: Buffer): CloneReference | undefined {
  return artifact[0] === '{'.charCodeAt(0) ? JSON.parse(artifact.toString()).cloneReference : undefined;
}

/** The URL of a repository at a connection. */
export function gitUrl(account: Account, connectionArn: string, repository: string): string {
  const [, , service] = connectionArn.split(':');
  return `https://${service}.${account.region}.amazonaws.com/git-http/${account.accountId}/${account.region}/${connectionArn.split('/').at(-1)}/${repository}.git`;
}
