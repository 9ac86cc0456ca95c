import { type ChildProcess, spawn } from 'child_process';
import { join } from 'path';
import { ROOT } from './rehearsal';
import { type AwsAccount, openAccount } from '../../conformance/aws/account';
import { leftoversOf } from '../../conformance/aws/leftovers';
import { type RunningEmulator, startEmulator } from '../../conformance/emulator';
import { createWorkspace, type Workspace } from '../../conformance/user/workspace';

jest.setTimeout(240_000);

let workspace: Workspace;
let emulator: RunningEmulator;
let account: AwsAccount;
beforeAll(async () => {
  workspace = createWorkspace();
  emulator = await startEmulator(workspace.modules);
  account = await openAccount({ endpoint: emulator.endpoint });
});
afterAll(async () => {
  await emulator?.close();
  workspace?.remove();
});

/** A run of the program. */
function conformance(...args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'conformance', 'main.ts'), '--endpoint', emulator.endpoint, '--yes', ...args], {
    cwd: ROOT, env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', chunk => { output += chunk; });
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  return { child, ended, output: () => output };
}

const kindsOf = async (solution: string) => [...new Set((await leftoversOf(account, solution)).map(({ kind }) => kind))];

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise(next => setTimeout(next, 100))) if (await condition()) return;
  throw new Error('the condition was not met');
}

test.each([
  ['SIGINT', 'while the first stack is created', async (solution: string) => (await kindsOf(solution)).includes('key')],
  ['SIGTERM', 'while modules are delivered', async (solution: string) => (await leftoversOf(account, solution)).some(({ name }) => name === `${solution}-delivery-loner`)],
] as const)('a run that is interrupted by %s %s leaves nothing', async (signal, _, isReached) => {
  const solution = `cut${signal.toLowerCase()}`;
  const run = conformance('--solution', solution, '--only', 'set-up');
  await until(() => isReached(solution));
  run.child.kill(signal);

  expect(await run.ended).toBe(1);
  expect(await leftoversOf(account, solution)).toEqual([]);
  expect(run.output()).toContain(`ended early: interrupted by ${signal}`);
  expect(run.output()).toMatch(/clean-up +│ passed/);
});

test('what a killed run leaves is named, refused by the next run, and deleted by --clean-up', async () => {
  const killed = conformance('--solution', 'killed', '--only', 'set-up');
  await until(async () => (await leftoversOf(account, 'killed')).some(({ name }) => name === 'killed-base'));
  killed.child.kill('SIGKILL');
  await killed.ended;

  const next = conformance('--solution', 'killed', '--only', 'set-up');
  expect(await next.ended).toBe(1);
  expect(next.output()).toMatch(/error: the account 123456789012 has something of the name killed already: .*stack killed-core.*; choose another --solution, or delete it with --clean-up killed/);

  const cleaned = conformance('--clean-up', 'killed');
  expect({ code: await cleaned.ended, output: cleaned.output() }).toEqual({ code: 0, output: expect.stringContaining('everything of killed is deleted') });
  expect(await leftoversOf(account, 'killed')).toEqual([]);

  const again = conformance('--clean-up', 'killed');
  expect({ code: await again.ended, output: again.output() }).toEqual({ code: 0, output: 'nothing of killed exists in the account 123456789012, us-east-1\n' });
});
