import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import { createServer as createSocketServer, type AddressInfo } from 'net';
import { homedir, tmpdir } from 'os';
import { join } from 'path';
import { strToU8, zipSync } from 'fflate';
import { bench, BUCKET, project, ROLE, until, type Bench } from './support';
import { buildStateOf } from '../../src/account/codebuild';
import { sandboxProblem } from '../../src/executor/sandbox';

const { PATH } = process.env;
afterEach(() => { process.env.PATH = PATH; });

test('where there is no bubblewrap, the problem says what to install', () => {
  process.env.PATH = '/nowhere';
  expect(sandboxProblem()).toMatch(/^the sandbox needs bubblewrap, and found no program `bwrap`: install it \(apt install bubblewrap, /);
});

test('where bubblewrap cannot create a sandbox, the problem has its reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bwrap-'));
  writeFileSync(join(folder, 'bwrap'), '#!/bin/sh\necho "bwrap: No permissions to create a new namespace" >&2; exit 1\n', { mode: 0o755 });
  process.env.PATH = `${folder}:${PATH}`;
  expect(sandboxProblem()).toMatch(/^bubblewrap cannot create a sandbox here: bwrap: No permissions to create a new namespace; allow user namespaces/);
  rmSync(folder, { recursive: true });
});

const problem = sandboxProblem();
const isMissing = problem?.includes('found no program') ?? false;
if (isMissing) process.stderr.write('bubblewrap is not on this machine: the tests of builds in a sandbox are left out\n');

