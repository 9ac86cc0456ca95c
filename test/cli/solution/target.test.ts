import { target } from '../../../src/cli/solution/target';

const before = { ...process.env };
afterEach(() => { process.env = { ...before }; });

/** The environment for AWS clients after a command has selected its solution. */
function found(options: Parameters<typeof target>[0], environment: Readonly<Record<string, string>> = {}) {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'INSYNC_SOLUTION']) delete process.env[name];
  Object.assign(process.env, environment);
  const solution = target(options);
  return { solution, region: process.env.AWS_REGION, profile: process.env.AWS_PROFILE };
}

test('the solution is that of the option, else of the environment, else the default', () => {
  expect(found({ solution: 'cv' }, { INSYNC_SOLUTION: 'fleet' }).solution).toBe('cv');
  expect(found({}, { INSYNC_SOLUTION: 'fleet' }).solution).toBe('fleet');
  expect(found({}, { INSYNC_SOLUTION: '' }).solution).toBe('connected-vehicle');
  expect(() => found({ solution: 'Bad_Name' })).toThrow('found "Bad_Name"');
});

test('the region is that of the option, else of the environment, else of the profile', () => {
  expect(found({ region: 'eu-west-1' }, { AWS_REGION: 'us-east-1' }).region).toBe('eu-west-1');
  expect(found({}, { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' }).region).toBe('us-east-1');
  expect(found({}, { AWS_DEFAULT_REGION: 'us-west-2' }).region).toBe('us-west-2');
  expect(found({ profile: 'work' })).toMatchObject({ region: undefined, profile: 'work' });
});
