import { core, effectsOf, expectedEffects, Folder, module, ROOT, script } from './rehearsal';

jest.setTimeout(300_000);

const folder = new Folder().synthesizeQuickly();
afterAll(() => folder.remove());

/** Fails unless all stacks, and the resources that show tags through the API that lists them, have the tag. */
const expectTag = (value: string, stacks: number) => ({
  invoke: `node - <<'END'
const { CloudFormationClient, DescribeStacksCommand } = require('${ROOT}/node_modules/@aws-sdk/client-cloudformation');
const { CodePipelineClient, ListTagsForResourceCommand } = require('${ROOT}/node_modules/@aws-sdk/client-codepipeline');
const { SSMClient, ListTagsForResourceCommand: ListParameterTags } = require('${ROOT}/node_modules/@aws-sdk/client-ssm');
(async () => {
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({}));
  const of = (tags, key = 'Key', text = 'Value') => (tags.find(tag => tag[key] === 'cost-centre') ?? {})[text];
  const found = Object.fromEntries(Stacks.map(({ StackName, Tags }) => [StackName, of(Tags)]));
  for (const name of ['core.cv', 'modules.cv', 'dtc.cv']) {
    const { tags } = await new CodePipelineClient({}).send(new ListTagsForResourceCommand({ resourceArn: 'arn:aws:codepipeline:us-east-1:123456789012:' + name }));
    found[name] = of(tags, 'key', 'value');
  }
  const { TagList } = await new SSMClient({}).send(new ListParameterTags({ ResourceType: 'Parameter', ResourceId: '/cv/modules/dtc/contract' }));
  found.contract = of(TagList);
  const wrong = Object.entries(found).filter(([, value]) => value !== '${value}');
  if (wrong.length || Stacks.length !== ${stacks}) throw new Error(JSON.stringify(found));
})();
END`,
});

test('tags of the core reach all stacks and their resources, and other tags change all of them', async () => {
  const files = core(['dtc']);
  files['core/app.js'] = files['core/app.js'].replace('core: [base],', 'core: [base], tags: { \'cost-centre\': \'4711\' },');
  folder.write({
    ...files,
    ...module('dtc'),
    'script.json': script(['dtc'], [
      'setup',
      expectTag('4711', 5),
      { commit: { repository: 'acme/core', message: 'other tags', run: 'sed -i s/4711/0815/ app.js' } },
      expectTag('0815', 5),
      { commit: { repository: 'acme/core', message: 'nothing' } },
    ]),
  });
  const { output, report } = await folder.rehearse('script.json');

  expect(report.result === 'succeeded' ? '' : output).toBe('');
  const all = ['cv-base', 'cv-core', 'cv-delivery-dtc', 'cv-dtc', 'cv-modules'];
  expect([0, 2, 4].map(index => effectsOf(report, index))).toEqual([
    expectedEffects({ ran: ['core, creation: Succeeded', 'dtc, creation: Succeeded', 'modules, creation: Succeeded'], created: all }),
    expectedEffects({ ran: expect.arrayContaining(['dtc, update: Succeeded', 'modules, update: Succeeded']) as never, updated: all }),
    expectedEffects({ ran: ['core, push: Succeeded'] }),
  ]);
});
