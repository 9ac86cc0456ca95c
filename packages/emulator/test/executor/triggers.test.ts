import type { PipelineTriggerDeclaration } from '@aws-sdk/client-codepipeline';
import { approve, bench, executionsOf, pipeline, quiet, repository, source } from './support';
import { connectionStateOf } from '../../src/account/codeconnections';
import { sourceTriggeredBy } from '../../src/executor/triggers';

const PUSH = { repository: 'acme/app', branch: 'main', commit: 'c', files: ['modules/dtc/index.ts'] };
const trigger = (push: object[]): PipelineTriggerDeclaration => ({ providerType: 'CodeStarSourceConnection', gitConfiguration: { sourceActionName: 'Checkout', push } });
const triggered = (push: object, triggers?: PipelineTriggerDeclaration[], configuration: object = {}) => {
  const action = source('acme/app');
  return sourceTriggeredBy(pipeline('p', { Source: [{ ...action, configuration: { ...action.configuration, ...configuration } as Record<string, string> }], Go: [approve('Go')] }, { triggers }), { ...PUSH, ...push }) !== undefined;
};

test.each<[string, boolean, object, PipelineTriggerDeclaration[] | undefined, object?]>([
  ['its own branch', true, {}, undefined],
  ['another branch', false, { branch: 'other' }, undefined],
  ['another repository', false, { repository: 'acme/other' }, undefined],
  ['its own branch, when it does not detect changes', false, {}, undefined, { DetectChanges: 'false' }],
  ['a branch that its trigger includes', true, {}, [trigger([{ branches: { includes: ['main'] } }])]],
  ['a branch that its trigger excludes', false, {}, [trigger([{ branches: { includes: ['**'], excludes: ['main'] } }])]],
  ['a folder that its trigger includes', true, {}, [trigger([{ branches: { includes: ['main'] }, filePaths: { includes: ['modules/dtc/**'] } }])]],
  ['hidden files of that folder', true, { files: ['modules/dtc/.npmrc'] }, [trigger([{ filePaths: { includes: ['modules/dtc/**'] } }])]],
  ['another folder alone', false, { files: ['modules/other/x'] }, [trigger([{ filePaths: { includes: ['modules/dtc/**'] } }])]],
  ['several folders, its own among them', true, { files: ['x', 'modules/dtc/x'] }, [trigger([{ filePaths: { includes: ['modules/dtc/**'] } }])]],
  ['a branch, when its trigger is about tags', false, {}, [trigger([{ tags: { includes: ['v*'] } }])]],
  ['a tag, when it has no trigger', false, { branch: undefined, tag: 'main' }, undefined],
  ['a tag, when its trigger is about branches', false, { branch: undefined, tag: 'main' }, [trigger([{ branches: { includes: ['**'] } }])]],
  ['a tag that its trigger includes', true, { branch: undefined, tag: 'v1.2.0', files: [] }, [trigger([{ tags: { includes: ['v*'], excludes: ['*-rc*'] } }])]],
  ['a tag that its trigger excludes', false, { branch: undefined, tag: 'v1.2.0-rc1', files: [] }, [trigger([{ tags: { includes: ['v*'], excludes: ['*-rc*'] } }])]],
  ['a branch that is new, with a filter of paths', false, { isNewBranch: true }, [trigger([{ branches: { includes: ['main'] }, filePaths: { includes: ['**'] } }])]],
  ['a branch that is new, without one', true, { isNewBranch: true }, [trigger([{ branches: { includes: ['main'] } }])]],
  ['a path that is the hundred-and-first', false, { files: [...Array.from({ length: 100 }, (_, n) => `other/${n}`), 'modules/dtc/x'] }, [trigger([{ filePaths: { includes: ['modules/dtc/**'] } }])]],
  ['its own branch, when its trigger is about pull requests', false, {}, [{ providerType: 'CodeStarSourceConnection', gitConfiguration: { sourceActionName: 'Checkout', pullRequest: [{ events: ['OPEN'] }] } }]],
])('a push to %s: %s', (...[, expected, push, triggers, configuration]) => {
  expect(triggered(push, triggers, configuration)).toBe(expected);
});

