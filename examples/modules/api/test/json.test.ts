import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonOf, numberOf } from '../src/json';

test('what JSON has a form for is as it is', () => {
  const item = { text: 'Größe', number: 0.5, yes: true, nothing: null, list: [1, { deep: [] }] };

  assert.deepEqual(JSON.parse(jsonOf(item)), item);
});

test('sets are arrays and binary is base64, however deep', () => {
  const bytes = new Uint8Array([0, 1, 254, 255]);

  assert.deepEqual(JSON.parse(jsonOf({ texts: new Set(['b', 'a']), deep: [{ numbers: new Set([3, 1]), bytes, many: new Set([bytes]) }], empty: new Uint8Array() })), {
    texts: ['b', 'a'], deep: [{ numbers: [3, 1], bytes: 'AAH+/w==', many: ['AAH+/w=='] }], empty: '',
  });
});

for (const [text, expected] of [
  ['0', 0], ['-0.5', -0.5], ['100', 100], ['1E+2', 100], ['0.0000001', 1e-7], ['1E-130', 1e-130], ['9.99E+125', 9.99e125], ['0.30000000000000004', 0.1 + 0.2],
  ['9007199254740991', Number.MAX_SAFE_INTEGER], ['1000000000000000000000000', 1e24],
] as const) {
  test(`${text} is a number`, () => assert.equal(numberOf(text), expected));
}

for (const text of ['9007199254740993', '-12345678901234567890', '0.12345678901234567890123456789', '99999999999999999999999999999999999999']) {
  test(`${text} stays a text, which keeps all of it`, () => assert.equal(numberOf(text), text));
}
