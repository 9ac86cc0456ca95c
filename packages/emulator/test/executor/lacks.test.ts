import { approve, pipeline, source } from './support';
import { createAccount } from '../../src/account';
import { lacksOf } from '../../src/executor/lacks';

const action = (name: string, category: 'Deploy' | 'Build', provider: string, region?: string) =>
  ({ name, region, actionTypeId: { category, owner: 'AWS', provider, version: '1' } } as const);

test('providers, regions and triggers that are not run here are told by name', () => {
  const stages = { Source: [source('acme/app')], Go: [approve('Go'), action('Web', 'Deploy', 'ECS'), action('Far', 'Build', 'CodeBuild', 'eu-west-1')] };
  const pullRequest = [{ branches: { includes: ['main'] } }];
  const triggers = [{ providerType: 'CodeStarSourceConnection', gitConfiguration: { sourceActionName: 'Checkout', pullRequest } } as const];
  expect(lacksOf(createAccount(), pipeline('p', stages, { triggers: [...triggers] }))).toEqual([
    expect.stringContaining("action 'Web' is of type Deploy/ECS, which is not run here; run are Source/CodeStarSourceConnection, "),
    "action 'Far' acts in region 'eu-west-1', but this account has 'us-east-1' alone",
    "the trigger of action 'Checkout' waits for pull requests, of which there are none here; pushes of branches and tags are followed",
  ]);
});

test('of a pipeline that runs in full nothing is told', () => {
  expect(lacksOf(createAccount(), pipeline('p', { Source: [source('acme/app')], Go: [approve('Go')] }))).toEqual([]);
});
