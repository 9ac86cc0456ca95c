import { windowOf } from '../../../src/account/codepipeline/deployment-window';

/** Fields, characters, examples and time zones of "DeploymentWindow" in the rule reference of the CodePipeline user guide. December 1, 2026 is a Tuesday. */
test.each<[cron: string, timeZone: string | undefined, inside: string, outside: string]>([
  // The example of the page.
  ['0 0 9-17 ? * MON-FRI *', 'PST', '2026-12-01T17:00:30Z', '2026-12-01T16:00:00Z'],
  ['* * 9-17 ? * MON-FRI', undefined, '2026-12-01T09:59:59Z', '2026-12-01T18:00:00Z'],
  ['* * 9-17 ? * 2-6', 'UTC', '2026-12-04T12:00:00Z', '2026-12-05T12:00:00Z'],
  ['* * 9-17 ? * mon,WED,fri', 'UTC', '2026-12-02T12:00:00Z', '2026-12-01T12:00:00Z'],
  ['* 0/15 * * * ?', 'UTC', '2026-12-01T12:45:10Z', '2026-12-01T12:46:00Z'],
  ['* 5/15 * * * ?', 'UTC', '2026-12-01T12:20:00Z', '2026-12-01T12:00:00Z'],
  ['* */15 * * * ?', 'UTC', '2026-12-01T12:00:00Z', '2026-12-01T12:05:00Z'],
  ['* * * L * ?', 'UTC', '2026-12-31T12:00:00Z', '2026-12-30T12:00:00Z'],
  ['* * * LW * ?', 'UTC', '2027-01-29T12:00:00Z', '2027-01-31T12:00:00Z'],
  // May 15, 2027 is a Saturday.
  ['* * * 15W * ?', 'UTC', '2027-05-14T12:00:00Z', '2027-05-15T12:00:00Z'],
  ['* * * ? * L', 'UTC', '2026-12-05T12:00:00Z', '2026-12-06T12:00:00Z'],
  ['* * * ? * 6L', 'UTC', '2026-12-25T12:00:00Z', '2026-12-18T12:00:00Z'],
  ['* * * ? * 6#3', 'UTC', '2026-12-18T12:00:00Z', '2026-12-11T12:00:00Z'],
  ['* * * ? JAN-MAR ? 2027-2030', 'UTC', '2027-02-01T12:00:00Z', '2026-12-01T12:00:00Z'],
  ['* * 9-17 ? * *', 'America/New_York', '2026-12-01T14:00:00Z', '2026-12-01T13:59:59Z'],
  ['* * 9-17 ? * *', 'UTC+05:30', '2026-12-01T03:30:00Z', '2026-12-01T03:29:00Z'],
  ['* * 9-17 ? * *', 'UTC-03:00', '2026-12-01T12:00:00Z', '2026-12-01T11:59:00Z'],
  ['* * 9-17 ? * *', 'EST', '2026-12-01T14:00:00Z', '2026-12-01T13:00:00Z'],
])('%s in %s contains %s, but not %s', (cron, timeZone, inside, outside) => {
  const window = windowOf(cron, timeZone);
  expect([inside, outside].map(time => window.contains(new Date(time)))).toEqual([true, false]);
});

test('has a next opening, or none', () => {
  expect(windowOf('* * 9-17 ? * MON-FRI').next(new Date('2026-12-05T12:00:00Z'))).toEqual(new Date('2026-12-07T09:00:00Z'));
  const now = new Date('2026-12-07T09:30:00Z');
  expect(windowOf('* * 9-17 ? * MON-FRI').next(now)).toBe(now);
  expect(windowOf('* * * ? * * 2020').next(now)).toBeUndefined();
});

test.each<[string, string | undefined, string]>([
  ['0 9 * * *', undefined, '6 or 7 fields (seconds to year), got 5'],
  ['* 60 9 ? * *', undefined, "Cron '* 60 9 ? * *'"],
  ['* * * L-3 * ?', undefined, "Cron '* * * L-3 * ?'"],
  ['* * 9-17 ? * *', 'Nowhere/City', "TimeZone 'Nowhere/City' cannot be read"],
])('%s in %s is refused', (cron, timeZone, message) => {
  expect(() => windowOf(cron, timeZone)).toThrow(message);
});
