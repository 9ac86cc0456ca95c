import { parameter, Stacks } from './testing';

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const given = (values: Record<string, string>) =>
  ({ Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })) });
const template = (definition: object, value: unknown = { Ref: 'V' }) => ({ Parameters: { V: definition }, Resources: { P: parameter(value, { Name: '/p' }) } });
const put = (value: string) => stacks.account.call('ssm', 'PutParameter', { Name: '/source', Value: value, Type: 'String', Overwrite: true });

test.each<[string, object, string, string]>([
  ['AllowedValues', { Type: 'String', AllowedValues: ['a', 'b'] }, 'c', "Parameter 'V' must be one of AllowedValues"],
  ['AllowedValues that are no list', { Type: 'String', AllowedValues: 'a' }, 'a', 'Template format error: Every AllowedValues member must be a list. (parameter V)'],
  ['AllowedPattern', { Type: 'String', AllowedPattern: '[a-z]+' }, 'A', "Parameter 'V' must match pattern [a-z]+"],
  ['AllowedPattern that cannot be read', { Type: 'String', AllowedPattern: '(?i)[a' }, 'A', "Parameter 'V' has an AllowedPattern that is not a regular expression of JavaScript, which is all that the emulator reads: (?i)[a"],
  ['ConstraintDescription', { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'small letters' }, 'A', "Parameter 'V' failed to satisfy constraint: small letters"],
  ['MinLength', { Type: 'String', MinLength: 2 }, 'x', "Parameter 'V' must contain at least 2 characters"],
  ['MaxLength', { Type: 'String', MaxLength: 2 }, 'xyz', "Parameter 'V' must contain at most 2 characters"],
  ['MinValue', { Type: 'Number', MinValue: 2 }, '1', "Parameter 'V' must be a number not less than 2"],
  ['MaxValue', { Type: 'Number', MaxValue: 2 }, '3', "Parameter 'V' must be a number not greater than 2"],
  ['Number', { Type: 'Number' }, 'one', "Parameter 'V' must be a number."],
])('a value against %s is refused', async (_, definition, value, message) => {
  await expect(stacks.create('one', template(definition), given({ V: value }))).rejects.toMatchObject({ name: 'ValidationError', message });
});

test('an unknown parameter is refused, and so is a missing one', async () => {
  await expect(stacks.create('one', template({ Type: 'String' }), given({ V: 'x', W: 'y' }))).rejects.toThrow('Parameters: [W] do not exist in the template');
  await expect(stacks.create('one', template({ Type: 'String' }))).rejects.toThrow('Parameters: [V] must have values');
});

test('a parameter that an update leaves out falls back to its default, one that it keeps does not', async () => {
  const definition = { Type: 'String', Default: 'default' };
  await stacks.create('one', template(definition), given({ V: 'mine' }));
  await expect(stacks.update('one', template(definition), { Parameters: [{ ParameterKey: 'V', UsePreviousValue: true }] })).rejects.toThrow('No updates are to be performed.');
  await stacks.update('one', template(definition));
  expect(await stacks.parameter('/p')).toBe('default');
});

test('an empty CommaDelimitedList is a list of one empty string', async () => {
  const value = { 'Fn::Join': ['', ['[', { 'Fn::Join': ['|', { Ref: 'V' }] }, ']']] };
  await stacks.create('one', template({ Type: 'CommaDelimitedList' }, value), given({ V: '' }));
  expect(await stacks.parameter('/p')).toBe('[]');
  await stacks.update('one', template({ Type: 'CommaDelimitedList' }, value), given({ V: 'a, b,c' }));
  expect(await stacks.parameter('/p')).toBe('[a|b|c]');
});

