import type { Json, JsonObject } from '../../../../src/account/cloudformation/json';
import { processLanguageExtensions } from '../../../../src/account/cloudformation/template/language-extensions';

// The transform is described in the template reference (transform-aws-languageextensions, intrinsic-function-reference-foreach,
// -length, -ToJsonString, -findinmap-enhancements), in the test templates of AWS's own implementation (aws-sam-cli,
// tests/unit/lib/cfn_language_extensions/compatibility) and, for loops, in ministack's measurements on an account (pull request 1739).

const VALUES: Readonly<Record<string, Json>> = { 'AWS::Region': 'eu-west-1', 'AWS::StackName': 'one', 'List': ['a', 'b', 'c'], 'Name': 'n', 'Stage': 'prod' };
const known = { region: 'eu-west-1', parameter: (name: string) => VALUES[name] };
const Mappings = { Map: { prod: { Size: 'big', Sizes: ['1', '2'] } } };

const process = (template: JsonObject) => processLanguageExtensions({ Transform: 'AWS::LanguageExtensions', Mappings, ...template }, known) as any;
const property = (value: Json, Conditions: JsonObject = {}) =>
  process({ Conditions, Resources: { R: { Type: 'T', Properties: { P: value } } } }).Resources.R.Properties.P;

describe('functions', () => {
  test.each<[string, Json, Json]>([
    ['Fn::Length of a list parameter', { 'Fn::Length': { Ref: 'List' } }, 3],
    ['Fn::Length of a list with an unknown item', { 'Fn::Length': ['1', { Ref: 'Resource' }, '3'] }, 3],
    ['Fn::Length of what Fn::Split gives', { 'Fn::Length': { 'Fn::Split': ['|', 'a|b|c'] } }, 3],
    ['Fn::ToJsonString of an object', { 'Fn::ToJsonString': { a: 'foo', b: { Ref: 'List' } } }, '{"a":"foo","b":["a","b","c"]}'],
    ['Fn::ToJsonString of a list', { 'Fn::ToJsonString': ['a', 'b'] }, '["a","b"]'],
    ['Fn::ToJsonString with a value of the deployment stays', { 'Fn::ToJsonString': { a: { 'Fn::GetAtt': ['R', 'Arn'] }, b: { Ref: 'Name' } } },
      { 'Fn::ToJsonString': { a: { 'Fn::GetAtt': ['R', 'Arn'] }, b: 'n' } }],
    ['Fn::FindInMap with functions as keys', { 'Fn::FindInMap': [{ 'Fn::Join': ['', ['M', 'ap']] }, { Ref: 'Stage' }, 'Size'] }, 'big'],
    ['Fn::FindInMap falls back for a missing map', { 'Fn::FindInMap': ['Nothing', 'a', 'B', { DefaultValue: 'small' }] }, 'small'],
    ['Fn::FindInMap falls back for a missing key', { 'Fn::FindInMap': ['Map', 'dev', 'Size', { DefaultValue: { Ref: 'Name' } }] }, 'n'],
    ['Fn::FindInMap falls back for a missing attribute', { 'Fn::FindInMap': ['Map', 'prod', 'Other', { DefaultValue: ['1'] }] }, ['1']],
    ['Fn::FindInMap needs no default that exists', { 'Fn::FindInMap': ['Map', 'prod', 'Sizes', { DefaultValue: 'x' }] }, ['1', '2']],
    ['a pseudo parameter in Fn::Sub', { 'Fn::Sub': '${AWS::StackName}_api' }, 'one_api'],
    ['a resource in Fn::Sub', { 'Fn::Sub': '${AWS::StackName}-${R}' }, { 'Fn::Sub': '${AWS::StackName}-${R}' }],
    ['a resource in Ref', { Ref: 'R' }, { Ref: 'R' }],
    ['an attribute of a resource', { 'Fn::GetAtt': ['R', 'Arn'] }, { 'Fn::GetAtt': ['R', 'Arn'] }],
    ['a function in Ref', { Ref: { 'Fn::Sub': 'Res${Name}' } }, { Ref: 'Resn' }],
    ['a function in Fn::GetAtt', { 'Fn::GetAtt': [{ 'Fn::Sub': 'Res${Name}' }, { 'Fn::Join': ['', ['Ar', 'n']] }] }, { 'Fn::GetAtt': ['Resn', 'Arn'] }],
    ['Fn::GetAZs', { 'Fn::Select': [0, { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] }, { 'Fn::Select': [0, { 'Fn::GetAZs': 'eu-west-1' }] }],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Name}-x' } }, { 'Fn::ImportValue': 'n-x' }],
  ])('%s', (_, value, expected) => expect(property(value)).toEqual(expected));

  test.each<[string, Json, string]>([
    ['Fn::Length of a text', { 'Fn::Length': 'abc' }, 'Fn::Length layout is incorrect'],
    ['Fn::Length of an attribute', { 'Fn::Length': { 'Fn::GetAtt': ['R', 'Items'] } }, 'The Fn::Length value could not be resolved for properties'],
    ['Fn::ToJsonString of a text', { 'Fn::ToJsonString': 'abc' }, 'Fn::ToJsonString layout is incorrect'],
    ['Fn::ToJsonString of a condition', { 'Fn::ToJsonString': { Condition: 'Irrelevant' } }, 'Fn::ToJsonString does not support Condition intrinsic function for resource R'],
    ['Fn::FindInMap by an attribute', { 'Fn::FindInMap': ['Map', { 'Fn::GetAtt': ['R', 'Arn'] }, 'Size'] }, 'Fn::FindInMap layout is incorrect'],
    ['Fn::FindInMap of two keys', { 'Fn::FindInMap': ['Map', 'prod'] }, 'Fn::FindInMap layout is incorrect'],
    ['Fn::FindInMap without result', { 'Fn::FindInMap': ['Map', 'dev', 'Size'] }, 'Mappings not found in template for key /dev/Size'],
    ['Fn::If of an unknown condition', { 'Fn::If': ['Nothing', 'a', 'b'] }, 'Key Nothing is missing in the map.'],
  ])('%s is an error', (_, value, message) => expect(() => property(value)).toThrow(`Transform AWS::LanguageExtensions failed with: ${message}`));

  test('Fn::If takes the branch, and AWS::NoValue removes the property', () => {
    const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
    expect(property([{ 'Fn::If': ['IsProd', 'yes', 'no'] }, { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, 'x'] }, 'z'], Conditions)).toEqual(['yes', 'z']);
  });
});

