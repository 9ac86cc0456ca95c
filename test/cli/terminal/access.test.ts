import { createServer } from 'net';
import { join } from 'path';
import { checkAccess } from '../../../src/cli/terminal/access';
import { folderOf } from '../world';

const before = { ...process.env };
const set = (values: Record<string, string | undefined>) => {
  for (const name of Object.keys(process.env)) if (/^AWS_|_proxy$/i.test(name)) delete process.env[name];
  for (const [name, value] of Object.entries(values)) if (value !== undefined) process.env[name] = value;
};
afterEach(() => {
  process.env = { ...before };
});

test('a profile that does not exist is reported with those that do', async () => {
  const folder = folderOf({ config: '[default]\n[profile dev]\nregion = eu-west-1\n[sso-session x]\n', credentials: '[prod]\n' });
  set({ AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') });

  for (const profile of ['default', 'dev', 'prod']) await expect(checkAccess({ profile })).resolves.toBeUndefined();
  await expect(checkAccess({ profile: 'nope' })).rejects.toThrow(
    `--profile: found "nope", expected a profile of ${join(folder, 'config')} or ${join(folder, 'credentials')}: default, dev, prod`,
  );
  process.env.AWS_PROFILE = 'other';
  await expect(checkAccess({})).rejects.toThrow('AWS_PROFILE: found "other"');
});

test('an endpoint that cannot be reached is reported at once', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  set({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
  await expect(checkAccess({})).resolves.toBeUndefined();
  await new Promise(resolve => server.close(resolve));

  await expect(checkAccess({})).rejects.toThrow(`AWS_ENDPOINT_URL: 127.0.0.1:${port} cannot be reached (ECONNREFUSED)`);
  await expect(checkAccess({ endpoint: `http://KEY@127.0.0.1:${port}` })).rejects.toThrow(`--endpoint: 127.0.0.1:${port} cannot be reached (ECONNREFUSED)`);
});

test('an endpoint that does not answer is reported within seconds', async () => {
  set({ AWS_ENDPOINT_URL: 'http://192.0.2.1:4566' });
  const started = Date.now();

  await checkAccess({}).catch((error: Error) => expect(error.message).toMatch(/^AWS_ENDPOINT_URL: 192\.0\.2\.1:4566 cannot be reached \(/));
  expect(Date.now() - started).toBeLessThan(5000);
});

test('a region without an endpoint is reported, unless a proxy is to find it', async () => {
  set({});
  await expect(checkAccess({ region: 'nowhere-1' })).rejects.toThrow('--region: found "nowhere-1", whose endpoint ssm.nowhere-1.amazonaws.com cannot be found (');
  set({ HTTPS_PROXY: 'http://127.0.0.1:1' });
  await expect(checkAccess({ region: 'nowhere-1' })).resolves.toBeUndefined();
});
