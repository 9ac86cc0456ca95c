import { useEndpoint } from '../../../src/cli/solution/endpoint';

const before = { ...process.env };
beforeEach(() => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete process.env[name];
});
afterEach(() => { process.env = { ...before }; });

test('the access key of an endpoint replaces the credentials of the environment', () => {
  Object.assign(process.env, { AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other', AWS_SESSION_TOKEN: 'other' });
  useEndpoint('http://KEYOFTHISACCOUNT1@127.0.0.1:4566/');
  expect(process.env).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'KEYOFTHISACCOUNT1', AWS_SECRET_ACCESS_KEY: 'any' });
  expect(process.env).not.toHaveProperty('AWS_PROFILE');
  expect(process.env).not.toHaveProperty('AWS_SESSION_TOKEN');
});

test('an endpoint without an access key uses the one of the environment or the profile', () => {
  process.env.AWS_ACCESS_KEY_ID = 'KEYOFTHISACCOUNT1';
  useEndpoint('http://127.0.0.1:4566');
  expect(process.env.AWS_ACCESS_KEY_ID).toBe('KEYOFTHISACCOUNT1');
  delete process.env.AWS_ACCESS_KEY_ID;
  expect(() => useEndpoint('http://127.0.0.1:4566', 'work')).not.toThrow();
});

test.each([
  ['http://127.0.0.1:4566', '--endpoint: http://127.0.0.1:4566 carries no access key, expected the one that the account printed when it started: http://KEY@127.0.0.1:4566'],
  ['127.0.0.1:4566', '--endpoint: found "127.0.0.1:4566", expected the URL of an emulated account, such as http://KEY@127.0.0.1:4566'],
  ['file:///etc/passwd', '--endpoint: found "file:///etc/passwd", expected the URL of an emulated account, such as http://KEY@127.0.0.1:4566'],
])('the endpoint %s is a wrong usage', (endpoint, problem) => {
  expect(() => useEndpoint(endpoint)).toThrow(expect.objectContaining({ exitCode: 2, problems: [problem] }));
});
