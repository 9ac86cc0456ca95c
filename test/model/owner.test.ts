import { strongest, strongestFirst } from '../../src/model/owner';

test('the operator takes precedence over the core, and the core over the module itself', () => {
  const [core, operator, self] = (['core', 'operator', 'self'] as const).map(owner => ({ owner }));

  expect(strongestFirst([self, core, operator])).toEqual([operator, core, self]);
  expect(strongestFirst([self])).toEqual([self]);
  expect(strongest(owner => owner === 'operator' ? undefined : `said by ${owner}`)).toBe('said by core');
  expect(strongest(() => undefined)).toBeUndefined();
});
