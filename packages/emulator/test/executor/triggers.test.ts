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
  ['a tag, when its trigger is about tags', false, {}, [trigger([{ tags: { includes: ['v*'] } }])]],
])('a push to %s: %s', (...[, expected, push, triggers, configuration]) => {
  expect(triggered(push, triggers, configuration)).toBe(expected);
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
