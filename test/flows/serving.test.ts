import { ChildProcess, execFileSync, spawn } from 'child_process';
import { existsSync } from 'fs';
import { createServer } from 'net';
import { join } from 'path';
import { core, Folder, module, ROOT, script } from './rehearsal';

jest.setTimeout(300_000);
const CLI = join(ROOT, 'assets', 'cv-insync.js');

let folder: Folder;
let rehearsal: ChildProcess;
let output = '';
let environment: Record<string, string>;
let ended: Promise<number | null>;

const freePort = () => new Promise<number>(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
});

async function until(pattern: RegExp, from = 0): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise(next => setTimeout(next, 100))) {
    if (pattern.test(output.slice(from))) return;
  }
  throw new Error(`${pattern} did not appear in:\n${output.slice(from)}`);
}

/** A second terminal with the exports that the rehearsal printed. */
const terminal = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
const cvInsync = (...args: readonly string[]) => terminal(process.execPath, CLI, ...args);

beforeAll(async () => {
  folder = new Folder().synthesizeQuickly().write({
    ...core(['loner']), ...module('loner'), ...module('dtc'), 'script.yaml': script(['loner', 'dtc'], ['setup']),
  });
  const args = ['rehearse', join(folder.path, 'script.yaml'), '--keep', '--work-dir', join(folder.path, 'work'), '--port', String(await freePort())];
  rehearsal = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [rehearsal.stdout!, rehearsal.stderr!]) stream.on('data', chunk => { output += chunk; });
  ended = new Promise(resolve => rehearsal.once('close', resolve));
  await until(/For example: /);
  const [, exported] = /^ {2}export (.*)$/m.exec(output)!;
  environment = Object.fromEntries(exported.split(' ').map(pair => pair.split('=') as [string, string]));
});
afterAll(async () => {
  rehearsal.kill('SIGKILL');
  await ended;
  folder.remove();
});

test('after its script, the rehearsal keeps running and serves commands in another terminal', async () => {
  expect(output).toContain('The rehearsal succeeded');
  expect(cvInsync('status')).toMatch(/loner +core's code +delivered/);
});

test('a change by a command starts the pipelines', async () => {
  const before = output.length;
  cvInsync('add', 'dtc', '--source', 'github:acme/dtc@main');
  await until(/dtc\.cv .*Succeeded after/, before);
  await until(/modules\.cv .*Succeeded after/, before);
  expect(cvInsync('status', 'dtc')).toMatch(/dtc +operator +delivered/);
});

test('a git push starts only the pipelines that it concerns', async () => {
  const before = output.length;
  const [, tree] = /^ {2}acme\/dtc {2}(.*)$/m.exec(output)!;
  terminal('git', '-C', tree, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '--message', 'once more');
  terminal('git', '-C', tree, 'push', '--quiet', 'origin', 'main');
  await until(/dtc\.cv .*Succeeded after/, before);
  expect(output.slice(before).match(/started \(\w+\)/g)).toEqual(['started (push)']);
});

test('a removed module is deleted', async () => {
  const before = output.length;
  cvInsync('remove', 'dtc', '--yes');
  await until(/modules\.cv .*Succeeded after/, before);
  expect(JSON.parse(cvInsync('list', '--json')).modules.map(({ name }: { name: string }) => name)).toEqual(['base', 'loner']);
});

test('Ctrl-C ends it with exit code 0, and keeps the work folder', async () => {
  rehearsal.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output).toContain('The account has ended');
  expect(existsSync(join(folder.path, 'work', 'logs'))).toBe(true);
  await expect(fetch(environment.AWS_ENDPOINT_URL)).rejects.toThrow();
});
