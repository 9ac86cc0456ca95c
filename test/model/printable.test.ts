import * as fc from 'fast-check';
import { parseContract, parseEntry } from '../../src/model/parse';
import { escapeUnprintable, isPrintable, quoteLine } from '../../src/model/printable';

/** Kinds of text that can deceive a terminal, a mail program or a reader; from ECMA-48, xterm's documentation and Unicode's technical report 36. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ['a colour', '\u001b[31mred'],
  ['an erased screen', '\u001b[2J'],
  ['a C1 control sequence', '\u009b2J'],
  ['a link', '\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007'],
  ['a clipboard write', '\u001b]52;c;cm0gLXJm\u0007'],
  ['a window title', '\u009d0;title\u009c'],
  ['a carriage return', 'failed\rSucceeded'],
  ['a backspace', 'no\b\byes'],
  ['a bidirectional override', 'abc\u202etxt.exe'],
  ['a zero-width space', 'dt\u200bc'],
  ['a line separator', 'one\u2028two'],
  ['a lone surrogate', 'x\ud800'],
  ['a tag character', 'x\u{e0041}'],
];
const entry = (parameters: object) => JSON.stringify({ schema: 1, name: 'dtc', source: { kind: 'github', repository: 'acme/cv-dtc', branch: 'main' }, parameters });

test.each(ATTACKS)('%s is refused in entries and contracts, and escaped where it is shown', (_, text) => {
  const { problems } = parseEntry(entry({ Level: text }), 'dtc');
  expect(problems).toEqual([{ where: 'dtc: parameters.Level', message: 'contains unprintable characters, expected printable text on one line' }]);
  const contract = parseContract(JSON.stringify({ schema: 1, name: 'dtc', version: '1.0.0', produces: [], consumes: [text] }), 'contract').problems;
  expect(contract.map(({ message }) => message).every(isPrintable)).toBe(true);
  expect(contract.length).toBeGreaterThan(0);
  expect(isPrintable(escapeUnprintable(text))).toBe(true);
});

test('a line break forges no line in a sentence, and an unprintable name no member', () => {
  expect(quoteLine('missing\nall is well', 100)).toBe('missing / all is well');
  expect(quoteLine('x'.repeat(50), 10)).toBe('xxxxxxx...');
  expect(parseEntry(entry({ 'A\u001b[2J': 'x' }), 'dtc').problems.every(({ where, message }) => isPrintable(where + message))).toBe(true);
});

test('JSON that was escaped is still JSON with the same value', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => {
    const shown = escapeUnprintable(JSON.stringify({ text }));
    expect(JSON.parse(shown)).toEqual({ text });
    expect(isPrintable(shown)).toBe(true);
  }));
});

test('text in any language is unchanged', () => {
  for (const text of ['Öl zu heiß', '車両', 'مركبة', '🚗', 'a – b']) expect(escapeUnprintable(text)).toBe(text);
});
