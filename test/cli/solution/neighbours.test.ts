import { neighbourProblems, withinNames } from '../../../src/cli/solution/neighbours';

const core = (solution: string) => ({ name: `${solution}-core`, tags: { 'insync:solution': solution } });
const modules = (solution: string) => ({ name: `${solution}-modules`, tags: { 'insync:solution': solution } });
const FOREIGN = { name: 'cv-x-core', tags: {} };

test.each([['cv', 'cv-x'], ['cv-x', 'cv']])('the solution %s is not set up beside %s, whose names overlap', (newcomer, other) => {
  const [{ message }] = neighbourProblems(newcomer, [core(newcomer), core(other), modules(other)]);

  expect(message).toContain(`"${newcomer}" cannot be in the same account and region as "${other}"`);
  expect(message).toContain(`delete the stack ${newcomer}-core`);
});

test('an existing solution continues when another one tries to be set up beside it', () => {
  expect(neighbourProblems('cv', [core('cv'), modules('cv'), core('cv-x')])).toEqual([]);
});

test('solutions with other names, and stacks without a solution, do not matter', () => {
  expect(neighbourProblems('cv', [core('cv'), core('fleet'), core('cvx'), FOREIGN, { name: 'cv-fleet', tags: { 'insync:solution': 'cv' } }])).toEqual([]);
});

test('modules must not overlap the names of another solution, except one whose names contain theirs', () => {
  expect(withinNames('cv', [core('cv'), core('cv-x'), core('fleet')])).toEqual(['cv-x']);
  expect(withinNames('cv-x', [core('cv'), core('cv-x')])).toEqual([]);
});
