import type { AccountPolicies } from './account-policies';
import { documentedOf, ENTRIES } from './documented';
import { Evaluator } from './evaluator';
import { placeSolution } from './placed';
import { coreTemplate } from '../pipelines/solution';

jest.setTimeout(60_000);

let policies: AccountPolicies;
let iam: Evaluator;
beforeAll(async () => {
  policies = await placeSolution(ENTRIES);
  iam = new Evaluator(policies);
});

test.each(documentedOf({ keyOfBucket: new Map() } as AccountPolicies).map(({ title }) => title))('%s', async title => {
  const { granted, denied } = documentedOf(policies).find(each => each.title === title)!;

  expect(granted.length + denied.length).toBeGreaterThan(0);
  expect(await iam.refused(granted)).toEqual([]);
  expect(await iam.allowed(denied)).toEqual([]);
});

// https://github.com/Miserlou/Zappa/issues/381: EventBridge refuses a rule whose role does not exist yet.
test('a rule is created after the role that it starts a pipeline with', () => {
  const { Resources } = coreTemplate().toJSON();

  expect(Resources.DirectoryRule.Properties.Targets[0].RoleArn).toEqual({ 'Fn::Sub': '${StartRole.Arn}' });
});
