import { parseTemplate } from '../../../../src/account/cloudformation/template/parse';
import { validateTemplate } from '../../../../src/account/cloudformation/template/validate';
import { parameter } from '../testing';

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`A${i}`, 'x']));
const withMappings = (Mappings: unknown) => () => validateTemplate(JSON.parse(JSON.stringify({ Mappings, Resources: { P: parameter('x') } })));

describe('a mapping', () => {
  test.each<[string, unknown]>([
    ['texts and lists', { Map: { key: { Text: 'x', List: ['a', 'b'], Number: 1, Flag: true } } }],
    ['element names of letters, digits, dashes and dots', { Map: { 'us-east-1': { A: 'x' }, '1.2': { A: 'x' } } }],
    ['200 attributes', { Map: { key: many(200) } }],
    ['a default text', { Map: { Default: 'x' } }],
    ['nothing', {}],
  ])('may hold %s', (_, mappings) => expect(withMappings(mappings)).not.toThrow());

  // Sources of the messages: LocalStack's recordings test_mapping_*; cfn-lint #2004; aws-cdk #18789, #16866; serverless-application-model
  // #1608; awslabs' reports of "Mappings Default"; quotas: CloudFormation user guide, "Understand CloudFormation quotas".
  test.each<[string, unknown, string]>([
    ['one level', { Map: { A: 'x' } }, 'Template format error: Every Mappings member A must be a map'],
    ['no level', { Map: 'x' }, 'Template format error: Every Mappings member Map must be a map'],
    ['three levels', { Map: { A: { B: { C: 'x' } } } }, 'Template format error: Every Mappings attribute must be a String or a List.'],
    ['references', { Map: { A: { B: { Ref: 'P' } } } }, 'Template format error: Every Mappings attribute must be a String or a List.'],
    ['lists of lists', { Map: { A: { B: [['x']] } } }, 'Template format error: Every Mappings attribute must be a String or a List.'],
    ['nulls', { Map: { A: { B: null } } }, "[/Mappings/Map/A/B] 'null' values are not allowed in templates"],
    ['an element name with a slash', { Map: { '10.0.0.0/16': { A: 'x' } } }, "Template format error: Mappings element name '10.0.0.0/16' must be non-empty and can contain only alphanumerics, '-' or '.'"],
    ['an empty element name', { Map: { '': { A: 'x' } } }, "Template format error: Mappings element name '' must be non-empty"],
    ['an attribute name with a dash', { Map: { A: { 'us-east-1': 'x' } } }, "Template format error: Mappings attribute name 'us-east-1' must contain only alphanumeric characters."],
    ['an attribute name with an underscore', { Map: { A: { LAMBDA_ROLE: 'x' } } }, "Template format error: Mappings attribute name 'LAMBDA_ROLE' must contain only alphanumeric characters."],
    ['a name with a dash', { 'My-Map': { A: { B: 'x' } } }, 'Template format error: Mapping name My-Map is non alphanumeric.'],
    ['a default that is no text', { Map: { Default: { A: 'x' } } }, 'Template format error: Every Mappings Default must be a String.'],
    ['201 attributes', { Map: { A: many(201) } }, 'Template format error: Number of mapping attributes, 201, is greater than maximum allowed, 200'],
    ['a name of 256 characters', { ['M'.repeat(256)]: { A: { B: 'x' } } }, 'Template format error: Mappings name length, 256, is greater than maximum allowed, 255'],
  ])('must not have %s', (_, mappings, message) => expect(withMappings(mappings)).toThrow(message));

  test('is one of 200 at most', () => {
    const mappings = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`M${i}`, { A: { B: 'x' } }]));
    expect(withMappings(mappings)).toThrow('Number of mappings, 201, is greater than maximum allowed, 200');
  });

  test('must not have numbers as keys', () => {
    // cfn-lint #292.
    const text = 'Mappings:\n  AccountMap:\n    123456789012:\n      Some: Foo\nResources: {}';
    expect(() => parseTemplate(text)).toThrow('Template format error: [/Mappings/AccountMap] map keys must be strings; received numeric [123456789012] instead');
    expect(parseTemplate(text.replace('123456789012', "'123456789012'")).Mappings).toEqual({ AccountMap: { 123456789012: { Some: 'Foo' } } });
  });
});

const UNSUPPORTED = 'Supported functions are: [Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, '
  + 'Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]';

