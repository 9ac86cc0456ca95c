import { DIRECT_STACK, isOwnName, newSolutionName, sourceBucketName } from '../../conformance/names';
import { solutionNameProblem } from '../../src/model/name-problem';

test('a new solution has a valid name that no other has', () => {
  const names = Array.from({ length: 200 }, newSolutionName);

  expect(names.flatMap(name => solutionNameProblem(name) ?? [])).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('the bucket of the zip files has a name that S3 accepts, for the longest name of a solution', () => {
  expect(sourceBucketName('a'.repeat(20), '123456789012')).toMatch(/^[a-z0-9-]{3,63}$/);
});

test.each([
  'cfm1-core', 'cfm1-types-queue', 'cfm1_types_rule', '/cfm1/core', '/cfm1-base/value', '/aws/lambda/cfm1-core-gate', '/aws/codebuild/cfm1-core-prepare', 'conformance-cfm1-123456789012', 'core.cfm1',
  '/aws/vendedlogs/states/cfm1-types-machine',
])('%s belongs to the run of cfm1', name => {
  expect(isOwnName('cfm1', name)).toBe(true);
});

test.each(['cfm', 'cfm12-core', '/cfm12/core', 'other-cfm1-core', 'core.cfm12', 'core.acfm1', 'conformance-cfm12-1', '/aws/lambda/cfm12-core'])('%s belongs to another', name => {
  expect(isOwnName('cfm1', name)).toBe(false);
});

test('stacks that a check deploys itself are told from those of the solution', () => {
  expect(['-types-queue', '-types', '-core'].map(name => DIRECT_STACK.test(name))).toEqual([true, false, false]);
});
