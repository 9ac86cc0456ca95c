import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { approve, bench, executionsOf, pipeline, quiet, repository, source, type Bench } from '../support';

let on: Bench;
beforeEach(async () => {
  on = await bench();
  await repository(on, 'acme/app', { 'a.txt': 'a' });
  await on.account.call('codepipeline', 'CreatePipeline', {
    pipeline: pipeline('child', { Source: [source('acme/app')], Go: [approve('Go')] }, { variables: [{ name: 'Word', defaultValue: 'default' }] }),
  });
  await quiet(on);
});
afterEach(() => on.close());

const invoke = (configuration: Record<string, string>): ActionDeclaration => ({
  name: 'Call', actionTypeId: { category: 'Invoke', owner: 'AWS', provider: 'CodePipeline', version: '1' }, configuration,
});

async function run(configuration: Record<string, string>, pipelineType: 'V1' | 'V2' = 'V2') {
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('parent', { Source: [source('acme/app')], Call: [invoke(configuration)] }, { pipelineType }) });
  await quiet(on);
  return executionsOf(on, 'parent')[0].actions.at(-1)!;
}

test('another pipeline is started with variables and the revision of a source, without waiting for it', async () => {
  const action = await run({
    PipelineName: 'child',
    Variables: JSON.stringify([{ name: 'Word', value: '#{SourceVariables.CommitMessage}' }]),
    SourceRevisions: JSON.stringify([{ actionName: 'Checkout', revisionType: 'COMMIT_ID', revisionValue: '#{SourceVariables.CommitId}' }]),
  });
  const [, started] = executionsOf(on, 'child');
  expect(action).toMatchObject({ status: 'Succeeded', externalId: started.id, summary: 'started pipeline child' });
  expect(started).toMatchObject({
    cause: 'pipeline:parent', status: 'InProgress', variables: { Word: 'a change' }, revisions: [{ action: 'Checkout', revision: executionsOf(on, 'parent')[0].revisions[0].revision }],
  });
});

test.each<[string, Record<string, string>, 'V1' | 'V2', RegExp]>([
  ['in a pipeline of type V1', { PipelineName: 'child' }, 'V1', /action 'Call': only a pipeline of type V2 can invoke another one/],
  ['without a name', {}, 'V2', /action 'Call': there is no PipelineName/],
  ['with variables that are no list', { PipelineName: 'child', Variables: '{"Word":"x"}' }, 'V2', /action 'Call': expected Variables to be a JSON list, got '\{"Word":"x"\}'/],
  ['of a pipeline that is not there', { PipelineName: 'other' }, 'V2', /does not include a pipeline with the name 'other'/],
])('an invocation %s fails', async (_, configuration, type, message) => {
  expect(await run(configuration, type)).toMatchObject({ status: 'Failed', error: { message: expect.stringMatching(message) } });
});
