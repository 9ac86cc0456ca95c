import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, dirname, join } from 'path';
import { baseEnvironment } from '../../src/executor/environment';

let workDir: string;
const before = { ...process.env };
beforeEach(() => {
  workDir = mkdtempSync(join(tmpdir(), 'environment-'));
});
afterEach(() => {
  process.env = { ...before };
  rmSync(workDir, { recursive: true });
});

test('builds inherit neither credentials nor npm\'s variables nor the user\'s home', () => {
  Object.assign(process.env, { AWS_PROFILE: 'prod', AWS_SECRET_ACCESS_KEY: 'x', npm_lifecycle_event: 'rehearse', NODE_OPTIONS: '--inspect', HTTPS_PROXY: 'http://proxy' });
  const environment = baseEnvironment(workDir, false);
  expect(Object.keys(environment).filter(name => /^AWS_(?!SDK_JS)|^npm_lifecycle|NODE_OPTIONS|HTTPS_PROXY/.test(name))).toEqual([]);
  expect(environment).toMatchObject({ HOME: join(workDir, 'home'), TMPDIR: join(workDir, 'tmp'), NO_PROXY: '127.0.0.1,localhost' });
});

test('PATH begins with this Node.js, and has no project\'s executables', () => {
  process.env.PATH = ['/some/project/node_modules/.bin', '/opt/tools'].join(delimiter);
  expect(baseEnvironment(workDir, false).PATH.split(delimiter)).toEqual([dirname(process.execPath), '/opt/tools']);
});

test('an active Python virtual environment stays active: of the entries before this Node.js in PATH, only another Node.js is moved', () => {
  const own = dirname(process.execPath);
  process.env.PATH = ['/some/venv/bin', own].join(delimiter);
  expect(baseEnvironment(workDir, false).PATH.split(delimiter)).toEqual(['/some/venv/bin', own]);

  writeFileSync(join(workDir, 'node'), '');
  process.env.PATH = [workDir, own].join(delimiter);
  expect(baseEnvironment(workDir, false).PATH.split(delimiter)).toEqual([own, workDir, own]);
});

test('an install uses the cache, the registry, the settings and the proxy of the user', () => {
  Object.assign(process.env, { HTTPS_PROXY: 'http://proxy', npm_config_cache: '/cache', npm_config_registry: 'https://registry.example', npm_config_prefix: '/opt/node' });
  delete process.env.npm_config_globalconfig;
  expect(baseEnvironment(workDir, true)).toMatchObject({
    HTTPS_PROXY: 'http://proxy',
    npm_config_cache: '/cache',
    npm_config_registry: 'https://registry.example',
    npm_config_userconfig: expect.stringContaining('.npmrc'),
    npm_config_globalconfig: '/opt/node/etc/npmrc',
  });
  expect(baseEnvironment(workDir, true).npm_config_prefix).toBeUndefined();
});

test('the CDK\'s account cache is separate from the user\'s', () => {
  expect(baseEnvironment(workDir, false).CDK_HOME).toBe(join(workDir, 'home', '.cdk'));
});