describe('without the transform AWS::LanguageExtensions', () => {
  const Mappings = { Map: { a: { B: 'x' } } };
  test.each<[string, unknown, string]>([
    ['Fn::Length', { 'Fn::Length': ['a'] }, `Template error: Encountered unsupported function: Fn::Length ${UNSUPPORTED}`],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': {} }, `Template error: Encountered unsupported function: Fn::ToJsonString ${UNSUPPORTED}`],
    ['a misspelled function', { 'Fn::Getatt': 'A.B' }, `Template error: Encountered unsupported function: Fn::Getatt ${UNSUPPORTED}`],
    ['a default of Fn::FindInMap', { 'Fn::FindInMap': ['Map', 'a', 'C', { DefaultValue: 'x' }] },
      'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value'],
    ['a function in Ref', { Ref: { 'Fn::Sub': 'P' } }, 'Template error: every Ref object must have a single String value.'],
    ['a function in Fn::GetAtt', { 'Fn::GetAtt': [{ 'Fn::Sub': 'P' }, 'Arn'] }, 'Template error: every Fn::GetAtt object requires two non-empty parameters'],
    ['no attribute in Fn::GetAtt', { 'Fn::GetAtt': ['P', ''] }, 'Template error: every Fn::GetAtt object requires two non-empty parameters'],
  ])('%s is an error', (_, value, message) => {
    expect(() => validateTemplate(JSON.parse(JSON.stringify({ Mappings, Resources: { P: parameter('x'), Q: parameter(value) } })))).toThrow(message);
  });

  test.each<[string, object, string]>([
    ['a loop of resources', { Resources: { 'Fn::ForEach::All': ['X', ['a'], {}] } }, 'Template format error: [/Resources/Fn::ForEach::All] resource definition is malformed'],
    ['a function as Condition', { Resources: { P: parameter('x', { Condition: { Ref: 'A' } }) } }, 'Template format error: Every Condition member must be a string.'],
    ['a condition function as output', { Resources: { P: parameter('x') }, Outputs: { O: { Value: { 'Fn::Equals': ['a', 'b'] } } } },
      'Template format error: The Value field of every Outputs member must evaluate to a String.'],
    ['an object as output', { Resources: { P: parameter('x') }, Outputs: { O: { Value: { a: 'b', c: 'd' } } } },
      'Template format error: The Value field of every Outputs member must evaluate to a String.'],
  ])('%s is an error', (_, template, message) => {
    expect(() => validateTemplate(JSON.parse(JSON.stringify(template)))).toThrow(message);
  });

  test('a condition may have any name', () => {
    // Recorded by LocalStack: test_using_pseudoparameters_in_places[condition].
    const template = { Conditions: { 'AWS::NoValue': { 'Fn::Equals': ['a', 'a'] } }, Resources: { P: parameter('x', { Condition: 'AWS::NoValue' }) } };
    expect(() => validateTemplate(template as any)).not.toThrow();
  });
});

describe('a condition', () => {
  const withConditions = (Conditions: object) => () => validateTemplate(JSON.parse(JSON.stringify({ Conditions, Resources: { P: parameter('x') } })));
  const equals = (value: unknown) => ({ 'Fn::Equals': ['a', value] });

  test.each<[string, object]>([
    ['Condition', { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } }],
    ['Fn::If', { A: equals({ 'Fn::If': ['A', 'a', 'b'] }) }],
    ['Fn::If in a key of a map', { A: equals({ 'Fn::FindInMap': [{ Name: { 'Fn::If': ['B', 'a', 'b'] } }, 'a', 'B'] }), B: { 'Fn::Not': [{ Condition: 'A' }] } }],
  ])('must not depend on itself through %s', (_, conditions) => expect(withConditions(conditions)).toThrow('Template error: Circular dependency between conditions: [A'));

  test('must not use an undefined one in Fn::If', () => {
    expect(withConditions({ A: equals({ 'Fn::If': ['B', 'a', 'b'] }) })).toThrow('Template error: unresolved condition dependency B in Fn::If');
  });

  test('is checked once, however many depend on it', () => {
    expect(withConditions(layers(30))).not.toThrow();
  });
});

/** Conditions of which each depends twice on the one before: more paths than can be walked. */
const layers = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`C${i}`, i === 0 ? { 'Fn::Equals': ['a', 'a'] } : { 'Fn::And': [{ Condition: `C${i - 1}` }, { Condition: `C${i - 1}` }] }]));
