/** Creates, lists, updates without changes and deletes BENCH_STACKS stacks, in the emulator or in moto's server. */
import { spawn } from 'child_process';
import { once } from 'events';
import { readFileSync } from 'fs';
import { createConnection, createServer, type AddressInfo } from 'net';
import { join } from 'path';
import {
  CloudFormationClient, CreateStackCommand, DeleteStackCommand, paginateListStacks, UpdateStackCommand, type StackStatus,
} from '@aws-sdk/client-cloudformation';

const COUNT = Number(process.env.BENCH_STACKS);
const AT_ONCE = 8;
/** The access key with which the emulator is started; moto takes any. */
const KEY = 'KEYOFTHEBENCHMARK';

const parameter = (name: string, Value: unknown) =>
  ({ Type: 'AWS::SSM::Parameter', Properties: { Name: { 'Fn::Sub': `/\${AWS::StackName}/${name}` }, Type: 'String', Value } });
const TemplateBody = JSON.stringify({
  Resources: {
    First: parameter('first', 'x'),
    Second: parameter('second', { 'Fn::Sub': 'of ${AWS::StackName}' }),
    Third: parameter('third', { Ref: 'Topic' }),
    Topic: { Type: 'AWS::SNS::Topic' },
    Log: { Type: 'AWS::Logs::LogGroup' },
  },
});

void measure();

async function measure() {
  const port = await freePort();
  const start = performance.now();
  const [command, args] = process.env.BENCH_ACCOUNT === 'moto'
    ? ['moto_server', ['-p', `${port}`]] : [process.execPath, [join(__dirname, '..', 'assets', 'cv-insync.js'), 'account', '--port', `${port}`, '--access-key', KEY]];
  const server = spawn(command, args, { stdio: 'ignore', detached: true });
  try {
    await listening(port);
    const started = performance.now() - start;
    const begin = performance.now();
    await live(new CloudFormationClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials: { accessKeyId: KEY, secretAccessKey: 'any' } }));
    console.log(JSON.stringify({ milliseconds: performance.now() - begin, megabytes: peakOf(server.pid!), started }));
  } finally {
    process.kill(-server.pid!, 'SIGKILL');
  }
}

async function live(client: CloudFormationClient) {
  const names = Array.from({ length: COUNT }, (_, i) => `stack-${i}`);
  await forEach(names, StackName => client.send(new CreateStackCommand({ StackName, TemplateBody })));
  await until(client, 'CREATE_COMPLETE');
  await forEach(names, StackName => client.send(new UpdateStackCommand({ StackName, TemplateBody })).catch(unchanged));
  await forEach(names, StackName => client.send(new DeleteStackCommand({ StackName })));
  await until(client, 'DELETE_COMPLETE');
}

function unchanged(error: Error) {
  if (!/No updates are to be performed/.test(error.message)) throw error;
}

async function forEach(names: readonly string[], work: (name: string) => Promise<unknown>) {
  const left = [...names];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) await work(name);
  }));
}

/** Lists the stacks until all of them have the status. */
async function until(client: CloudFormationClient, status: StackStatus) {
  for (let found = 0; found !== COUNT;) {
    found = 0;
    for await (const { StackSummaries = [] } of paginateListStacks({ client }, { StackStatusFilter: [status] })) found += StackSummaries.length;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number) {
  for (let failed = 0; ; failed++) {
    const socket = createConnection(port, '127.0.0.1');
    const connected = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
    socket.destroy();
    if (connected) return;
    if (failed > 6000) throw new Error('the server did not start within a minute');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

/** Peak resident set size of a process, in MB; only available on Linux. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  } catch {
    return NaN;
  }
}
