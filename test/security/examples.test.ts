import { requestsBehind, requestsOfCall } from './calls';
import { Evaluator } from './evaluator';
import { type Deployed, deployReferenceSolution, deployRoleOf } from './reference';
import { requestsOfStacks } from './stacks';
import { ALL } from '../examples/modules';

jest.setTimeout(240_000);

let deployed: Deployed;
beforeAll(async () => { deployed = await deployReferenceSolution(); });

test.each(ALL)('the resources of %s can be created, changed and deleted with the role that deploys it', async name => {
  const role = deployRoleOf(name);
  const { account, policies, calls } = deployed;
  const requests = [...requestsOfStacks(account, policies), ...calls.flatMap(call => [...requestsOfCall(call, policies), ...requestsBehind(call)])]
    .filter(request => request.role === role);

  expect(requests.length).toBeGreaterThan(20);
  expect(await new Evaluator(policies).refused(requests)).toEqual([]);
});
