import { readTemplate } from '../../src/yaml/template-text';

const TEXT = `Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub
        - '\${A}-\${B}'
        - A: !ImportValue fleet-table
          B: 1
      Tags:
        - Key: a
          Value: !If [C, !Ref D, x]
`;

test('short forms of functions are read as their long forms', () => {
  expect(readTemplate(TEXT, 'cloudformation.yaml').value).toEqual({
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: { 'Fn::Sub': ['${A}-${B}', { A: { 'Fn::ImportValue': 'fleet-table' }, B: 1 }] },
          Tags: [{ Key: 'a', Value: { 'Fn::If': ['C', { Ref: 'D' }, 'x'] } }],
        },
      },
    },
  });
});

test.each([
  [['Resources', 'Table'], '2:3'],
  [['Resources', 'Table', 'Properties', 'TableName', 'Fn::Sub', 1, 'A', 'Fn::ImportValue'], '7:11'],
  [['Resources', 'Table', 'Properties', 'Tags', 0, 'Value', 'Fn::If', 1, 'Ref'], '11:31'],
  [['Resources', 'Table', 'Properties', 'Missing', 'Part'], '4:5'],
  [[], '1:1'],
])('the place of %j is %s', (path, place) => {
  expect(readTemplate(TEXT, 't.yaml').place(path)).toBe(`t.yaml:${place}`);
});

test.each([
  ['a: 1\n b: 2', 't.yaml:2:2: not valid YAML: the line is indented by 1 space, expected 0'],
  ['a: 1\na: 2', 't.yaml:2:1: not valid YAML: Map keys must be unique'],
  ['- a', 't.yaml:1:1: not a template, expected a mapping with Resources'],
  ['', 't.yaml:1:1: not a template'],
])('%j is not a template, and the message says where', (text, problem) => {
  const { value, problems } = readTemplate(text, 't.yaml');

  expect({ value, first: problems[0] }).toEqual({ value: undefined, first: expect.stringContaining(problem) });
});

test('JSON is read as well', () => {
  const { value, place } = readTemplate('{\n  "Resources": {\n    "A": { "Type": "B" }\n  }\n}', 't.yaml');

  expect(value).toEqual({ Resources: { A: { Type: 'B' } } });
  expect(place(['Resources', 'A'])).toBe('t.yaml:3:5');
});
