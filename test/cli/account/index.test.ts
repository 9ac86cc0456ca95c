import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { GetParameterCommand, ListCommandsCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { accountCommand, type AccountOptions } from '../../../src/cli/account';

/** Runs the command, without pipelines, until `use` is done with its endpoint and the command ends. */
async function account(options: AccountOptions, use: (ssm: SSMClient) => Promise<void>) {
  const lines: string[] = [];
  const ended = accountCommand({ pipelines: false, ...options, out: line => lines.push(line) });
  while (lines.length < 2) await new Promise(resolve => setImmediate(resolve));
  const [endpoint] = /http:\S+/.exec(lines[1])!;
  const accessKeyId = /AWS_ACCESS_KEY_ID=(\w+)/.exec(lines[1])![1];
  const ssm = new SSMClient({ endpoint, region: options.region ?? 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'any' }, maxAttempts: 1 });
  await use(ssm);
  const status = await ended;
  ssm.destroy();
  return { status, lines };
}
const put = (ssm: SSMClient, Name: string) => ssm.send(new PutParameterCommand({ Name, Value: '1', Type: 'String', Overwrite: true }));
const get = (ssm: SSMClient, Name: string) => ssm.send(new GetParameterCommand({ Name }));

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cv-insync-account-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const faults = (text: string) => {
  writeFileSync(join(folder, 'faults.yaml'), text);
  return join(folder, 'faults.yaml');
};

test('an empty account is served for the given time, and lists the unsupported operations that were called', async () => {
  const { status, lines } = await account({ seconds: 1 }, async ssm => {
    await put(ssm, '/a');
    await expect(get(ssm, '/a')).resolves.toMatchObject({ Parameter: { Value: '1' } });
    await expect(ssm.send(new ListCommandsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
  expect(status).toBe(0);
  expect(lines[2]).toBe('called, but not supported by the account: ssm:ListCommands');
});

test('an account shows its id and region, and keeps them when it is loaded again', async () => {
  const state = join(folder, 'state');
  const { lines } = await account({ state, accountId: '111111111111', region: 'eu-west-1' }, async ssm => {
    await put(ssm, '/a');
    process.emit('SIGHUP');
  });
  expect(lines[0]).toMatch(/^An empty account \(111111111111, eu-west-1\) answers at/);
  expect(lines[1]).toMatch(/ AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_ACCESS_KEY_ID=\w+ AWS_SECRET_ACCESS_KEY=any$/);
  await expect(accountCommand({ state, accountId: '222222222222', region: 'us-east-1' })).rejects.toMatchObject({
    exitCode: 2,
    problems: [`--account-id 222222222222: the account of ${state} is 111111111111`, `--region us-east-1: the account of ${state} is in eu-west-1`],
  });
});

test('an account has another access key at each start, or the one that is given, also when it is loaded', async () => {
  const state = join(folder, 'state');
  const key = async (options: AccountOptions) => {
    const { lines } = await account(options, async ssm => {
      await put(ssm, '/a');
      process.emit('SIGTERM');
    });
    return /AWS_ACCESS_KEY_ID=(\w+)/.exec(lines[1])![1];
  };
  const first = await key({ state });
  expect(first).toMatch(/^LOCAL[0-9A-F]{24}$/);
  await expect(key({})).resolves.not.toBe(first);
  await expect(key({ state, accessKey: 'KEYOFASCRIPT0001' })).resolves.toBe('KEYOFASCRIPT0001');
});

test('an interrupted account is restored when it is started with the same folder', async () => {
  const state = join(folder, 'state');
  const first = await account({ state }, async ssm => {
    await put(ssm, '/a');
    process.emit('SIGTERM');
  });
  expect(first.lines[2]).toBe(`saved in ${state}`);
  const second = await account({ state }, async ssm => {
    await expect(get(ssm, '/a')).resolves.toMatchObject({ Parameter: { Value: '1' } });
    process.emit('SIGINT');
  });
  expect(second.lines[0]).toContain(`The account of ${state} (123456789012, us-east-1) answers at`);
});

test('an account that a fault stops is saved in that state, and continues from there', async () => {
  const state = join(folder, 'state');
  const { status, lines } = await account({ state, faults: faults('stop: [{ after: 2, operation: "ssm:PutParameter" }]') }, async ssm => {
    await put(ssm, '/a');
    await put(ssm, '/b');
    await expect(put(ssm, '/c')).rejects.toThrow();
  });
  expect([status, ...lines.slice(2)]).toEqual([0, 'stopped after call 2 of ssm:PutParameter, as its faults say', `saved in ${state}`]);
  await account({ state, seconds: 1 }, async ssm => {
    await get(ssm, '/b');
    await put(ssm, '/c');
  });
});

test('all problems of a file of faults are reported, each on its own', async () => {
  await expect(accountCommand({ faults: faults('stop: [{ after: 0 }]\nthrottel: []\n') }))
    .rejects.toMatchObject({ problems: [expect.stringContaining("unknown key 'throttel'"), expect.stringContaining('stop[0].after')] });
});

test('a folder that contains something other than an account is refused before anything is served', async () => {
  writeFileSync(join(folder, 'letter.txt'), '');
  await expect(accountCommand({ state: folder })).rejects.toMatchObject({ problems: [expect.stringContaining('is not empty and holds no account')] });
});

test('a port in use is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(accountCommand({ port, seconds: 1, out: () => undefined })).rejects.toThrow(`port ${port} is taken`);
  other.close();
});
