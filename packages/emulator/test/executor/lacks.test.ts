import { approve, pipeline, source } from './support';
import { createAccount } from '../../src/account';
import { lacksOf } from '../../src/executor/lacks';

const action = (name: string, category: 'Deploy' | 'Build', provider: string, region?: string) =>
  ({ name, region, actionTypeId: { category, owner: 'AWS', provider, version: '1' } } as const);

test('unsupported providers, regions and triggers are named', () => {
  const stages = { Source: [source('acme/app')], Go: [approve('Go'), action('Web', 'Deploy', 'ECS'), action('Far', 'Build', 'CodeBuild', 'eu-west-1')] };
  const pullRequest = [{ branches: { includes: ['main'] } }];
  const triggers = [{ providerType: 'CodeStarSourceConnection', gitConfiguration: { sourceActionName: 'Checkout', pullRequest } } as const];
  expect(lacksOf(createAccount(), pipeline('p', stages, { triggers: [...triggers] }))).toEqual([
    expect.stringContaining("action 'Web' is of type Deploy/ECS, which the emulator does not run; it runs Source/CodeStarSourceConnection, "),
    "action 'Far' is in region 'eu-west-1', but the emulator runs actions in 'us-east-1' only",
    "the trigger of action 'Checkout' filters pull requests, which the emulator does not have; it has pushes of branches and tags",
  ]);
});

test('a fully supported pipeline lacks nothing', () => {
  expect(lacksOf(createAccount(), pipeline('p', { Source: [source('acme/app')], Go: [approve('Go')] }))).toEqual([]);
});
