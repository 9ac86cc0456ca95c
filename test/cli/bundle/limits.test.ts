import { limitWarnings } from '../../../src/cli/bundle/limits';

test('a solution of usual size is not near any limit', () => {
  expect(limitWarnings(100)).toEqual([]);
});

test('for a large one, the quotas to raise are listed', () => {
  expect(limitWarnings(500)).toEqual([expect.stringContaining('IAM roles')]);
  expect(limitWarnings(900).join()).toMatch(/IAM roles.*pipelines.*stacks/);
});
