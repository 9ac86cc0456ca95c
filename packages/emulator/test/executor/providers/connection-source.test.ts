import { git } from '../../../src/executor/git';
import { approve, bench, build, executionsOf, outcome, pipeline, project, quiet, repository, source, type Bench } from '../support';

let on: Bench;
beforeEach(async () => {
  on = await bench();
});
afterEach(() => on.close());

const call = (operation: string, input: object) => on.account.call('codepipeline', operation, input);
const start = async (...revisions: [type: string, value: string, action?: string][]) => {
  const sourceRevisions = revisions.map(([revisionType, revisionValue, actionName = 'Checkout']) => ({ actionName, revisionType, revisionValue }));
  const { pipelineExecutionId } = await call('StartPipelineExecution', { name: 'p', sourceRevisions });
  await quiet(on);
  return executionsOf(on, 'p').find(({ id }) => id === pipelineExecutionId)!;
};
const tree = (name: string) => `${on.workDir}/trees/${name}`;

/** "Start a pipeline with a source revision override" in the CodePipeline user guide: a commit "across all branches". */
describe('an execution that is started with a revision', () => {
  beforeEach(async () => {
    await repository(on, 'acme/app', { 'a.txt': 'first' });
    await call('CreatePipeline', { pipeline: pipeline('p', { Source: [source('acme/app')], Go: [approve('Go')] }, { executionMode: 'PARALLEL' }) });
    await quiet(on);
  });

  test('takes that commit, from any branch, and reports it', async () => {
    await git(tree('acme/app'), 'checkout', '--quiet', '-b', 'fix/it');
    await git(tree('acme/app'), 'commit', '--quiet', '--allow-empty', '--message', 'elsewhere');
    await git(tree('acme/app'), 'push', '--quiet', 'origin', 'fix/it');
    const commit = await git(tree('acme/app'), 'rev-parse', 'HEAD');
    const execution = await start(['COMMIT_ID', commit]);
    expect(execution.actions[0]).toMatchObject({ status: 'Succeeded', variables: { CommitId: commit, CommitMessage: 'elsewhere' } });
    expect(execution.artifacts.Source.revision).toBe(commit);
    const { pipelineExecutionSummaries: [newest] } = await call('ListPipelineExecutions', { pipelineName: 'p' });
    expect(newest.sourceRevisions).toMatchObject([{ actionName: 'Checkout', revisionId: commit }]);
  });

  test('fails for a missing commit, and for an invalid commit id', async () => {
    expect((await start(['COMMIT_ID', 'deadbeef'])).actions[0]).toMatchObject({ status: 'Failed', summary: "repository 'acme/app' has no commit 'deadbeef'" });
    expect((await start(['COMMIT_ID', 'main'])).actions[0]).toMatchObject({ status: 'Failed', summary: "action 'Checkout': 'main' is not the id of a commit" });
  });

  test('is refused with an unknown action, and with a type that is not the source\'s', async () => {
    await expect(start(['COMMIT_ID', 'deadbeef', 'Nowhere'], ['S3_OBJECT_KEY', 'a.zip'], ['IMAGE_DIGEST', 'sha256:1'])).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Invalid source revisions: source action \'Nowhere\' does not exist; source actions are Checkout; source action \'Checkout\' (CodeStarSourceConnection) takes COMMIT_ID, got S3_OBJECT_KEY; '
        + 'source action \'Checkout\' (CodeStarSourceConnection) takes COMMIT_ID, got IMAGE_DIGEST',
    });
  });
});

/** "CODEBUILD_CLONE_REF" in the action reference of connections, and "git-credential-helper" in the build specification reference. */
describe('a source that builds clone', () => {
  const cloning = (repo: string) => {
    const action = source(repo);
    return { ...action, configuration: { ...action.configuration!, OutputArtifactFormat: 'CODEBUILD_CLONE_REF' } };
  };
  const spec = (env: string, ...commands: string[]) => `version: 0.2\nenv: { ${env} }\nphases: { build: { commands: ${JSON.stringify(commands)} } }`;
  const run = async (buildspec: string) => {
    const { commit } = await repository(on, 'acme/app', { 'a.txt': 'first' });
    await commit({ 'a.txt': 'second' });
    await git(tree('acme/app'), 'tag', 'v1.0.0', 'HEAD~1');
    await git(tree('acme/app'), 'push', '--quiet', 'origin', '--tags');
    await project(on, 'clone', buildspec);
    await call('CreatePipeline', { pipeline: pipeline('p', { Source: [cloning('acme/app')], Build: [build('clone', { namespace: 'Built' })] }) });
    await quiet(on);
    return executionsOf(on, 'p')[0];
  };

  test('has its history and its tags, at the commit of the execution', async () => {
    const execution = await run(spec('exported-variables: [DESCRIBED, COUNT, HEAD_ID]',
      'export DESCRIBED=$(git describe --tags)', 'export COUNT=$(git rev-list --count HEAD)', 'export HEAD_ID=$(git rev-parse HEAD)', 'test "$HEAD_ID" = "$CODEBUILD_RESOLVED_SOURCE_VERSION"', 'test "$(cat a.txt)" = second'));
    expect(outcome(execution)).toEqual({ 'Source/Checkout': 'Succeeded', 'Build/Build': 'Succeeded' });
    const { DESCRIBED, COUNT, HEAD_ID } = execution.actions[1].variables;
    expect([COUNT, HEAD_ID]).toEqual(['2', execution.revisions[0].revision]);
    expect(DESCRIBED).toMatch(/^v1\.0\.0-1-g[\da-f]+$/);
  });

  test('can be fetched and pushed to with the credential helper', async () => {
    const execution = await run(spec('git-credential-helper: "yes"', 'git config remote.origin.url | grep -q "^https://codeconnections.us-east-1.amazonaws.com/git-http/123456789012/us-east-1/some/acme/app.git$"', 'git fetch --tags', 'git push origin HEAD:refs/heads/from-build'));
    expect(outcome(execution)['Build/Build']).toBe('Succeeded');
    expect(await git(`${on.workDir}/git/acme/app.git`, 'rev-parse', 'from-build')).toBe(execution.revisions[0].revision);
  });

  test('cannot be fetched without the credential helper', async () => {
    const execution = await run(spec('variables: {}', 'git fetch 2>&1 | grep -q git-credential-helper && exit 7'));
    expect(execution.actions[1]).toMatchObject({ status: 'Failed', summary: expect.stringContaining('Reason: exit status 7') });
  });

  test('cannot be used by other actions, which fail with the reason', async () => {
    await repository(on, 'acme/app', { 'template.json': '{}' });
    const deploy = {
      name: 'Deploy',
      actionTypeId: { category: 'Deploy' as const, owner: 'AWS' as const, provider: 'CloudFormation', version: '1' },
      inputArtifacts: [{ name: 'Source' }],
      configuration: { ActionMode: 'CREATE_UPDATE', StackName: 's', TemplatePath: 'Source::template.json' },
    };
    await call('CreatePipeline', { pipeline: pipeline('p', { Source: [cloning('acme/app')], Deploy: [deploy] }) });
    await quiet(on);
    expect(executionsOf(on, 'p')[0].actions[1].summary).toContain("artifact 'Source' is a reference to a repository (CODEBUILD_CLONE_REF)");
  });
});
