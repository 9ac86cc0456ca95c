import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { wrongIndentation } from '../../src/yaml/indentation';
import { readTemplate } from '../../src/yaml/template-text';

const problems = (...lines: string[]) => readTemplate(lines.join('\n'), 't.yaml').problems;

test.each([
  ['deeper than a line that has a value', ['A:', '  B: 1', '   C: 2', '  D:', '    - E: 1'], 't.yaml:3:4: not valid YAML: the line is indented by 3 spaces, expected 2, which the content of line 2 is indented by, because that line has a value already'],
  ['a line later than the parser shows it', ['A:', '  B: text', '    C:', '      - D: 1', '        E: 2', '  F:', '    - 1'], 't.yaml:3:5: not valid YAML: the line is indented by 4 spaces, expected 2'],
  ['between two levels', ['A:', '  B:', '    C: 1', '   D: 2', 'E: 3'], 't.yaml:4:4: not valid YAML: the line is indented by 3 spaces, expected 2 or 4, as the lines above'],
  ['between an item and its members', ['A:', '  - B: 1', '    C: 2', '   D: 3'], 't.yaml:4:4: not valid YAML: the line is indented by 3 spaces, expected 2 or 4'],
  ['after a block scalar and brackets', ['A:', '  B: |', '      text: with', '    a: colon', '  C: { D: 1,', '      E: 2 }', ' F: 3', '  G: 4'], 't.yaml:7:2: not valid YAML: the line is indented by 1 space, expected 0 or 2'],
  ['below a value with a tag', ['A:', '  B: !Ref X', '     C: 2'], 't.yaml:3:6: not valid YAML: the line is indented by 5 spaces, expected 2'],
])('an indentation is reported once, in the line where it goes wrong: %s', (_, lines, message) => {
  expect(problems(...lines)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['a bracket that is not closed', ['A: [1, 2', 'B: 1'], /^t\.yaml:\d+:\d+: not valid YAML: /],
  ['a quote that is not closed', ['A: "text', 'B: 1'], /^t\.yaml:\d+:\d+: not valid YAML: /],
])('other mistakes are reported once, as the parser finds them: %s', (_, lines, message) => {
  expect(problems(...lines)).toEqual([expect.stringMatching(message)]);
});

test('all keys that are repeated are reported', () => {
  expect(problems('A: 1', 'A: 2', 'B: 1', 'B: 2')).toHaveLength(2);
});

test('a text in UTF-16 is recognized', () => {
  for (const bytes of [Buffer.from('\uFEFFA: 1\n', 'utf16le'), Buffer.from('\uFEFFA: 1\n', 'utf16le').swap16()]) {
    expect(problems(bytes.toString('utf8'))).toEqual(['t.yaml: is UTF-16, expected UTF-8; save it in that encoding (in PowerShell: Set-Content -Encoding utf8)']);
  }
  expect(problems('\uFEFFA: 1')).toEqual([]);
});

test('in valid YAML, no indentation is wrong', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), fc.boolean(), (value, indentSeq) => {
    expect(wrongIndentation(stringify({ Root: value }, { indentSeq, lineWidth: 0 }))).toBeUndefined();
  }));
});
