import { parameter, Stacks } from './testing';

// Processed templates: LocalStack's recordings test_transform_length, test_transform_foreach and test_transform_to_json_string; what a
// transform that fails leads to: test_failed_state (stacks), test_describe_failed_change_set (change sets); the capability:
// test_capabilities_requirements, and CreateChangeSet in the API reference; stages: GetTemplate in the API reference.

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const Capabilities = ['CAPABILITY_AUTO_EXPAND'];
const Transform = 'AWS::LanguageExtensions';
const template = {
  Transform,
  Parameters: { Names: { Type: 'CommaDelimitedList' } },
  Resources: {
    'Fn::ForEach::All': ['Name', { Ref: 'Names' }, { 'P${Name}': parameter({ 'Fn::Sub': 'value of ${Name}' }, { Name: { 'Fn::Sub': '/${Name}' } }) }],
    'Count': parameter({ 'Fn::Length': { Ref: 'Names' } }, { Name: '/count' }),
    'Json': parameter({ 'Fn::ToJsonString': { name: { Ref: 'Count' }, list: { Ref: 'Names' } } }, { Name: '/json' }),
  },
};
const processed = {
  Parameters: template.Parameters,
  Resources: {
    Pa: parameter('value of a', { Name: '/a' }),
    Pb: parameter('value of b', { Name: '/b' }),
    Count: parameter(2, { Name: '/count' }),
    Json: parameter({ 'Fn::ToJsonString': { name: { Ref: 'Count' }, list: ['a', 'b'] } }, { Name: '/json' }),
  },
};
const names = (ParameterValue: string) => [{ ParameterKey: 'Names', ParameterValue }];
const values = () => Promise.all(['/a', '/b', '/c', '/count', '/json'].map(name => stacks.parameter(name)));
const templateOf = async (input: Record<string, unknown> = {}) => (await stacks.call('GetTemplate', { StackName: 'one', ...input })).TemplateBody;

test('a stack is created from the processed template', async () => {
  expect(await stacks.create('one', template, { Capabilities, Parameters: names('a,b') })).toBe('CREATE_COMPLETE');
  expect(await values()).toEqual(['value of a', 'value of b', undefined, '2', '{"name":"/count","list":["a","b"]}']);
});

test('GetTemplate returns the processed template, or the original', async () => {
  await stacks.create('one', template, { Capabilities, Parameters: names('a,b') });
  expect(JSON.parse(await templateOf())).toEqual(processed);
  expect(JSON.parse(await templateOf({ TemplateStage: 'Processed' }))).toEqual(processed);
  expect(await templateOf({ TemplateStage: 'Original' })).toBe(JSON.stringify(template));
  expect((await stacks.call('GetTemplate', { StackName: 'one' })).StagesAvailable).toEqual(['Original', 'Processed']);
});

test('without a transform both stages are the original text', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  expect(await templateOf({ TemplateStage: 'Processed' })).toBe(await templateOf({ TemplateStage: 'Original' }));
});

test('an update processes the template again', async () => {
  await stacks.create('one', template, { Capabilities, Parameters: names('a,b') });
  expect(await stacks.update('one', template, { Capabilities, Parameters: names('b,c') })).toBe('UPDATE_COMPLETE');
  expect(await values()).toEqual([undefined, 'value of b', 'value of c', '2', '{"name":"/count","list":["b","c"]}']);
  await expect(stacks.update('one', template, { Capabilities, Parameters: names('b,c') })).rejects.toThrow('No updates are to be performed.');
});

test('the previous template is the processed one, so another parameter value changes nothing', async () => {
  await stacks.create('one', template, { Capabilities, Parameters: names('a,b') });
  await expect(stacks.call('UpdateStack', { StackName: 'one', UsePreviousTemplate: true, Capabilities, Parameters: names('c') })).rejects.toThrow('No updates');
});

