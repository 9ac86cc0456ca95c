import { parseOptions, UsageError } from '../../conformance/options';

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  jest.spyOn(process.stderr, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => jest.restoreAllMocks());

test('by default, everything is tried once in an account of the environment', () => {
  expect(parseOptions(['--yes'])).toMatchObject({ rounds: 1, only: [], emulator: false, yes: true, trailMinutes: 15 });
});

test('options are read', () => {
  expect(parseOptions(['--yes', '--profile', 'throwaway', '--region', 'eu-west-1', '--rounds', '5', '--only', 'set-up, flow/', '--out', 'x']))
    .toMatchObject({ profile: 'throwaway', region: 'eu-west-1', rounds: 5, only: ['set-up', 'flow/'], out: 'x' });
});

test('help is no error', () => {
  expect(parseOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--endpoint', 'http://127.0.0.1:1', '--emulator'], '--endpoint and --emulator: expected one of them'],
  [['--emulator', '--profile', 'x'], '--profile is for an AWS account'],
  [['--endpoint', 'localhost'], '--endpoint localhost: expected an address'],
  [['--rounds', '0'], 'expected a whole number from 1 to 20'],
  [['--solution', 'Upper'], 'expected at most 20 lower-case letters'],
  [['--clean-up', 'cfm1', '--out', 'x'], '--clean-up records nothing'],
  [['--clean-up', 'cfm1', '--emulator'], 'an account that starts now is empty'],
  [['--color'], 'unknown option'],
])('%j is wrong usage, with one message', (args, message) => {
  expect(() => parseOptions(['--yes', ...args])).toThrow(UsageError);
  expect(printed.join('')).toContain(message);
});

test('all problems are reported at once', () => {
  expect(() => parseOptions(['--yes', '--emulator', '--profile', 'x', '--clean-up', 'cfm1', '--out', 'x'])).toThrow(UsageError);
  expect(printed.join('').match(/^error: /gm)).toHaveLength(3);
});
