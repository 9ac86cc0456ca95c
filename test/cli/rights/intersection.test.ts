import { assert, property, string, stringMatching } from 'fast-check';
import { commonResource, commonText } from '../../../src/cli/rights/intersection';
import { evaluate } from '@cv-insync/emulator/iam';

const PATTERNS = stringMatching(/^[ab*?]{0,8}$/);
const matches = (pattern: string, text: string) => new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 's').test(text);

test('the common text of two patterns matches both', () => {
  assert(property(PATTERNS, PATTERNS, (left, right) => {
    const text = commonText(left, right);
    return text === undefined || matches(left, text) && matches(right, text);
  }), { numRuns: 2_000 });
});

test('patterns that match a text have a common one', () => {
  assert(property(string({ unit: 'grapheme', maxLength: 6 }), PATTERNS, PATTERNS, (text, left, right) =>
    !matches(left, text) || !matches(right, text) || commonText(left, right) !== undefined), { numRuns: 2_000 });
  // Patterns that are made of a text always match it.
  assert(property(stringMatching(/^[ab]{1,8}$/), stringMatching(/^[*?.]{8}$/), stringMatching(/^[*?.]{8}$/), (text, left, right) => {
    const patternOf = (mask: string) => [...text].map((character, at) => mask[at] === '.' ? character : mask[at]).join('');
    return commonText(patternOf(left), patternOf(right)) !== undefined;
  }), { numRuns: 2_000 });
});

// Wildcards do not reach across the first colons of an ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
test.each([
  ['arn:aws:s3:::*', 'arn:*:s3:::cv-*', true],
  ['arn:aws:s3:::other-*', 'arn:*:s3:::cv-*', false],
  ['arn:aws:sqs:*:*:x', 'arn:*:sns:*:*:*', false],
  ['arn:aws:logs:us-east-1:111122223333:log-group:a:*', 'arn:*:logs:*:*:log-group:*:log-stream:*', true],
  ['arn:aws:*', 'arn:aws:s3:::x', false],
  ['*', 'arn:*:s3:::cv-*', true],
  ['*', '*', true],
])('%s and %s have a resource in common: %s', (left, right, expected) => {
  const common = commonResource(left, right);
  expect(common !== undefined).toBe(expected);
  if (common === undefined || common === 'x') return;
  const allows = (resource: string) => evaluate(
    { principal: 'arn:aws:iam::111122223333:user/a', action: 's3:GetObject', resource: common, context: {} },
    { identity: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: resource }] }] },
  ).allowed;
  expect([allows(left), allows(right)]).toEqual([true, true]);
});
