import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES, lookUp } from '../src/codes';

test('29 codes are explained, each with something to do', () => {
  assert.equal(Object.keys(CODES).length, 29);
  for (const [code, { description, steps }] of Object.entries(CODES)) {
    assert.match(code, /^P0[0-9A-F]{3}$/);
    assert.ok(description.length > 10, code);
    assert.ok(steps.length > 0, code);
  }
});

test('a code that is urgent says so first', () => {
  for (const code of ['P0217', 'P0524']) assert.match(lookUp(code).steps[0], /^Stop/);
});
