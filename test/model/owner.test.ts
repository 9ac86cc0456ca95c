import { strongest, strongestFirst } from '../../src/model/owner';

test('the operator takes precedence over the core, and the core over the module itself', () => {
  const [core, operator, self] = (['core', 'operator', 'self'] as const).map(owner => ({ owner }));

  expect(strongestFirst([self, core, operator])).toEqual([operator, core, self]);
  expect(strongestFirst([self])).toEqual([self]);
  expect(strongest('operator', 'core', 'self')).toBe('operator');
  expect(strongest(undefined, 'core', 'self')).toBe('core');
  expect(strongest(undefined, undefined, 'self')).toBe('self');
  expect(strongest(undefined, undefined, undefined)).toBeUndefined();
});
