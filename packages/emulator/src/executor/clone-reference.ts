import type { Account } from '../account/account';

/** What an artifact of the format CODEBUILD_CLONE_REF says: which commit of which repository a build is to clone. */
export interface CloneReference {
  /** As the connection offers it; git asks for it with the credentials of the build's role. */
  readonly url: string;
  readonly repository: string;
  readonly commit: string;
}

export const cloneReference = (reference: CloneReference): Buffer => Buffer.from(JSON.stringify({ cloneReference: reference }));

/** The reference in an artifact; none in a zip. */
export function cloneReferenceIn(artifact: Buffer): CloneReference | undefined {
  return artifact[0] === '{'.charCodeAt(0) ? JSON.parse(artifact.toString()).cloneReference : undefined;
}

/** The URL that a connection gives a repository, at the service that its ARN names. */
export function gitUrl(account: Account, connectionArn: string, repository: string): string {
  const [, , service] = connectionArn.split(':');
  return `https://${service}.${account.region}.amazonaws.com/git-http/${account.accountId}/${account.region}/${connectionArn.split('/').at(-1)}/${repository}.git`;
}
