import { Evaluator } from './evaluator';
import { CORES, ENTRIES } from './granted-by-l2';
import { type Handled, handledIn, OPERATIONS, requestsOfHandlers } from './handled';
import { placeAccount, placeSolution } from './placed';
import { requestsOfPromised, TYPES } from './promised';
import { refusedBy } from './question';
import { type Deployed, deployReferenceSolution, SOLUTION } from './reference';
import { deliveryStackName } from '../../src/model/names';
import { handlersOf, permissionsOf, rulesOf } from '@cv-insync/emulator/facts';

/**
 * Every permission of every handler, of every type that a role of the solution handles: granted, or excluded by a rule. What handlers need comes from CloudFormation's
 * registry schemas, what policies allow is decided by @cloud-copilot/iam-simulate: neither was written here.
 */
jest.setTimeout(120_000);

let deployed: Deployed;
let handled: readonly Handled[];
beforeAll(async () => {
  deployed = await deployReferenceSolution();
  handled = handledIn(deployed);
});

const permissionsOfType = (type: string) => [...new Set(OPERATIONS.flatMap(operation => permissionsOf(type, operation) ?? []))];

test('every permission of every handler is granted to the role that needs it, or excluded by a rule', async () => {
  const requests = requestsOfHandlers(handled);
  const pairs = [...new Map(handled.map(({ role, resource: { type } }) => [`${role} ${type}`, { role, type }])).values()];

  expect(await new Evaluator(deployed.policies).refused(requests)).toEqual([]);
  expect(handled.filter(({ resource: { type } }) => handlersOf(type) === undefined)).toEqual([]);
  expect(pairs.length).toBeGreaterThan(100);
  expect(requests.length).toBeGreaterThan(2000);
});

test('so is every permission of the handlers of cores and deliveries from buckets', async () => {
  for (const core of CORES) {
    const { account, policies } = await placeAccount(ENTRIES, core);
    const requests = requestsOfHandlers(handledIn({ account }));

    expect(requests.length).toBeGreaterThan(300);
    expect(refusedBy(policies, requests)).toEqual([]);
  }
});

test('what the page for authors promises without further permissions is granted: to modules, and to core modules but for what it says', async () => {
  const requests = requestsOfPromised();

  expect(TYPES.length).toBeGreaterThan(50);
  expect(requests.filter(({ role }) => role.endsWith('-core-deploy')).length).toBeGreaterThan(1000);
  expect(refusedBy(await placeSolution(ENTRIES), requests)).toEqual([]);
});

test('the roles are all that deploy anything', () => {
  const roles = new Set(handled.map(({ role }) => role));

  expect([...roles].filter(role => !role.endsWith('-deploy')).sort()).toEqual([`${SOLUTION}-core-deliver`]);
  expect([...roles].filter(role => role.startsWith(deliveryStackName(SOLUTION, ''))).length).toBeGreaterThan(5);
});

test('a rule excludes no permission without its reason', () => {
  const rules = handled.flatMap(({ resource: { type } }) => permissionsOfType(type).flatMap(action => rulesOf(type, action)));

  expect(new Set(rules).size).toBeGreaterThan(30);
  expect(rules.filter(({ because }) => because.length < 20)).toEqual([]);
});
