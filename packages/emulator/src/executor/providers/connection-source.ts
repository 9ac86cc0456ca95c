import { connectionStateOf } from '../../account/codeconnections';
import { putArtifact } from '../artifacts';
import { cloneReference, gitUrl } from '../clone-reference';
import { ActionFailure, type Provider } from '../context';
import { git, gitBytes } from '../git';

/** Takes a commit of a repository behind a connection as the source: as a zip, or as a reference that builds clone. */
export const connectionSource: Provider = async ({ context: { account }, execution, action, configuration, outputs, caller }) => {
  const { ConnectionArn, FullRepositoryId, BranchName, OutputArtifactFormat = 'CODE_ZIP' } = configuration;
  if (!/^arn:[^:]+:code(star-)?connections:/.test(ConnectionArn ?? '')) {
    throw new ActionFailure(`action '${action.name}': expected the ARN of a connection, got '${ConnectionArn}'`, 'ConfigurationError');
  }
  if (OutputArtifactFormat !== 'CODE_ZIP' && OutputArtifactFormat !== 'CODEBUILD_CLONE_REF') {
    throw new ActionFailure(`action '${action.name}': OutputArtifactFormat is CODE_ZIP or CODEBUILD_CLONE_REF, got '${OutputArtifactFormat}'`, 'ConfigurationError');
  }
  const { repositories } = connectionStateOf(account);
  const bare = repositories[FullRepositoryId];
  if (!bare) {
    throw new ActionFailure(`the connection does not reach a repository '${FullRepositoryId}'; it reaches ${Object.keys(repositories).sort().join(', ') || 'none'}`, 'ConfigurationError');
  }
  const override = execution.overrides.find(each => each.action === action.name);
  const branch = override?.branch ?? BranchName;
  if (override && !/^[\da-f]{7,64}$/i.test(override.revision)) throw new ActionFailure(`action '${action.name}': '${override.revision}' is not the id of a commit`, 'ConfigurationError');
  const commit = await git(bare, 'rev-parse', '--verify', '--quiet', `${override?.revision ?? `refs/heads/${branch}`}^{commit}`).catch(() => {
    throw new ActionFailure(`repository '${FullRepositoryId}' has no ${override ? `commit '${override.revision}'` : `branch '${branch}'`}`, 'ConfigurationError');
  });
  const artifact = OutputArtifactFormat === 'CODE_ZIP'
    ? await gitBytes(bare, 'archive', '--format=zip', '-1', commit)
    : cloneReference({ url: gitUrl(account, ConnectionArn, FullRepositoryId), connection: ConnectionArn, repository: FullRepositoryId, commit });
  // The source action writes with this ACL: https://github.com/aws/aws-cdk/issues/13557.
  for (const output of Object.values(outputs)) await putArtifact(account, output, artifact, { caller, acl: 'bucket-owner-full-control' });
  const [AuthorDate, AuthorDisplayName, AuthorEmail, ...message] = (await git(bare, 'show', '-s', '--format=%aI%n%an%n%ae%n%B', commit)).split('\n');
  const CommitMessage = message.join('\n').trim();
  return {
    summary: `${commit.slice(0, 8)} ${CommitMessage.split('\n')[0]}`,
    revision: { id: commit, summary: JSON.stringify({ ProviderType: 'GitHub', CommitMessage }) },
    variables: {
      AuthorDate,
      AuthorDisplayName,
      AuthorEmail,
      BranchName: branch,
      CommitId: commit,
      CommitMessage,
      ConnectionArn,
      FullRepositoryName: FullRepositoryId,
    },
  };
};
