const assert = require('node:assert');
const { test } = require('node:test');
const { handler } = require('./index.js');

test('it greets by name', async () => {
  process.env.GREETING = 'Hi';
  assert.strictEqual(await handler({ name: 'Ann' }), 'Hi, Ann');
});