describe('of type AWS::SSM::Parameter::Value', () => {
  const typed = template({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/source' });

  test('take the value of the parameter store, which DescribeStacks returns', async () => {
    await put('first');
    await stacks.create('one', typed);
    expect(await stacks.parameter('/p')).toBe('first');
    expect((await stacks.describe('one')).Parameters).toEqual([{ ParameterKey: 'V', ParameterValue: '/source', ResolvedValue: 'first' }]);
  });

  test('are a change if the value changed, and none otherwise', async () => {
    await put('first');
    await stacks.create('one', typed);
    await expect(stacks.update('one', typed)).rejects.toThrow('No updates are to be performed.');
    await put('second');
    expect(await stacks.update('one', typed)).toBe('UPDATE_COMPLETE');
    expect(await stacks.parameter('/p')).toBe('second');
    expect((await stacks.describe('one')).Parameters[0].ResolvedValue).toBe('second');
  });

  test('are an error before anything happens if the store lacks the name', async () => {
    await expect(stacks.create('one', typed)).rejects.toThrow('Unable to fetch parameters [/source] from parameter store for this account.');
    await expect(stacks.describe('one')).rejects.toThrow('does not exist');
  });

  test('need a value from the request or a default, which must exist in the store', async () => {
    // Recorded by LocalStack: test_resolve_ssm_missing_parameter.
    const stored = template({ Type: 'AWS::SSM::Parameter::Value<String>' });
    await expect(stacks.create('one', stored, { Parameters: [{ ParameterKey: 'V', ParameterValue: '/nothing' }] }))
      .rejects.toThrow('Parameter V should either have input value or default value');
  });

  test('may be lists', async () => {
    await stacks.account.call('ssm', 'PutParameter', { Name: '/source', Value: 'a,b', Type: 'StringList' });
    await stacks.create('one', template({ Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/source' }, { 'Fn::Join': ['+', { Ref: 'V' }] }));
    expect(await stacks.parameter('/p')).toBe('a+b');
  });

  test('are read in portions of ten', async () => {
    const names = Array.from({ length: 23 }, (_, i) => `/source/${i}`);
    for (const Name of names) await stacks.account.call('ssm', 'PutParameter', { Name, Value: Name.slice(8), Type: 'String' });
    const Parameters = Object.fromEntries(names.map((Default, i) => [`V${i}`, { Type: 'AWS::SSM::Parameter::Value<String>', Default }]));
    const value = { 'Fn::Join': [',', names.map((_, i) => ({ Ref: `V${i}` }))] };
    expect(await stacks.create('one', { Parameters, Resources: { P: parameter(value, { Name: '/p' }) } })).toBe('CREATE_COMPLETE');
    expect(await stacks.parameter('/p')).toBe(names.map((_, i) => i).join(','));
  });
});

describe('dynamic references', () => {
  const dynamic = (more: object = {}) => ({ Resources: { P: parameter('<{{resolve:ssm:/source}}>', { Name: '/p' }), ...more } });

  test('are resolved at creation; a changed value behind the same template is no change', async () => {
    await put('first');
    await stacks.create('one', dynamic());
    expect(await stacks.parameter('/p')).toBe('<first>');
    await put('second');
    await expect(stacks.update('one', dynamic())).rejects.toThrow('No updates are to be performed.');
    expect(await stacks.update('one', dynamic({ Q: parameter('q') }))).toBe('UPDATE_COMPLETE');
    expect(await stacks.parameter('/p')).toBe('<first>');
  });

  test('to missing parameters fail the resource', async () => {
    expect(await stacks.create('one', dynamic())).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.events('one', 'P'))[1]).toContain('{{resolve:ssm:/source}}');
  });

  test('are resolved before Fn::GetAtt', async () => {
    await put('first');
    await stacks.create('one', { ...dynamic(), Outputs: { O: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } } });
    expect(await stacks.outputs('one')).toEqual({ O: '<first>' });
  });
});

test('rules are checked against the values', async () => {
  const ruled = {
    ...template({ Type: 'String' }),
    Rules: { Size: { RuleCondition: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, Assertions: [{ Assert: { 'Fn::Contains': [['s', 'm'], { Ref: 'V' }] }, AssertDescription: 's or m' }] } },
  };
  await expect(stacks.create('one', ruled, given({ V: 'xl' }))).rejects.toThrow('Rule Size failed: s or m');
  expect(await stacks.create('one', ruled, given({ V: 's' }))).toBe('CREATE_COMPLETE');
});