describe('the template', () => {
  test('loses its transform, keeps its sections, and conditions stay functions', () => {
    const template = {
      Parameters: { List: { Type: 'CommaDelimitedList' } },
      Conditions: { Three: { 'Fn::Equals': [{ 'Fn::Length': { Ref: 'List' } }, 3] } },
      Resources: { R: { Type: 'T', Condition: 'Three', DeletionPolicy: { 'Fn::If': ['Three', 'Retain', 'Delete'] } } },
      Outputs: { O: { Value: { Ref: 'R' } } },
    };
    expect(process(template)).toEqual({
      Mappings,
      Parameters: template.Parameters,
      Conditions: { Three: { 'Fn::Equals': [3, 3] } },
      Resources: { R: { Type: 'T', Condition: 'Three', DeletionPolicy: 'Retain' } },
      Outputs: template.Outputs,
    });
  });

  test('may be invalid where its condition excludes it', () => {
    const bad = { Type: 'T', Condition: 'No', Properties: { P: { 'Fn::FindInMap': ['Map', 'dev', 'Size'] } } };
    expect(process({ Conditions: { No: { 'Fn::Equals': ['a', 'b'] } }, Resources: { R: bad } }).Resources.R).toEqual(bad);
    expect(() => process({ Conditions: { No: { 'Fn::Equals': ['a', 'a'] } }, Resources: { R: bad } })).toThrow('Mappings not found');
  });

  test('must not have a cycle of conditions', () => {
    const onNothing = { Conditions: { A: { 'Fn::Equals': [{ Ref: 'Nothing' }, 'a'] } } };
    const uses: JsonObject[] = [{ One: { Type: 'AWS::SNS::Topic', Condition: 'A' } }, { One: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::If': ['A', 'a', 'b'] } } } }];
    for (const Resources of uses) {
      expect(() => process({ ...onNothing, Resources })).toThrow('Unresolved dependencies [Nothing]. Cannot reference resources in the Conditions block of the template');
    }
    expect(() => process({ Conditions: { A: { 'Fn::Not': [{ Condition: 'A' }] } }, Resources: {} })).toThrow('Circular dependency between conditions');
    expect(() => process({ Conditions: { A: { 'Fn::Equals': ['a', { 'Fn::If': ['A', 'a', 'b'] }] } }, Resources: {} })).toThrow('Circular dependency between conditions');
  });

  test('are evaluated once, however many depend on them', () => {
    // Each depends twice on the one before: 2^30 paths.
    const Conditions: JsonObject = Object.fromEntries(Array.from({ length: 30 }, (_, i): [string, JsonObject] => [`C${i}`, i === 0 ? { 'Fn::Equals': ['a', 'a'] } : { 'Fn::And': [{ Condition: `C${i - 1}` }, { Condition: `C${i - 1}` }] }]));
    expect(process({ Conditions, Resources: { R: { Type: 'T', DeletionPolicy: { 'Fn::If': ['C29', 'Retain', 'Delete'] } } } }).Resources.R).toEqual({ Type: 'T', DeletionPolicy: 'Retain' });
  });
});

describe('Fn::ForEach', () => {
  const topic = (name: Json) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: name } });
  const resources = (Resources: JsonObject, more: JsonObject = {}) => process({ Resources, ...more }).Resources;

  test('repeats resources for a list parameter, with the item by Ref and Fn::Sub', () => {
    expect(resources({ 'Fn::ForEach::Topics': ['X', { Ref: 'List' }, { 'Topic${X}': topic({ 'Fn::Join': ['.', [{ Ref: 'X' }, { 'Fn::Sub': '${X}-${Name}' }]] }) }], 'Other': topic('o') })).toEqual({
      Topica: topic('a.a-n'), Topicb: topic('b.b-n'), Topicc: topic('c.c-n'), Other: topic('o'),
    });
  });

  test('repeats several members, and loops in loops', () => {
    const inner = ['Y', ['1', '2'], { 'R${X}${Y}': topic({ 'Fn::Sub': '${X}${Y}' }) }];
    expect(resources({ 'Fn::ForEach::Outer': ['X', ['A', 'B'], { 'R${X}': topic({ Ref: 'X' }), 'Fn::ForEach::Inner': inner }] })).toEqual({
      RA: topic('A'), RA1: topic('A1'), RA2: topic('A2'), RB: topic('B'), RB1: topic('B1'), RB2: topic('B2'),
    });
  });

  test('drops characters that are invalid in a name', () => {
    expect(resources({ 'Fn::ForEach::Nets': ['Net', ['10.0.0.0/16'], { 'Net&{Net}': topic({ Ref: 'Net' }) }] })).toEqual({ Net1000016: topic('10.0.0.0/16') });
  });

  test('replaces an item nowhere else: not in plain strings, nor in &{} in Fn::Sub', () => {
    expect(resources({ 'Fn::ForEach::All': ['X', ['a'], { 'R${X}': topic('${X}') }] })).toEqual({ Ra: topic('${X}') });
    expect(resources({ 'Fn::ForEach::All': ['X', ['a'], { 'R${X}': topic({ 'Fn::Sub': '&{X}' }) }] })).toEqual({ Ra: topic('&{X}') });
  });

  test('repeats properties, conditions and outputs', () => {
    const template = {
      Conditions: { 'Fn::ForEach::Is': ['X', ['a', 'b'], { 'Is${X}': { 'Fn::Equals': [{ Ref: 'X' }, 'a'] } }] },
      Resources: {
        'Fn::ForEach::R': ['X', ['a', 'b'], { 'R${X}': { Type: 'T', Condition: { 'Fn::Sub': 'Is${X}' }, Properties: { 'Fn::ForEach::P': ['Y', ['1', '2'], { 'P${Y}': { Ref: 'X' } }] } } }],
      },
      Outputs: { 'Fn::ForEach::O': ['X', ['a'], { 'O${X}': { Value: { 'Fn::GetAtt': [{ 'Fn::Sub': 'R${X}' }, 'Arn'] } } }] },
    };
    const { Conditions, Resources, Outputs } = process(template);
    expect(Conditions).toEqual({ Isa: { 'Fn::Equals': ['a', 'a'] }, Isb: { 'Fn::Equals': ['b', 'a'] } });
    expect(Resources).toEqual({
      Ra: { Type: 'T', Condition: 'Isa', Properties: { P1: 'a', P2: 'a' } }, Rb: { Type: 'T', Condition: 'Isb', Properties: { P1: 'b', P2: 'b' } },
    });
    expect(Outputs).toEqual({ Oa: { Value: { 'Fn::GetAtt': ['Ra', 'Arn'] } } });
  });

  test('takes its collection from a mapping, which may be empty', () => {
    expect(resources({ 'Fn::ForEach::All': ['X', { 'Fn::FindInMap': ['Map', 'prod', 'Sizes'] }, { 'R${X}': topic({ Ref: 'X' }) }], 'P': topic('p') }))
      .toEqual({ R1: topic('1'), R2: topic('2'), P: topic('p') });
    expect(resources({ 'Fn::ForEach::None': ['X', [], { 'R${X}': topic({ Ref: 'X' }) }], 'P': topic('p') })).toEqual({ P: topic('p') });
  });

  const fragment = { 'R${X}': topic('x') };
  test.each<[string, Json, string]>([
    ['no list', { X: ['a'] }, 'Fn::ForEach layout is incorrect'],
    ['two members', ['X', ['a']], 'Fn::ForEach layout is incorrect'],
    ['an identifier that is no text', [['X'], ['a'], fragment], 'Fn::ForEach layout is incorrect'],
    ['an empty identifier', ['', ['a'], fragment], 'Fn::ForEach layout is incorrect'],
    ['an identifier that is a parameter', ['Name', ['a'], fragment], 'Fn::ForEach layout is incorrect'],
    ['a fragment that is no object', ['X', ['a'], 'x'], 'Fn::ForEach layout is incorrect'],
    ['a text as collection', ['X', 'a', fragment], 'Fn::ForEach layout is incorrect'],
    ['objects as items', ['X', [{ a: 'b', c: 'd' }], fragment], 'Fn::ForEach layout is incorrect'],
    ['a collection that nobody knows', ['X', { 'Fn::GetAtt': ['R', 'Items'] }, fragment], 'Could not find a collection or could not be resolved for Fn::ForEach'],
    ['an item that nobody knows', ['X', ['a', { Ref: 'R' }], fragment], 'Could not find a collection or could not be resolved for Fn::ForEach'],
    ['keys that are the same for all items', ['X', ['a', 'b'], { R: topic('x') }], 'Duplicate key R'],
    ['a condition that is missing', ['X', ['a'], { 'R${X}': { Type: 'T', Condition: 'Is${X}' } }], 'Key Is${X} is missing in the map.'],
    ['six levels', ['A', ['1'], {
      'Fn::ForEach::B': ['B', ['1'], {
        'Fn::ForEach::C': ['C', ['1'], {
          'Fn::ForEach::D': ['D', ['1'], {
            'Fn::ForEach::E': ['E', ['1'], { 'Fn::ForEach::F': ['F', ['1'], { 'R${F}': topic('x') }] }],
          }],
        }],
      }],
    }], 'Fn::ForEach can be nested in 5 levels at most'],
  ])('must not have %s', (_, loop, message) => {
    expect(() => resources({ 'Fn::ForEach::All': loop })).toThrow(`Transform AWS::LanguageExtensions failed with: ${message}`);
  });
});
