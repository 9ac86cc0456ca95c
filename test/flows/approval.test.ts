import { core, directory, entry, Folder, module, expectedEffects, effectsOf, push, ROOT, script } from './rehearsal';

jest.setTimeout(300_000);

const folder = new Folder();
afterAll(() => folder.remove());

/** Answers a pending approval, as a person does in the console. */
const answer = (status: 'Approved' | 'Rejected') => `node - <<'END'
const { CodePipelineClient, GetPipelineStateCommand, PutApprovalResultCommand } = require('${ROOT}/node_modules/@aws-sdk/client-codepipeline');
const client = new CodePipelineClient({});
(async () => {
  const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'asked.cv' }));
  const deploy = stageStates.find(({ stageName }) => stageName === 'Deploy');
  const { token } = deploy.actionStates.find(({ actionName }) => actionName === 'Approve').latestExecution;
  await client.send(new PutApprovalResultCommand({ pipelineName: 'asked.cv', stageName: 'Deploy', actionName: 'Approve', token, result: { status: '${status}', summary: 'seen' } }));
})();
END`;

/** Starts the module's pipeline, as a person does in the console. */
const START = `git -c user.useConfigOnly=true commit --quiet --allow-empty --message 'a step has an identity' && node -e "
const { CodePipelineClient, StartPipelineExecutionCommand } = require('${ROOT}/node_modules/@aws-sdk/client-codepipeline');
new CodePipelineClient({}).send(new StartPipelineExecutionCommand({ name: 'asked.cv' }));
"`;

test('a step ends at a manual approval; the answer deploys the change, or stops it', async () => {
  const files = core(['asked']);
  files['core/app.js'] = files['core/app.js'].replace('Source.gitHub(\'acme/asked\')', '$&, { approval: true }');
  folder.write({
    ...files,
    ...module('asked'),
    'script.json': script(['asked'], [
      { setup: {} },
      { invoke: answer('Approved') },
      push('asked', 'sed -i "s/\'asked\', threshold/\'changed\', threshold/" app.js'),
      { invoke: { run: answer('Rejected'), expect: { failed: ['asked'] } } },
      'daily',
      push('asked', 'touch another-file'),
      { invoke: { run: answer('Rejected'), expect: { failed: ['asked'] } } },
      { invoke: START },
    ]),
  });
  const { output, report } = await folder.rehearse('script.json');

  expect(report.steps.map((_, index) => effectsOf(report, index))).toEqual([
    expectedEffects({
      ran: ['asked, creation: InProgress', 'core, creation: Succeeded', 'modules, creation: Succeeded'],
      created: ['cv-base', 'cv-core', 'cv-delivery-asked', 'cv-modules'],
    }),
    expectedEffects({ ran: ['asked, creation: Succeeded'], created: ['cv-asked'] }),
    expectedEffects({ ran: ['asked, push: InProgress'] }),
    expectedEffects({ ran: ['asked, push: Failed'] }),
    // Not proposed again by the check, but by a new revision or a person.
    expectedEffects({}),
    expectedEffects({ ran: ['asked, push: InProgress'] }),
    expectedEffects({ ran: ['asked, push: Failed'] }),
    expectedEffects({ ran: ['asked, manual: InProgress'] }),
  ]);
  expect(report.result).toBe('succeeded');
  expect(output).toContain('│ waits for an approval │');
  expect(output.match(/rejected by/g)).toHaveLength(2);
  const asked = [0, 2, 5, 7].flatMap(index => report.steps[index].notifications)
    .map(({ topic, subject, message }) => ({ topic, subject, ...JSON.parse(message).approval }));
  expect(asked).toMatchObject([1, 2, 3, 4].map(() => (
    { topic: 'cv-core-notifications', subject: 'APPROVAL NEEDED: AWS CodePipeline asked.cv for action Approve', pipelineName: 'asked.cv', stageName: 'Deploy' })));
});

test('a change that drops an output is stopped after its approval, too, if a consumer appeared since the change set was created', async () => {
  const dropped = new Folder();
  const files = core(['asked']);
  files['core/app.js'] = files['core/app.js'].replace('Source.gitHub(\'acme/asked\')', '$&, { approval: true }');
  dropped.write({
    ...files,
    ...module('asked', { produces: ['Out'] }),
    ...module('reader', { consumes: ['asked/Out'] }),
    'script.json': script(['asked', 'reader'], [
      { setup: {} },
      { invoke: answer('Approved') },
      push('asked', 'sed -i \'s/of \\["Out"\\]/of []/\' app.js'),
      directory({ 'operator/reader': entry('reader') }),
      { invoke: { run: answer('Approved'), expect: { failed: ['asked'] } } },
    ]),
  }).synthesizeQuickly();
  const { output, report } = await dropped.rehearse('script.json');
  dropped.remove();

  expect(report.result === 'succeeded' ? '' : output).toBe('');
  expect(effectsOf(report, 3)).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded', 'reader, creation: Succeeded'],
    created: ['cv-delivery-reader', 'cv-reader'],
    updated: ['cv-modules'],
  }));
  expect(effectsOf(report, 4)).toEqual(expectedEffects({ ran: ['asked, push: Failed'] }));
  const failed = report.steps[4].executions[0].stages.flatMap(({ name, actions }) => actions.filter(({ status }) => status === 'Failed').map(action => [name, action.name, action.summary]));
  expect(failed).toEqual([['Deploy', 'Gate', expect.stringContaining('asked no longer produces Out (required by reader)')]]);
});
