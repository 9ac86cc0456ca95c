import { KNOWN_AFTER_APPLY, preview, resolve, Unknown, type Scope } from '../../../../src/account/cloudformation/template/evaluate';
import type { Template } from '../../../../src/account/cloudformation/template/model';

const template = { Mappings: { Map: { top: { key: 'found', list: ['a', 'b'] } } }, Resources: { Res: {}, Later: {} }, Conditions: { Yes: true, No: false } } as unknown as Template;
const later = (id: string) => { if (id === 'Later') throw new Unknown(); };
const scope: Scope = {
  template,
  region: 'eu-west-1',
  parameter: name => ({ 'P': 'p', 'List': ['x', 'y'], 'AWS::Region': 'eu-west-1' }[name]),
  isTrue: condition => condition === 'Yes',
  ref: id => { later(id); return `ref-${id}`; },
  getAtt: (id, attribute) => { later(id); return `${id}:${attribute}`; },
  importValue: name => `imported-${name}`,
};

test.each<[any, unknown]>([
  [{ Ref: 'P' }, 'p'],
  [{ Ref: 'List' }, ['x', 'y']],
  [{ Ref: 'Res' }, 'ref-Res'],
  [{ 'Fn::GetAtt': ['Res', 'Arn'] }, 'Res:Arn'],
  [{ 'Fn::GetAtt': 'Res.Endpoint.Address' }, 'Res:Endpoint.Address'],
  [{ 'Fn::Sub': '${P} ${Res} ${Res.Arn} ${AWS::Region} ${!P} ${!Literal}' }, 'p ref-Res Res:Arn eu-west-1 ${P} ${Literal}'],
  [{ 'Fn::Sub': ['${P} ${x}', { x: { Ref: 'P' }, P: 'shadowed' }] }, 'shadowed p'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'P' }, { Ref: 'AWS::NoValue' }, 1]] }, 'a-p-1'],
  [{ 'Fn::Join': ['-', { Ref: 'List' }] }, 'x-y'],
  [{ 'Fn::Select': ['1', { Ref: 'List' }] }, 'y'],
  [{ 'Fn::Split': ['/', 'a/b'] }, ['a', 'b']],
  [{ 'Fn::If': ['Yes', 'y', 'n'] }, 'y'],
  [[1, { 'Fn::If': ['No', 2, { Ref: 'AWS::NoValue' }] }, 3], [1, 3]],
  [{ a: { 'Fn::If': ['No', 2, { Ref: 'AWS::NoValue' }] }, b: 1 }, { b: 1 }],
  [{ 'Fn::FindInMap': ['Map', 'top', 'key'] }, 'found'],
  [{ 'Fn::FindInMap': ['Map', 'top', 'other', { DefaultValue: 'default' }] }, 'default'],
  [{ 'Fn::Base64': 'text' }, 'dGV4dA=='],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'eu-west-1a'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${P}-x' } }, 'imported-p-x'],
  [{ 'Fn::Length': { Ref: 'List' } }, 2],
  [{ 'Fn::ToJsonString': { a: { Ref: 'P' } } }, '{"a":"p"}'],
  [{ 'Fn::Equals': [{ Ref: 'P' }, 'p'] }, true],
  [{ 'Fn::Equals': ['true', true] }, true],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  [{ 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
  [{ 'Fn::Not': [{ Condition: 'No' }] }, true],
  [{ 'Fn::EachMemberIn': [{ Ref: 'List' }, ['x', 'y', 'z']] }, true],
  [{ 'Fn::EachMemberEquals': [{ Ref: 'List' }, 'x'] }, false],
  [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  [{ Condition: 'no condition of the template' }, { Condition: 'no condition of the template' }],
])('%j is %j', (expression, expected) => expect(resolve(expression, scope)).toEqual(expected));

test.each<[any, string]>([
  [{ 'Fn::FindInMap': ['Map', 'top', 'other'] }, 'Template error: Unable to get mapping for Map::top::other'],
  [{ 'Fn::Select': [2, { Ref: 'List' }] }, 'Fn::Select requires a list argument with two elements'],
  [{ 'Fn::Cidr': ['10.0.0.0/30', 3, 8] }, 'does not hold 3 blocks of 8 bits'],
  [{ 'Fn::Unheard': 1 }, 'the emulator does not support the function Fn::Unheard'],
])('%j is an error', (expression, message) => expect(() => resolve(expression, scope)).toThrow(message));

test('a preview marks each outermost function whose value is unknown', () => {
  const expression = { a: { 'Fn::Join': ['', ['x', { Ref: 'Later' }]] }, b: { Ref: 'Res' }, c: [{ 'Fn::GetAtt': ['Later', 'Arn'] }, 'd'] };
  expect(preview(expression, scope)).toEqual({ a: KNOWN_AFTER_APPLY, b: 'ref-Res', c: [KNOWN_AFTER_APPLY, 'd'] });
});
