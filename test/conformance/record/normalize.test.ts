import { normalizeAll, normalizer } from '../../../conformance/record/normalize';

const normalize = normalizer({ solution: 'cfm1a2', accountId: '123456789012', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566', folder: '/tmp/run-1' });

test.each([
  ['arn:aws:sns:eu-west-1:123456789012:cfm1a2-core-notifications', 'arn:aws:sns:<region>:<account>:<solution>-core-notifications'],
  ['cfm1a2-loner-Value-CX01ZULWJ6QB', '<solution>-loner-Value-<random>'],
  ['execution 0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90 of core.cfm1a2', 'execution <uuid> of core.<solution>'],
  [`definitions/${'0a'.repeat(32)}.zip`, 'definitions/<digest>.zip'],
  ['since 2026-12-01T11:38:01.123Z', 'since <time>'],
  ['wrote /tmp/run-1/core, called http://127.0.0.1:4566/', 'wrote <folder>/core, called <endpoint>/'],
  ['AWS::SSM::Parameter of cfm1a2-base: CREATE_COMPLETE', 'AWS::SSM::Parameter of <solution>-base: CREATE_COMPLETE'],
  ['a 1234567890123 is no account', 'a 1234567890123 is no account'],
])('%s is recorded as %s', (text, expected) => {
  expect(normalize(text)).toBe(expected);
});

test('the same happens in all texts of a value, and in its keys', () => {
  expect(normalizeAll({ 'cfm1a2-core': [{ at: new Date(), count: 2, is: true, none: null, id: '123456789012' }] }, normalize))
    .toEqual({ '<solution>-core': [{ at: '<time>', count: 2, is: true, none: null, id: '<account>' }] });
});
