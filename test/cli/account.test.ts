import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { GetParameterCommand, ListCommandsCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { accountCommand } from '../../src/cli/account';

test('an empty account is served for as long as asked, and tells what it was asked for in vain', async () => {
  const lines: string[] = [];
  const ended = accountCommand({ seconds: 1, out: line => lines.push(line) });
  while (lines.length < 2) await new Promise(resolve => setImmediate(resolve));
  const [endpoint] = /http:\S+/.exec(lines[1])!;
  const ssm = new SSMClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 });
  await ssm.send(new PutParameterCommand({ Name: '/a', Value: '1', Type: 'String' }));
  await expect(ssm.send(new GetParameterCommand({ Name: '/a' }))).resolves.toMatchObject({ Parameter: { Value: '1' } });
  await expect(ssm.send(new ListCommandsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  await expect(ended).resolves.toBe(0);
  expect(lines[2]).toBe('asked for, but not in the account: ssm:ListCommands');
  ssm.destroy();
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(accountCommand({ port, seconds: 1, out: () => undefined })).rejects.toThrow(`port ${port} is taken`);
  other.close();
});
