import { limitWarnings } from '../../../src/cli/bundle/limits';

test('a solution of usual size is near no limit', () => {
  expect(limitWarnings(100)).toEqual([]);
});

test('a large one is told which quotas to have raised', () => {
  expect(limitWarnings(500)).toEqual([expect.stringContaining('IAM roles')]);
  expect(limitWarnings(900).join()).toMatch(/IAM roles.*pipelines.*stacks/);
});