(isMissing ? describe.skip : describe)('in a sandbox', () => {
  let on: Bench;
  let folder: string;
  const refused: string[] = [];
  const server = createServer((_, answer) => answer.end('the registry'));
  const other = createServer((_, answer) => answer.end('a service of the person'));
  const socket = createSocketServer(client => client.end('a service of the person'));
  const portOf = (of: typeof server) => (of.address() as AddressInfo).port;
  const listening = (of: { listen(at: any, done: () => void): unknown }, at: number | string) => new Promise<void>(resolve => of.listen(at, resolve));

  beforeAll(async () => {
    expect(problem).toBeUndefined();
    folder = mkdtempSync(join(homedir(), '.cv-insync-test-'));
    await listening(server, 0);
    await listening(other, 0);
    await listening(socket, join(folder, 'socket'));
    writeFileSync(join(folder, 'secret'), 'of the person');
    on = await bench({ sandboxHosts: [`http://127.0.0.1:${portOf(server)}`, 'http://allowed.invalid'], onRefused: authority => refused.push(authority) });
  });
  afterAll(async () => {
    await on?.close();
    for (const each of [server, other, socket]) each.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs commands as a build, and returns what they wrote. */
  async function build(commands: readonly string[], artifacts?: object): Promise<string> {
    const name = `build-${Object.keys(buildStateOf(on.account).builds).length}`;
    const source = JSON.stringify({ version: 0.2, phases: { build: { commands } }, ...artifacts && { artifacts } });
    const of = artifacts ? { type: 'S3', location: BUCKET, name, packaging: 'NONE' } : { type: 'NO_ARTIFACTS' };
    await project(on, name, source, { source: { type: 'NO_SOURCE', buildspec: source }, artifacts: of });
    const { build: { id } } = await on.account.call('codebuild', 'StartBuild', { projectName: name });
    const { status, logFile } = await until(() => {
      const found = buildStateOf(on.account).builds[id];
      return found.ended && found;
    }, 50);
    const log = readFileSync(logFile!, 'utf8');
    expect([status, log]).toEqual(['SUCCEEDED', log]);
    return log.split('\n').filter(line => !line.startsWith('[Container]')).join('\n');
  }
  const get = (url: string) => `node -e "fetch('${url}').then(r => r.text()).then(t => console.log('ANSWER', t), e => console.log('FAILED', e.cause?.code))"`;

  test('a build reads no file of the person, and writes to its own folders only', async () => {
    const target = join(folder, 'written');
    const outside = join(__dirname, 'written-by-a-build');
    const log = await build([
      `cat ${folder}/secret || echo hidden`,
      `echo x > ${target} || echo refused`, `echo x > ${outside} || echo refused`, `mkdir ${on.workDir}/functions || echo refused`,
      `ln -s ${outside} ${on.workDir}/logs/next.log || echo refused`,
      `echo mine > file && echo mine > ${on.workDir}/home/file && cat file ${on.workDir}/home/file`,
    ]);
    expect(log.match(/^(hidden|refused|mine)$/gm)).toEqual(['hidden', 'refused', 'refused', 'refused', 'refused', 'mine', 'mine']);
    expect(log).not.toContain('of the person');
    expect([target, outside].filter(existsSync)).toEqual([]);
  });

  test('a build reaches the account and the registry, and nothing else', async () => {
    const log = await build([
      get(on.served.endpoint), get(`http://127.0.0.1:${portOf(server)}`), get(`http://127.0.0.1:${portOf(other)}`),
      `node -e "require('net').connect('${folder}/socket').on('error', e => console.log('FAILED', e.code))"`,
      'node -e "require(\'net\').connect(80, \'1.1.1.1\').on(\'error\', e => console.log(\'FAILED\', e.code))"',
    ]);
    expect(log.match(/^(ANSWER|FAILED) .*$/gm)).toEqual([
      expect.stringMatching(/^ANSWER <\?xml/), 'ANSWER the registry', 'FAILED ECONNREFUSED', 'FAILED ENOENT', 'FAILED ENETUNREACH',
    ]);
  });

  test('the proxy of a sandbox connects to no other host, and says which one was meant', async () => {
    const log = await build([
      'node -e "const p = new URL(process.env.HTTPS_PROXY); for (const host of [\'evil.invalid:443\', \'allowed.invalid:443\', \'allowed.invalid:80\']) require(\'http\').request({ port: p.port, method: \'CONNECT\', path: host }).on(\'connect\', r => console.log(host, r.statusCode)).end()"',
    ]);
    expect(log.match(/^\S+\.invalid:\d+ \d+$/gm)!.sort()).toEqual(['allowed.invalid:443 403', 'allowed.invalid:80 502', 'evil.invalid:443 403']);
    expect(refused.sort()).toEqual(['allowed.invalid:443', 'evil.invalid:443']);
  });

  test('links in the output of a build do not make the emulator read or write files of the person', async () => {
    await build([
      `mkdir out && ln -s ${folder}/secret out/secret && echo mine > out/mine`,
      'mv "$EMULATOR_SHELL_STATE" away || rm -rf "$EMULATOR_SHELL_STATE" || true',
      `ln -s ${folder}/secret "$EMULATOR_SHELL_STATE/command-4.sh"`,
      'true',
    ], { 'files': ['**/*'], 'base-directory': 'out' });
    const { Contents } = await on.account.call('s3', 'ListObjectsV2', { Bucket: BUCKET });
    expect(Contents.map(({ Key }: any) => Key.split('/').at(-1))).toEqual(['mine']);
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('of the person');
  });

  test('a function runs, calls the account, and cannot change its code', async () => {
    const code = `exports.handler = async () => {
      let written = true;
      try { require('fs').writeFileSync(__filename, 'x'); } catch (error) { written = error.code; }
      return { written, status: (await fetch(process.env.AWS_ENDPOINT_URL)).status };
    };`;
    await on.account.call('lambda', 'CreateFunction', {
      FunctionName: 'f', Role: ROLE, Handler: 'index.handler', Runtime: 'nodejs22.x', Code: { ZipFile: Buffer.from(zipSync({ 'index.js': strToU8(code) })) },
    });
    const { Payload } = await on.account.call('lambda', 'Invoke', { FunctionName: 'f' });
    expect(JSON.parse(Buffer.from(Payload).toString())).toEqual({ written: 'EROFS', status: 403 });
  });
});
