import { strongest, strongestFirst } from '../../src/model/owner';

test('an operator overrules the core, which overrules the module itself', () => {
  const [core, operator, self] = (['core', 'operator', 'self'] as const).map(owner => ({ owner }));

  expect(strongestFirst([self, core, operator])).toEqual([operator, core, self]);
  expect(strongestFirst([self])).toEqual([self]);
  expect(strongest(owner => owner === 'operator' ? undefined : `said by ${owner}`)).toBe('said by core');
  expect(strongest(() => undefined)).toBeUndefined();
});
