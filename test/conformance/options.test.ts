import { parseOptions, UsageError } from '../../conformance/options';

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  jest.spyOn(process.stderr, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => jest.restoreAllMocks());

const CONNECTION = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90';

test('by default, everything is tried once in an account of the environment', () => {
  expect(parseOptions(['--yes'])).toMatchObject({ rounds: 1, only: [], emulator: false, branch: 'main', yes: true, trailMinutes: 15 });
});

test('options are read', () => {
  expect(parseOptions(['--yes', '--profile', 'throwaway', '--region', 'eu-west-1', '--rounds', '5', '--only', 'set-up, flow/', '--connection', CONNECTION, '--repository', 'acme/play', '--out', 'x']))
    .toMatchObject({ profile: 'throwaway', region: 'eu-west-1', rounds: 5, only: ['set-up', 'flow/'], connection: CONNECTION, repository: 'acme/play', out: 'x' });
});

test('help is no error', () => {
  expect(parseOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--endpoint', 'http://127.0.0.1:1', '--emulator'], '--endpoint and --emulator: expected one of them'],
  [['--emulator', '--profile', 'x'], '--profile is for an AWS account'],
  [['--endpoint', 'localhost'], '--endpoint localhost: expected an address'],
  [['--connection', CONNECTION], '--connection and --repository: expected both or none of them'],
  [['--connection', 'arn:aws:s3:::x', '--repository', 'a/b'], '--connection arn:aws:s3:::x: expected the ARN of a connection'],
  [['--connection', CONNECTION, '--repository', 'play'], '--repository play: expected owner/name'],
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
  expect(() => parseOptions(['--yes', '--emulator', '--profile', 'x', '--repository', 'play'])).toThrow(UsageError);
  expect(printed.join('').match(/^error: /gm)).toHaveLength(3);
});
