import { parseTemplate } from '../../../../src/account/cloudformation/template/parse';

const value = (line: string) => parseTemplate(`Resources: ${line}`).Resources;

test.each<[string, unknown]>([
  ['!Ref A', { Ref: 'A' }],
  ['!GetAtt A.B', { 'Fn::GetAtt': ['A', 'B'] }],
  ['!GetAtt A.Outputs.B', { 'Fn::GetAtt': ['A', 'Outputs.B'] }],
  ['!GetAtt [A, B]', { 'Fn::GetAtt': ['A', 'B'] }],
  ["!Sub '${A}-x'", { 'Fn::Sub': '${A}-x' }],
  ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
  ['!Join [",", [!Ref A, !Ref B]]', { 'Fn::Join': [',', [{ Ref: 'A' }, { Ref: 'B' }]] }],
  ['!If [C, !Ref A, !Ref "AWS::NoValue"]', { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
  ['!Condition C', { Condition: 'C' }],
  ['!Transform {Name: X, Parameters: {}}', { 'Fn::Transform': { Name: 'X', Parameters: {} } }],
  ['!ImportValue {Fn::Sub: "${A}"}', { 'Fn::ImportValue': { 'Fn::Sub': '${A}' } }],
  ['!Base64 {Ref: A}', { 'Fn::Base64': { Ref: 'A' } }],
  ['{a: True, b: 1, c: 2012-10-17, d: yes}', { a: true, b: 1, c: '2012-10-17', d: 'yes' }],
])('YAML %s', (line, expected) => expect(value(line)).toEqual(expected));

test('YAML may share nodes by anchors and merge keys', () => {
  expect(parseTemplate('A: &a {x: 1}\nB:\n  <<: *a\n  y: 2')).toEqual({ A: { x: 1 }, B: { x: 1, y: 2 } });
});

test.each([
  ['{"a"="b"}', 'Template format error: JSON not well-formed. (line 1, column 6)'],
  ['{\n  "a": 1,\n  "b" }', 'Template format error: JSON not well-formed. (line 3, column 8)'],
  ['a:\n  b: 1\n c: 2', 'Template format error: YAML not well-formed.'],
  ['https://example.com/template.yaml', 'Template format error: unsupported structure.'],
  ['[]', 'Template format error: unsupported structure.'],
  ['', 'Template format error: unsupported structure.'],
])('%j is refused', (text, message) => expect(() => parseTemplate(text)).toThrow(message));
