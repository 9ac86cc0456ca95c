import { existsSync, mkdirSync } from 'fs';
import { homedir } from 'os';
import { delimiter, dirname, join } from 'path';

const PASSED_ON = ['LANG', 'LC_ALL', 'TZ', 'SHELL', 'USER', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SystemRoot'];
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
/** How npm is told of another registry than the public one without a file. */
const REGISTRY = ['registry', 'cafile', 'strict_ssl'].map(name => `npm_config_${name}`);
const LOCAL = '127.0.0.1,localhost';

/** The base environment of all processes: clean, with a separate home folder, and without telemetry. */
export function baseEnvironment(workDir: string, install: boolean): Record<string, string> {
  const home = join(workDir, 'home');
  const tmp = join(workDir, 'tmp');
  for (const folder of [home, tmp]) mkdirSync(folder, { recursive: true });
  const path = (process.env.PATH ?? '').split(delimiter).filter(folder => folder && !folder.includes('node_modules'));
  return {
    ...inherited(PASSED_ON),
    PATH: withThisNode(path).join(delimiter),
    HOME: home,
    TMPDIR: tmp,
    NO_COLOR: '1',
    // The CDK does not ask HOME; without this it writes which account a key belongs to into the home of whoever runs this.
    CDK_HOME: join(home, '.cdk'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
    CDK_NOTICES: 'false',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '18,20',
    JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    NO_UPDATE_NOTIFIER: '1',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    ...(install ? { ...inherited(PROXIES), ...installing() } : {}),
    NO_PROXY: LOCAL,
    no_proxy: LOCAL,
  };
}

/** The folders of the path, with the folder of this Node.js first unless `node` resolves to it already. */
function withThisNode(path: readonly string[]): readonly string[] {
  const own = dirname(process.execPath);
  return path.find(folder => existsSync(join(folder, 'node'))) === own ? path : [own, ...path];
}

const inherited = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap(name => process.env[name] === undefined ? [] : [[name, process.env[name]]]));

/** Installs use the npm registry and cache of the user. */
const installing = () => ({
  ...inherited(REGISTRY),
  npm_config_userconfig: process.env.npm_config_userconfig ?? join(homedir(), '.npmrc'),
  npm_config_globalconfig: process.env.npm_config_globalconfig ?? join(globalPrefix(), 'etc', 'npmrc'),
  npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
});

/** Where npm itself looks for the settings of a machine; builds have another prefix. */
const globalPrefix = () => process.env.npm_config_prefix ?? process.env.PREFIX ?? join(dirname(process.execPath), '..');

/** What makes `npm install --global` write to a folder of one's own, and its programs be found there first. */
export const globalPackages = (folder: string, { PATH }: Readonly<Record<string, string>>): Record<string, string> => ({
  npm_config_prefix: folder,
  PATH: [join(folder, 'bin'), PATH].filter(Boolean).join(delimiter),
});
