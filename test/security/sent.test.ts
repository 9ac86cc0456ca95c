import type { AccountPolicies } from './account-policies';
import { placeSolution } from './placed';
import { CODE, EXPLAINED, explained, grantedTo, matches, sentBy } from './sent';
import type { Entry } from '../../src/model/entry';

/**
 * The calls that the solution's own code makes: its actions come from the SDK's operations that it imports and can reach, not from a list. Each is granted to the role
 * that the code runs with, or explained.
 */
jest.setTimeout(60_000);

const ENTRIES: readonly Entry[] = [{ schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' } }];

let policies: AccountPolicies;
beforeAll(async () => { policies = await placeSolution(ENTRIES); });

test.each(Object.keys(CODE))('what the code sends that runs with %s is granted to it', role => {
  const granted = grantedTo(policies, role);
  const sent = sentBy(role);

  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter(action => !granted.some(pattern => matches(pattern, action)) && !explained(role, action).length)).toEqual([]);
});

test('nothing is explained that is granted or not sent', () => {
  const used = Object.keys(CODE).flatMap(role => sentBy(role).filter(action => !grantedTo(policies, role).some(pattern => matches(pattern, action)))
    .flatMap(action => explained(role, action).map(each => `${EXPLAINED.indexOf(each)} ${action}`)));

  expect(EXPLAINED.flatMap(({ actions }, index) => actions.map(action => `${index} ${action}`)).filter(each => !used.includes(each))).toEqual([]);
});