test('a change set shows the processed resources, is executed, and needs no capability', async () => {
  const { Id } = await stacks.call('CreateChangeSet', {
    StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify(template), Parameters: names('a,b'),
  });
  await stacks.account.settled();
  const { Changes } = await stacks.call('DescribeChangeSet', { ChangeSetName: Id });
  expect(Changes.map(({ ResourceChange }: any) => ResourceChange.LogicalResourceId)).toEqual(['Count', 'Json', 'Pa', 'Pb']);
  expect(JSON.parse(await templateOf({ ChangeSetName: Id }))).toEqual(processed);
  await stacks.call('ExecuteChangeSet', { ChangeSetName: Id });
  expect(await stacks.settle('one')).toBe('CREATE_COMPLETE');
  expect(JSON.parse(await templateOf())).toEqual(processed);
});

test('a stack needs CAPABILITY_AUTO_EXPAND', async () => {
  await expect(stacks.create('one', template, { Capabilities: [], Parameters: names('a') }))
    .rejects.toMatchObject({ name: 'InsufficientCapabilitiesException', message: 'Requires capabilities : [CAPABILITY_AUTO_EXPAND]' });
});

test('IAM resources that a loop creates need their capability', async () => {
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } } };
  const roles = { Transform, Resources: { 'Fn::ForEach::Roles': ['X', ['a'], { 'R${X}': role }] } };
  await expect(stacks.create('one', roles, { Capabilities })).rejects.toThrow('Requires capabilities : [CAPABILITY_IAM]');
});

describe('a transform that fails', () => {
  const bad = { Transform, Resources: { P: parameter({ 'Fn::Length': 'abc' }) } };
  const message = 'Transform AWS::LanguageExtensions failed with: Fn::Length layout is incorrect';

  test('rolls the creation of a stack back', async () => {
    expect(await stacks.create('one', bad, { Capabilities })).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.events('one')).toEqual([
      'CREATE_IN_PROGRESS: User Initiated', `ROLLBACK_IN_PROGRESS: ${message}. Rollback requested by user.`, 'ROLLBACK_COMPLETE',
    ]);
  });

  test('rolls an update back', async () => {
    await stacks.create('one', template, { Capabilities, Parameters: names('a') });
    expect(await stacks.update('one', bad, { Capabilities })).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.events('one')).toContain(`UPDATE_ROLLBACK_IN_PROGRESS: ${message}. `);
    expect(await stacks.parameter('/a')).toBe('value of a');
  });

  test('fails a change set', async () => {
    await stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify(bad) });
    await stacks.account.settled();
    expect(await stacks.call('DescribeChangeSet', { StackName: 'one', ChangeSetName: 'cs' }))
      .toMatchObject({ Status: 'FAILED', StatusReason: message, ExecutionStatus: 'UNAVAILABLE', Changes: [] });
  });

  test('is found in its result, too', async () => {
    const names201 = { Transform, Resources: { 'Fn::ForEach::All': ['X', ['a-b'], { 'P${X}': parameter('x') }] } };
    expect(await stacks.create('one', names201, { Capabilities })).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.events('one'))[1]).toBe('ROLLBACK_IN_PROGRESS: Template format error: Resource name Pa-b is non alphanumeric.. Rollback requested by user.');
  });
});

test('parameters and mappings are checked before the request is answered', async () => {
  await expect(stacks.create('one', template, { Capabilities })).rejects.toThrow('Parameters: [Names] must have values');
  await expect(stacks.create('one', { ...template, Mappings: { M: { A: 'x' } } }, { Capabilities, Parameters: names('a') })).rejects.toThrow('Every Mappings member A must be a map');
});

test('ValidateTemplate and GetTemplateSummary read a template with loops', async () => {
  const TemplateBody = JSON.stringify(template);
  expect(await stacks.call('ValidateTemplate', { TemplateBody })).toMatchObject({ Capabilities, DeclaredTransforms: [Transform], Parameters: [{ ParameterKey: 'Names' }] });
  expect(await stacks.call('GetTemplateSummary', { TemplateBody })).toMatchObject({ ResourceTypes: ['AWS::SSM::Parameter'], DeclaredTransforms: [Transform] });
});

test('GetTemplate and GetTemplateSummary name invalid arguments', async () => {
  // Recorded by LocalStack: test_get_template_no_arguments, test_get_template_summary_non_executed_change_set.
  await expect(stacks.call('GetTemplate')).rejects.toThrow('StackName is required if ChangeSetName is not specified.');
  await stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources: { P: parameter('x') } }) });
  await expect(stacks.call('GetTemplateSummary', { StackName: 'one' })).rejects.toThrow('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
});
