import { filterOf } from '../../../src/account/logs/filter-pattern';

/** The messages and patterns of "Match terms in unstructured log events" in the CloudWatch Logs user guide, FilterAndPatternSyntax.html. */
const MESSAGES = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 420] INVALID ARGUMENTS',
];

test.each<[string, number[]]>([
  ['ERROR', [0, 1, 2, 3]],
  ['ERROR ARGUMENTS', [2, 3]],
  ['"INVALID ARGUMENTS"', [3]],
  ['"ERROR 41"', [2]],
  ['?BAD ?MISSING', [0, 2]],
  ['ERROR -ARGUMENTS', [0, 1]],
  ['-"BAD REQUEST" -INVALID', [1, 2]],
  ['error', []],
  ['', [0, 1, 2, 3]],
])('the pattern %p selects %p', (pattern, expected) => {
  const isSelected = filterOf(pattern);
  expect(MESSAGES.flatMap((message, index) => isSelected(message) ? [index] : [])).toEqual(expected);
});

test.each(['{ $.level = "ERROR" }', '[ip, user]', '%ERR..%', 'ERROR %4\\d\\d%'])('the pattern %p is refused by name', pattern => {
  expect(() => filterOf(pattern)).toThrow(`got ${pattern}`);
});