/**
 * The example of "Pipeline declaration" in the CodePipeline user guide, with `tags` in a separate filter, as in the template beside
 * it: filters are alternatives, all parts of a filter have to match, and exclusions take precedence over inclusions.
 */
describe('the trigger of the guide', () => {
  const documented = [trigger([
    {
      filePaths: { includes: ['projectA/**', 'common/**/*.js'], excludes: ['**/README.md', '**/LICENSE', '**/CONTRIBUTING.md'] },
      branches: { includes: ['feature/**', 'release/**'], excludes: ['mainline'] },
    },
    { tags: { includes: ['release-v0', 'release-v1'], excludes: ['release-v2'] } },
  ])];
  test.each<[boolean, object]>([
    [true, { branch: 'feature/a', files: ['projectA/deep/x.py'] }],
    [true, { branch: 'release/1/2', files: ['common/lib/x.js'] }],
    [false, { branch: 'feature/a', files: ['common/lib/x.ts'] }],
    [false, { branch: 'mainline', files: ['projectA/x'] }],
    [false, { branch: 'other', files: ['projectA/x'] }],
    [false, { branch: 'feature/a', files: ['projectA/README.md', 'projectA/deep/LICENSE'] }],
    [true, { branch: 'feature/a', files: ['projectA/README.md', 'projectA/x'] }],
    [true, { branch: undefined, tag: 'release-v0', files: [] }],
    [false, { branch: undefined, tag: 'release-v2', files: [] }],
    [false, { branch: undefined, tag: 'other', files: [] }],
  ])('starts the pipeline, %s, at %j', (expected, push) => {
    expect(triggered(push, documented)).toBe(expected);
  });

  test('excludes a branch that the same pattern includes', () => {
    expect(triggered({}, [trigger([{ branches: { includes: ['main'], excludes: ['main'] } }])])).toBe(false);
  });
});

test('a pushed tag starts the pipeline on its commit', async () => {
  const on = await bench();
  try {
    const { commit } = await repository(on, 'acme/app', { 'a.txt': 'a' });
    const tagged = await commit({ 'a.txt': 'b' });
    await commit({ 'a.txt': 'c' });
    const declaration = pipeline('p', { Source: [source('acme/app')], Go: [approve('Go')] }, { triggers: [trigger([{ tags: { includes: ['v*'] } }])] });
    await on.account.call('codepipeline', 'CreatePipeline', { pipeline: declaration });
    await quiet(on);
    connectionStateOf(on.account).signals.emit('push', { repository: 'acme/app', tag: 'v1', commit: tagged, files: [] });
    await quiet(on);
    expect(executionsOf(on, 'p')[1]).toMatchObject({ cause: 'push', triggerType: 'WebhookV2', triggerDetail: expect.stringContaining('"TagName":"v1"'), revisions: [{ revision: tagged }] });
  } finally {
    await on.close();
  }
});

test('a push starts the pipeline on the commit that was pushed', async () => {
  const on = await bench();
  try {
    const { commit } = await repository(on, 'acme/app', { 'a.txt': 'a' });
    await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('p', { Source: [source('acme/app')], Go: [approve('Go')] }) });
    await quiet(on);
    const first = await commit({ 'a.txt': 'b' });
    await commit({ 'a.txt': 'c' });
    connectionStateOf(on.account).signals.emit('push', { repository: 'acme/app', branch: 'main', commit: first, files: ['a.txt'] });
    await quiet(on);
    expect(executionsOf(on, 'p')[1]).toMatchObject({ cause: 'push', revisions: [{ action: 'Checkout', revision: first }] });
  } finally {
    await on.close();
  }
});
