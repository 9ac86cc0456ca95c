import { givenRepository, parseOptions, UsageError } from '../../conformance/options';

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

test.each([
  ['acme/modules', { host: 'github', name: 'acme/modules', remote: 'https://github.com/acme/modules.git' }],
  ['gitlab:acme/vehicles/modules', { host: 'gitlab', name: 'acme/vehicles/modules', remote: 'https://gitlab.com/acme/vehicles/modules.git' }],
  ['bitbucket:acme/modules', { host: 'bitbucket', name: 'acme/modules', remote: 'https://bitbucket.org/acme/modules.git' }],
])('the repository %s is at its host', (repository, expected) => {
  const connection = 'arn:aws:codestar-connections:eu-west-1:123456789012:connection/0a1b';
  const options = parseOptions(['--yes', '--repository', repository, '--connection', connection])!;

  expect(givenRepository(options)).toEqual({ ...expected, connectionArn: connection });
  expect(givenRepository({ ...options, remote: 'git@example.com:x.git' })).toEqual({ ...expected, remote: 'git@example.com:x.git', connectionArn: connection });
  expect(givenRepository({})).toBeUndefined();
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
  [['--connection', 'arn:aws:codeconnections:eu-west-1:123456789012:connection/c'], '--connection: expected --repository with it'],
  [['--repository', 'acme/modules'], '--repository: expected --connection with it'],
  [['--repository', 'modules', '--connection', 'arn:aws:codeconnections:eu-west-1:123456789012:connection/c'], '--repository modules: expected owner/name'],
  [['--repository', 'acme/modules', '--connection', 'c'], '--connection c: expected the ARN of a connection'],
  [['--emulator', '--repository', 'acme/modules'], 'an emulated account that is started has its own'],
  [['--remote', '/tmp/x.git'], '--remote: expected --repository with it'],
  [['--color'], 'unknown option'],
])('%j is wrong usage, with one message', (args, message) => {
  expect(() => parseOptions(['--yes', ...args])).toThrow(UsageError);
  expect(printed.join('')).toContain(message);
});

test('all problems are reported at once', () => {
  expect(() => parseOptions(['--yes', '--emulator', '--profile', 'x', '--clean-up', 'cfm1', '--out', 'x'])).toThrow(UsageError);
  expect(printed.join('').match(/^error: /gm)).toHaveLength(3);
});
