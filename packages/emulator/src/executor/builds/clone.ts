import { connectionStateOf } from '../../account/codeconnections';
import type { CloneReference } from '../clone-reference';
import type { Context } from '../context';
import { git } from '../git';
import { BuildFailure } from './phases';

/** Where git looks for a repository when the build may not ask for it. */
const NO_CREDENTIALS = '/env.git-credential-helper-of-the-build-spec-is-not-yes/';

/** Clones a whole repository, with its history and tags, at a commit. */
export async function clone({ account }: Context, { url, repository, commit }: CloneReference, folder: string): Promise<void> {
  const bare = connectionStateOf(account).repositories[repository];
  if (!bare) throw new BuildFailure(`the connection does not reach a repository '${repository}' any more`, { code: 'GIT_ERROR' });
  await git(folder, 'clone', '--quiet', '--no-hardlinks', '--no-checkout', bare, '.');
  await git(folder, 'checkout', '--quiet', '--detach', commit);
  await git(folder, 'remote', 'set-url', 'origin', url);
}

/**
 * What makes the git of a build ask for the repository that was cloned. Without `git-credential-helper: yes` in the build spec
 * ({@link https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html}) it cannot, as it has no credentials.
 */
export function gitEnvironment({ account }: Context, { url, repository }: CloneReference, hasCredentials: boolean): Record<string, string> {
  const from = hasCredentials ? connectionStateOf(account).repositories[repository] : NO_CREDENTIALS;
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${from}.insteadOf`, GIT_CONFIG_VALUE_0: url };
}
