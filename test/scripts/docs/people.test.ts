import { authorPolicy, operatorPolicy, peoplePage } from '../../../scripts/docs/people';
import { actionFact } from '@cv-insync/emulator/facts';

const POLICIES = { operator: operatorPolicy('connected-vehicle'), author: authorPolicy('connected-vehicle', 'dtc') };

test('docs/operators.md has the policies of people', () => {
  const { written, current } = peoplePage();

  expect(written).toBe(current);
  for (const policy of Object.values(POLICIES)) expect(written).toContain(JSON.stringify(policy, undefined, 2));
});

describe.each(Object.entries(POLICIES))('the policy of the %s', (_, policy) => {
  const actions = policy.Statement.flatMap(({ Action }) => Action);

  test('names actions that AWS lists, and no pattern of actions', () => {
    expect(actions.filter(action => actionFact(action) === undefined)).toEqual([]);
  });

  test('names resources, but for what AWS narrows no further when all stacks are listed', () => {
    expect(policy.Statement.filter(({ Resource }) => [Resource].flat().includes('*')).map(({ Action }) => Action)).toEqual([['cloudformation:DescribeStacks']]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 6,144 characters for a managed policy
  test('fits a managed policy with the longest names', () => {
    const longest = [operatorPolicy('s'.repeat(20)), authorPolicy('s'.repeat(20), 'm'.repeat(24))];
    expect(Math.max(...longest.map(each => JSON.stringify(each).length))).toBeLessThan(6144);
  });
});
