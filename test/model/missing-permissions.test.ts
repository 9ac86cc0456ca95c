import type { Permissions } from '../../src/model/entry';
import { missingPermissions, missingPermissionsText } from '../../src/model/missing-permissions';

const of = (actions: string[], resources: string[]) => ({ actions, resources });
const ALERTS = 'arn:*:iot:*:*:topic/alerts/*';

test.each<[string, Permissions, Permissions, Permissions]>([
  ['nothing', [], [], []],
  ['the same', [of(['iot:Publish'], [ALERTS])], [of(['iot:Publish'], [ALERTS])], []],
  ['more', [of(['iot:Publish'], [ALERTS])], [of(['iot:*'], ['*'])], []],
  ['another spelling', [of(['iot:publish'], [ALERTS])], [of(['iot:Publish'], [ALERTS])], []],
  ['in several statements', [of(['iot:Publish', 'iot:Receive'], [ALERTS])], [of(['iot:Publish'], [ALERTS]), of(['iot:Receive'], ['*'])], []],
  ['one action less', [of(['iot:Publish', 'iot:Receive'], [ALERTS])], [of(['iot:Publish'], [ALERTS])], [of(['iot:Receive'], [ALERTS])]],
  ['one resource less', [of(['iot:Publish'], [ALERTS, 'arn:*:iot:*:*:topic/b'])], [of(['iot:Publish'], [ALERTS])], [of(['iot:Publish'], ['arn:*:iot:*:*:topic/b'])]],
  ['a narrower resource', [of(['iot:Publish'], ['*'])], [of(['iot:Publish'], [ALERTS])], [of(['iot:Publish'], ['*'])]],
  ['a narrower action', [of(['iot:Get*'], ['*'])], [of(['iot:GetPolicy'], ['*'])], [of(['iot:Get*'], ['*'])]],
  ['what only looks the same to a regular expression', [of(['iot:Publish'], ['arn:aws:iot:::axb'])], [of(['iot:Publish'], ['arn:aws:iot:::a.b'])], [of(['iot:Publish'], ['arn:aws:iot:::axb'])]],
])('an entry that permits %s', (_, declared, permitted, expected) => expect(missingPermissions(declared, permitted)).toEqual(expected));

test('the line for operators has all that the entry needs then', () => {
  expect(missingPermissionsText([of(['iot:Publish'], [ALERTS])], [of(['geo:GetPlace'], ['*'])])).toBe(
    `asks for iot:Publish on ${ALERTS}, which its entry does not permit: permissions: [{ actions: ['geo:GetPlace'], resources: ['*'] }, { actions: ['iot:Publish'], resources: ['${ALERTS}'] }]`);
  expect(missingPermissionsText([], [])).toBeUndefined();
});
