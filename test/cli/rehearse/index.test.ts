import { spawn } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';

jest.setTimeout(240_000);
const CLI = join(__dirname, '..', '..', '..', 'assets', 'cv-insync.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  mkdirSync(join(folder, 'tmp'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

/** Runs the command line as a user does, with its temporary files in a folder that the test reads. */
function start(...all: (string | Record<string, string>)[]) {
  const args = all.filter(each => typeof each === 'string');
  const environment = all.find(each => typeof each === 'object');
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: { ...process.env, TMPDIR: join(folder, 'tmp'), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => { output += data; });
  const ended = new Promise<{ code: number | null; output: string }>(done => child.on('close', code => done({ code, output })));
  return { child, ended, output: () => output };
}
const run = (...args: string[]) => start(...args).ended;
const leftBehind = () => readdirSync(join(folder, 'tmp'));

/** A core whose app keeps running after it has reported its start. */
const SLOW = {
  'script.yaml': 'core: { repository: acme/core, path: core }\nsteps: [setup]\n',
  'core/cdk.json': '{ "app": "sh slow.sh" }',
  'core/slow.sh': 'echo $$ > "$HOME/../pid"; echo began; sleep 300 & echo $! > "$HOME/../child"; wait',
};
const alive = (pid: string) => existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');

async function until(what: () => boolean) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise(next => setTimeout(next, 50))) if (what()) return;
  throw new Error(`did not happen: ${what}`);
}

describe('the command line', () => {
  test('answers --version and --help without loading its commands', async () => {
    for (const option of ['--version', '--help']) {
      const began = Date.now();
      expect((await run(option)).code).toBe(0);
      expect(Date.now() - began).toBeLessThan(2_000);
    }
  });

  test.each([
    [['bogus'], 2, 'unknown command \'bogus\''],
    [['rehears'], 2, 'Did you mean rehearse?'],
    [['rehearse', '--bogus'], 2, 'unknown option \'--bogus\''],
    [['rehearse', '--port', 'x'], 2, 'expected a whole number from 1 to 65535'],
    [['rehearse', 'none.yaml'], 1, 'there is no script \'none.yaml\''],
  ])('%j ends with %i and one message', async (args, code, message) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.output).toContain(message);
    expect(ended.output).not.toMatch(/^\s+at /m);
  });
});

describe('a rehearsal', () => {
  test('reports every problem of its script, including a missing repository, and leaves nothing behind', async () => {
    write({ 'script.yaml': 'core: { repository: acme/core, path: nowhere }\nsteps: [setpu]\n' });
    const { code, output } = await run('rehearse', 'script.yaml');
    expect(code).toBe(1);
    expect(output).toContain('script.yaml:1:38: repository \'acme/core\': there is no folder \'nowhere\'');
    expect(output).toContain('did you mean \'setup\'?');
    expect(leftBehind()).toEqual([]);
  });

  test.each([
    [['rehearse', 'core'], '\'core\' is a folder, expected the file of a script'],
    [['rehearse', 'script.yaml', '--report', 'core'], 'the report cannot be written to \'core\', which is a folder: name a file'],
    [['rehearse', 'script.yaml', '--report', 'script.yaml/report.json'], 'the report cannot be written to \'script.yaml/report.json\''],
    [['rehearse', 'script.yaml', '--work-dir', 'script.yaml'], 'script.yaml is a file: name a folder'],
  ])('refuses %j before anything runs', async (args, message) => {
    write(SLOW);
    const { code, output } = await run(...args);
    expect([code, output.split('\n').length]).toEqual([1, 2]);
    expect(output).toContain(message);
    expect(leftBehind()).toEqual([]);
  });

  test('on Ctrl-C ends everything that it started, says what was running, and leaves nothing behind', async () => {
    write(SLOW);
    const work = join(folder, 'work');
    const { child, ended } = start('rehearse', 'script.yaml', '--work-dir', 'work', '--report', 'report.json');
    await until(() => existsSync(join(work, 'child')) && readFileSync(join(work, 'child'), 'utf8').trim() !== '');
    const pids = ['pid', 'child'].map(file => readFileSync(join(work, file), 'utf8').trim());
    expect(pids.every(alive)).toBe(true);
    child.kill('SIGINT');
    const { code, output } = await ended;
    expect(code).toBe(130);
    expect(output).toContain('the rehearsal was interrupted; this was running: synthesizing the app of acme/core');
    await until(() => !pids.some(alive));
    expect([leftBehind(), existsSync(work)]).toEqual([[], false]);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ result: 'failed', steps: [{ step: 'setup', executions: [] }] });
  });

  test('ends by itself when its time is over', async () => {
    write(SLOW);
    const { code, output } = await run('rehearse', 'script.yaml', '--timeout', '6');
    expect(code).toBe(1);
    expect(output).toContain('the rehearsal did not end within 6 s');
    expect(leftBehind()).toEqual([]);
  });

  test('reports the failed command of a core whose app is broken, keeps its log beside the report, and continues unless it should stop', async () => {
    write({ ...SLOW, 'core/cdk.json': '{ "app": "echo no such module >&2; exit 1" }', 'script.yaml': 'core: { repository: acme/core, path: core }\nsteps: [setup, { invoke: echo went on }]\n' });
    const goesOn = await run('rehearse', 'script.yaml', '--report', 'out/report.json');
    expect(goesOn.code).toBe(1);
    expect(goesOn.output).toContain('command: npx cdk synth --quiet');
    expect(goesOn.output).toContain('| no such module');
    expect(goesOn.output).toMatch(/^went on$/m);
    const [, log] = /full log: (.*)/.exec(goesOn.output)!;
    expect(readFileSync(resolve(folder, log), 'utf8')).toContain('no such module');
    const stops = await run('rehearse', 'script.yaml', '--stop-on-failure');
    expect(stops.output).not.toMatch(/^went on$/m);
    expect(leftBehind()).toEqual([]);
  });

  test('runs commands against the account, and fails if one of them fails', async () => {
    write({
      ...SLOW,
      'script.yaml': `core: { repository: acme/core, path: core }
steps:
  - invoke: node -e "fetch(process.env.AWS_ENDPOINT_URL).then(r => console.log('answered', r.status > 0))"
  - invoke: exit 3
`,
    });
    const { code, output } = await run('rehearse', 'script.yaml', '--keep', '--work-dir', 'kept');
    expect(output).toContain('answered true');
    expect(output).toContain('the command failed with exit status 3');
    expect(code).toBe(1);
    expect(readdirSync(join(folder, 'kept'))).toContain('logs');
    expect((await run('rehearse', 'script.yaml', '--work-dir', 'kept')).output).toMatch(/the work directory .*kept is not empty/);
  });

  test('names a port that is in use', async () => {
    write(SLOW);
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise<void>(listening => server.once('listening', listening));
    const { port } = server.address() as { port: number };
    const { code, output } = await run('rehearse', 'script.yaml', '--port', String(port));
    server.close();
    expect([code, output.trim()]).toEqual([1, `error: port ${port} is in use: choose another one, or leave --port out for a free one`]);
  });
});

test.each(['rehearse', 'account'])('%s with a sandbox that cannot be ends with one message, and runs nothing', async command => {
  write(SLOW);
  const result = await start(command, '--sandbox', ...command === 'rehearse' ? ['script.yaml'] : [], { PATH: '/nowhere' }).ended;
  expect(result.code).toBe(1);
  expect(result.output).toMatch(/^.*the sandbox needs bubblewrap, and found no program `bwrap`: install it.*\n$/);
  expect(leftBehind()).toEqual([]);
});
