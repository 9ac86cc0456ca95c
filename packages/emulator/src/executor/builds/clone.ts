import { connectionStateOf } from '../../account/codeconnections';
import type { CloneReference } from '../clone-reference';
import type { Context } from '../context';
import { git } from '../git';
import { BuildFailure } from './phases';

/** Replaces the URL of the repository when the build has no credentials for it: git fails with this path in its message. */
const NO_CREDENTIALS = '/env.git-credential-helper-of-the-build-spec-is-not-yes/';

/** Clones a repository with its history and tags, and checks a commit out. */
export async function clone({ account }: Context, { url, repository, commit }: CloneReference, folder: string): Promise<void> {
  const bare = connectionStateOf(account).repositories[repository];
  if (!bare) throw new BuildFailure(`the connection does not reach a repository '${repository}' any more`, { code: 'GIT_ERROR' });
  await git(folder, 'clone', '--quiet', '--no-hardlinks', '--no-checkout', bare, '.');
  await git(folder, 'checkout', '--quiet', '--detach', commit);
  await git(folder, 'remote', 'set-url', 'origin', url);
}

/**
 * Redirects the URL of the cloned repository to the local one. Without `git-credential-helper: yes` in the build spec
 * ({@link https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html}), git commands have no credentials and fail.
 */
export function gitEnvironment({ account }: Context, { url, repository }: CloneReference, hasCredentials: boolean): Record<string, string> {
  const from = hasCredentials ? connectionStateOf(account).repositories[repository] : NO_CREDENTIALS;
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${from}.insteadOf`, GIT_CONFIG_VALUE_0: url };
}
