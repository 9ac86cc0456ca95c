import { heldBackVariable } from '../../../src/cli/bundle/held-back-variable';

test('held-back modules are exported unchanged', () => {
  expect(JSON.parse(heldBackVariable([{ module: 'dtc', reason: 'api requires it' }]))).toEqual([{ module: 'dtc', reason: 'api requires it' }]);
  expect(heldBackVariable([])).toBe('[]');
});

test('it stays small and valid JSON, however many modules are held back', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ module: `m${index}`, reason: 'é'.repeat(4000) }));
  const text = heldBackVariable(many);

  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16_000);
  expect(JSON.parse(text)[0]).toEqual({ module: 'm0', reason: `${'é'.repeat(297)}...` });
});
