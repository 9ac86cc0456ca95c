import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { bench, executionsOf, pipeline, quiet, repository, source, type Bench } from '../support';

const parameter = (name: string, value: object | string, more: object = {}) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: value }, ...more });
const template = (resources: object, more: object = {}) => JSON.stringify({ Resources: resources, ...more });
const WORD = { Parameters: { Word: { Type: 'String', Default: 'default' } }, Outputs: { Said: { Value: { Ref: 'Word' } } } };
const FILES = {
  'one.json': template({ One: parameter('/one', { Ref: 'Word' }) }, WORD),
  'config.json': JSON.stringify({ Parameters: { Word: 'configured' }, Tags: { team: 'cars' } }),
  'broken.json': template({ One: parameter('/one', 'x'), Two: parameter('/taken', 'x') }),
};

let on: Bench;
beforeEach(async () => {
  on = await bench();
  await repository(on, 'acme/app', FILES);
});
afterEach(() => on.close());

const deploy = (configuration: Record<string, string>, more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name: 'Deploy',
  actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CloudFormation', version: '1' },
  inputArtifacts: [{ name: 'Source' }],
  ...more,
  configuration: { ActionMode: 'CREATE_UPDATE', StackName: 'some', TemplatePath: 'Source::one.json', ...configuration },
});

let count = 0;
/** Runs actions, one per stage, and returns the last one. */
async function run(...actions: ActionDeclaration[]) {
  const name = `p${++count}`;
  const stages = Object.fromEntries(actions.map((action, index) => [`Stage${index}`, [action]]));
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline(name, { Source: [source('acme/app')], ...stages }) });
  await quiet(on);
  return executionsOf(on, name)[0].actions.at(-1)!;
}
const stack = async () => (await on.account.call('cloudformation', 'DescribeStacks', { StackName: 'some' })).Stacks[0];
const value = async (Name: string) => (await on.account.call('ssm', 'GetParameter', { Name })).Parameter.Value;

test('CREATE_UPDATE creates, updates, and does not change an identical stack', async () => {
  expect(await run(deploy({ TemplateConfiguration: 'Source::config.json' }, { namespace: 'Some' }))).toMatchObject({ status: 'Succeeded', variables: { Said: 'configured' } });
  expect((await stack()).Tags).toEqual([{ Key: 'team', Value: 'cars' }]);
  expect(await run(deploy({ ParameterOverrides: '{"Word":"other"}', TemplateConfiguration: 'Source::config.json' }))).toMatchObject({ status: 'Succeeded' });
  expect(await value('/one')).toBe('other');
  expect(await run(deploy({ ParameterOverrides: '{"Word":"other"}', TemplateConfiguration: 'Source::config.json' }))).toMatchObject({ status: 'Succeeded', summary: 'stack some was left unchanged' });
  expect(on.executor.visits.map(({ stack: name, changed }) => `${name} ${changed}`)).toEqual(['some true', 'some true', 'some false']);
});

test('a parameter that is not named falls back to its default, and naming an unknown one fails', async () => {
  await run(deploy({ ParameterOverrides: '{"Word":"given"}' }));
  await run(deploy({}));
  expect(await value('/one')).toBe('default');
  expect(await run(deploy({ ParameterOverrides: '{"Unknown":"x"}' }))).toMatchObject({ status: 'Failed', summary: expect.stringContaining('[Unknown] do not exist in the template') });
});

test('a failed creation names the failed resource; REPLACE_ON_FAILURE then replaces the stack', async () => {
  await on.account.call('ssm', 'PutParameter', { Name: '/taken', Value: 'x', Type: 'String' });
  expect(await run(deploy({ TemplatePath: 'Source::broken.json' }))).toMatchObject({ status: 'Failed', summary: expect.stringMatching(/'some' ended in ROLLBACK_COMPLETE: Two: .*already exists/i) });
  expect(await run(deploy({}))).toMatchObject({ status: 'Failed', summary: expect.stringContaining('ROLLBACK_COMPLETE') });
  expect(await run(deploy({ ActionMode: 'REPLACE_ON_FAILURE' }))).toMatchObject({ status: 'Succeeded' });
  expect((await stack()).StackStatus).toBe('CREATE_COMPLETE');
});

test('a change set is created and executed, also without changes', async () => {
  const make = deploy({ ActionMode: 'CHANGE_SET_REPLACE', ChangeSetName: 'next' });
  const execute = deploy({ ActionMode: 'CHANGE_SET_EXECUTE', ChangeSetName: 'next' }, { name: 'Execute' });
  expect(await run(make, execute)).toMatchObject({ status: 'Succeeded', summary: 'stack some: CREATE_COMPLETE' });
  expect(await run(make, execute)).toMatchObject({ status: 'Succeeded', summary: 'stack some was left unchanged' });
});

test('DELETE_ONLY deletes, and succeeds without a stack', async () => {
  await run(deploy({}));
  const remove = deploy({ ActionMode: 'DELETE_ONLY' }, { inputArtifacts: [] });
  expect(await run(remove)).toMatchObject({ status: 'Succeeded', summary: 'stack some: DELETE_COMPLETE' });
  expect(await run(remove)).toMatchObject({ status: 'Succeeded', summary: 'stack some does not exist' });
});

test('outputs go to a file of the output artifact, from which a later action takes a parameter', async () => {
  const first = deploy({ OutputFileName: 'out.json' }, { outputArtifacts: [{ name: 'Out' }] });
  const second = deploy({ StackName: 'other', TemplatePath: 'Source::one.json', ParameterOverrides: '{"Word":{"Fn::GetParam":["Out","out.json","Said"]}}' }, { name: 'Second', inputArtifacts: [{ name: 'Source' }, { name: 'Out' }] });
  expect(await run(first, second)).toMatchObject({ status: 'Failed', summary: expect.stringMatching(/\/one/) });
  expect((await on.account.call('cloudformation', 'DescribeStacks', { StackName: 'other' })).Stacks[0].Parameters).toEqual([{ ParameterKey: 'Word', ParameterValue: 'default' }]);
});

test.each([
  [{ ActionMode: 'UPSERT' }, /ActionMode 'UPSERT' is none of CREATE_UPDATE/],
  [{ TemplatePath: 'Source::none.json' }, /artifact 'Source' has no file 'none.json'/],
  [{ TemplatePath: 'Other::one.json' }, /expected 'Artifact::path' with one of Source/],
  [{ ParameterOverrides: '{' }, /ParameterOverrides is not JSON/],
])('an invalid configuration is reported: %j', async (configuration, message) => {
  expect(await run(deploy(configuration as Record<string, string>))).toMatchObject({ status: 'Failed', summary: expect.stringMatching(message) });
});
