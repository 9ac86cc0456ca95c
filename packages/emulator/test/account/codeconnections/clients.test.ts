import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { served, type Served } from '../served';
import { signed } from '../signed';

/** Calls an operation; an error has the service's code as its name. */
type Send = (operation: string, input?: object) => Promise<any>;

interface Client {
  readonly send: Send;
  close(): void;
}

const refusal = (name: string, message: string) => Object.assign(new Error(message), { name });

/** Sends what every SDK sends, without an SDK. */
const overHttp = ({ endpoint, account }: Served): Client => ({
  close: () => {},
  send: async (operation, input = {}) => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { ...signed(account, 'codeconnections'), 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `com.amazonaws.codeconnections.CodeConnections_20231201.${operation}` },
      body: JSON.stringify(input),
    });
    const body = await answer.json() as any;
    if (!answer.ok) throw refusal(String(body.__type).split('#').pop()!, body.message);
    return body;
  },
});

/** Reads calls from standard input, one per line, and writes the responses. */
const BOTO = `
import boto3, json, sys
from botocore.exceptions import ClientError
client = boto3.client(sys.argv[1], endpoint_url=sys.argv[2], region_name='us-east-1', aws_access_key_id=sys.argv[3], aws_secret_access_key='any')
methods = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
for line in sys.stdin:
    operation, given = json.loads(line)
    try:
        answer = getattr(client, methods[operation])(**given)
        answer.pop('ResponseMetadata')
        print(json.dumps({'answer': answer}), flush=True)
    except ClientError as error:
        print(json.dumps({'error': error.response['Error']}), flush=True)
`;

const withBoto = (name: string) => ({ endpoint, account }: Served): Client => {
  const python: ChildProcess = spawn('python3', ['-c', BOTO, name, endpoint, account.accessKey], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(python.stdout!)[Symbol.asyncIterator]();
  return {
    close: () => python.stdin!.end(),
    send: async (operation, input = {}) => {
      python.stdin!.write(`${JSON.stringify([operation, input])}\n`);
      const { answer, error } = JSON.parse((await lines.next()).value);
      if (error) throw refusal(error.Code, error.Message);
      return answer;
    },
  };
};

const isPresent = spawnSync('python3', ['-c', 'import boto3'], { stdio: 'ignore' }).status === 0;
if (!isPresent) process.stderr.write('boto3 is not on this machine: its tests are left out\n');
const CLIENTS: Record<string, (account: Served) => Client> = {
  'plain HTTP': overHttp,
  ...(isPresent ? { 'boto3': withBoto('codeconnections'), 'boto3 under the old name': withBoto('codestar-connections') } : {}),
};

describe.each(Object.keys(CLIENTS))('connections through %s', name => {
  let account: Served;
  let client: Client;
  let send: Send;
  beforeEach(async () => {
    account = await served();
    client = CLIENTS[name](account);
    send = client.send;
  });
  afterEach(async () => {
    client.close();
    await account.close();
  });
  const create = async (ConnectionName: string, more: object = {}): Promise<string> =>
    (await send('CreateConnection', { ProviderType: 'GitHub', ConnectionName, ...more })).ConnectionArn;

  test('are created, read, listed in pages and deleted', async () => {
    const arns = [await create('a'), await create('b'), await create('c', { ProviderType: 'Bitbucket' })];
    expect(arns[0]).toMatch(/^arn:aws:codeconnections:us-east-1:123456789012:connection\/[\da-f-]{36}$/);
    await expect(send('GetConnection', { ConnectionArn: arns[0] })).resolves
      .toEqual({ Connection: { ConnectionArn: arns[0], ConnectionName: 'a', ProviderType: 'GitHub', OwnerAccountId: '123456789012', ConnectionStatus: 'AVAILABLE' } });
    const first = await send('ListConnections', { MaxResults: 2 });
    expect(first.Connections).toMatchObject([{ ConnectionName: 'a' }, { ConnectionName: 'b' }]);
    await expect(send('ListConnections', { NextToken: first.NextToken })).resolves.toEqual({ Connections: [expect.objectContaining({ ConnectionName: 'c' })] });
    await expect(send('ListConnections', { ProviderTypeFilter: 'Bitbucket' })).resolves.toMatchObject({ Connections: [{ ConnectionName: 'c' }] });
    await send('DeleteConnection', { ConnectionArn: arns[0] });
    await expect(send('GetConnection', { ConnectionArn: arns[0] })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }, 60_000);

  test('carry tags', async () => {
    const ResourceArn = await create('a', { Tags: [{ Key: 'a', Value: '1' }] });
    await send('TagResource', { ResourceArn, Tags: [{ Key: 'a', Value: '2' }, { Key: 'b', Value: '3' }] });
    await send('UntagResource', { ResourceArn, TagKeys: ['b'] });
    await expect(send('ListTagsForResource', { ResourceArn })).resolves.toEqual({ Tags: [{ Key: 'a', Value: '2' }] });
  }, 60_000);

  test('are refused if the name is taken, and not found under another ARN', async () => {
    const arn = `${await create('a')}0`;
    await expect(create('a')).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(send('ListConnections', { NextToken: 'none' })).rejects.toMatchObject({ name: 'InvalidInputException' });
    for (const [operation, input] of Object.entries({
      GetConnection: { ConnectionArn: arn },
      DeleteConnection: { ConnectionArn: arn },
      ListTagsForResource: { ResourceArn: arn },
      TagResource: { ResourceArn: arn, Tags: [] },
      UntagResource: { ResourceArn: arn, TagKeys: [] },
    })) await expect(send(operation, input)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }, 60_000);
});
