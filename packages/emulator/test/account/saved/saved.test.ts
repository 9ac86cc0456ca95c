import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand, ListStackResourcesCommand, UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CodePipelineClient, GetPipelineCommand, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { ListRulesCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterHistoryCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Account, createAccount, loadAccount, saveAccount, SavedAccountError } from '../../../src/account';
import { encode } from '../../../src/account/saved/encode';
import { parameter, TRUST } from '../cloudformation/testing';
import { served, serving, type Served } from '../served';

let folder: string;
let open: Served[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cv-insync-saved-'));
  open = [];
});
afterEach(async () => {
  for (const each of open) await each.close();
  rmSync(folder, { recursive: true });
});

const STACK = {
  Resources: {
    Parameter: parameter('x', { Name: '/of-the-stack' }),
    Topic: { Type: 'AWS::SNS::Topic' },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' } },
  },
  Outputs: { Topic: { Value: { Ref: 'Topic' }, Export: { Name: 'topic' } } },
};

/** An account in which every service has state. */
async function lived(): Promise<Account> {
  const account = createAccount({ accountId: '210987654321', region: 'eu-central-1' });
  const { Role } = await account.call('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(TRUST) });
  await account.call('ssm', 'PutParameter', { Name: '/a/b', Value: '1', Type: 'String' });
  await account.call('ssm', 'PutParameter', { Name: '/a/b', Value: '2', Type: 'SecureString', Overwrite: true }).catch(() => undefined);
  await account.call('ssm', 'PutParameter', { Name: '/a/b', Value: '3', Type: 'String', Overwrite: true });
  await account.call('s3', 'CreateBucket', { Bucket: 'bucket' });
  await account.call('s3', 'PutBucketVersioning', { Bucket: 'bucket', VersioningConfiguration: { Status: 'Enabled' } });
  await account.call('s3', 'PutObject', { Bucket: 'bucket', Key: 'k', Body: Buffer.from('small'), Metadata: { m: '1' } });
  await account.call('s3', 'PutObject', { Bucket: 'bucket', Key: 'k', Body: Buffer.alloc(5000, 'large ') });
  await account.call('cloudtrail', 'CreateTrail', { Name: 'writes', S3BucketName: 'bucket' });
  await account.call('kms', 'CreateKey', {});
  await account.call('logs', 'CreateLogGroup', { logGroupName: 'g' });
  await account.call('events', 'PutRule', { Name: 'rule', EventPattern: '{"source":["a"]}' });
  await account.call('codeconnections', 'CreateConnection', { ConnectionName: 'c' });
  await account.call('lambda', 'CreateFunction', { FunctionName: 'f', Role: Role.Arn, Code: { ZipFile: EMPTY_ZIP }, Runtime: 'nodejs22.x' });
  await account.call('codebuild', 'CreateProject', { name: 'project', source: { type: 'NO_SOURCE', buildspec: '{}' }, artifacts: { type: 'NO_ARTIFACTS' }, environment: { type: 'LINUX_CONTAINER', image: 'i', computeType: 'BUILD_GENERAL1_SMALL' }, serviceRole: Role.Arn });
  await account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline(Role.Arn) });
  await account.call('sts', 'AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'session' });
  await account.call('cloudformation', 'CreateStack', { StackName: 'one', TemplateBody: JSON.stringify(STACK), ClientRequestToken: 'token' });
  await account.call('cloudformation', 'CreateChangeSet', { StackName: 'two', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources: { P: parameter('y') } }) });
  await account.settled();
  return account;
}

const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);

const pipeline = (roleArn: string) => ({
  name: 'pipeline',
  roleArn,
  pipelineType: 'V2',
  artifactStore: { type: 'S3', location: 'bucket' },
  stages: [
    { name: 'Source', actions: [action('Source', 'S3', { S3Bucket: 'bucket', S3ObjectKey: 'k' }, { outputArtifacts: [{ name: 'A' }] })] },
    { name: 'Approve', actions: [action('Approval', 'Manual', {})] },
  ],
});
const action = (category: string, provider: string, configuration: object, more: object = {}) =>
  ({ name: category, actionTypeId: { category, provider, owner: 'AWS', version: '1' }, configuration, ...more });

/** All state that clients can read from an account. */
async function answers(account: Account): Promise<unknown> {
  const server = await serving(account);
  open.push(server);
  const { config } = server;
  const [cfn, s3, ssm] = [new CloudFormationClient(config), new S3Client(config), new SSMClient(config)];
  const key = Object.values((account.stateOf('kms') as any).keys as Record<string, { id: string }>)[0].id;
  const { CiphertextBlob } = await account.call('kms', 'Encrypt', { KeyId: key, Plaintext: Buffer.from('secret') });
  const found: unknown[] = [
    await cfn.send(new DescribeStacksCommand({})), await cfn.send(new DescribeStackEventsCommand({ StackName: 'one' })), await cfn.send(new ListStackResourcesCommand({ StackName: 'one' })),
    await ssm.send(new GetParametersByPathCommand({ Path: '/', Recursive: true })), await ssm.send(new GetParameterHistoryCommand({ Name: '/a/b' })),
    await s3.send(new ListObjectVersionsCommand({ Bucket: 'bucket' })), await (await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'k' }))).Body!.transformToString(),
    await new CodePipelineClient(config).send(new GetPipelineCommand({ name: 'pipeline' })), await new CodePipelineClient(config).send(new ListPipelineExecutionsCommand({ pipelineName: 'pipeline' })),
    await new EventBridgeClient(config).send(new ListRulesCommand({})), await new LambdaClient(config).send(new GetFunctionCommand({ FunctionName: 'f' })),
    Buffer.from((await new KMSClient(config).send(new DecryptCommand({ CiphertextBlob }))).Plaintext!).toString(),
    await new STSClient(config).send(new GetCallerIdentityCommand({})),
  ];
  return JSON.parse(JSON.stringify(found, (name, value) => name === '$metadata' ? undefined : value));
}

test('an account that was saved and loaded answers the same', async () => {
  const account = await lived();
  await saveAccount(account, folder);
  const again = loadAccount(folder);

  expect(await answers(again)).toEqual(await answers(account));
});

test('every service keeps its state', async () => {
  const account = await lived();
  await saveAccount(account, folder);
  const again = loadAccount(folder);
  const remembered = (of: Account) => Object.fromEntries(of.serviceNames.map(name => [name, encode(of.stateOf(name), { put: bytes => Buffer.from(bytes).toString('base64') })]));

  expect(remembered(again)).toEqual(remembered(account));
  const isEmpty = (part: unknown) => Object.keys(Object(part)).length === 0;
  const silent = account.serviceNames.filter(name => Object.values(account.stateOf(name) ?? {}).every(isEmpty));
  expect(silent).toEqual([]);
});

test('a loaded account continues: stacks change, and a used token is still known', async () => {
  await saveAccount(await lived(), folder);
  const again = await serving(loadAccount(folder));
  open.push(again);
  const cfn = new CloudFormationClient(again.config);
  const { StackId } = await again.account.call('cloudformation', 'CreateStack', { StackName: 'one', TemplateBody: JSON.stringify(STACK), ClientRequestToken: 'token' });
  const { Topic, ...Resources } = STACK.Resources;
  await cfn.send(new UpdateStackCommand({ StackName: 'one', TemplateBody: JSON.stringify({ Resources: { ...Resources, Parameter: parameter('changed', { Name: '/of-the-stack' }) } }) }));
  await waitUntilStackUpdateComplete({ client: cfn, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 }, { StackName: StackId });
  await again.account.call('cloudformation', 'ExecuteChangeSet', { StackName: 'two', ChangeSetName: 'c' });
  await again.account.settled();

  await expect(again.account.call('ssm', 'GetParameter', { Name: '/of-the-stack' })).resolves.toMatchObject({ Parameter: { Value: 'changed', Version: 2 } });
  await expect(again.account.call('sns', 'ListTopics')).resolves.toMatchObject({ Topics: [] });
  await expect(again.account.call('cloudformation', 'DescribeStacks', { StackName: 'two' })).resolves.toMatchObject({ Stacks: [{ StackStatus: 'CREATE_COMPLETE' }] });
});

test('a client that was interrupted after the n-th call continues with the saved account', async () => {
  const deploy = async (config: Served['config']) => {
    const ssm = new SSMClient(config);
    const names = (await ssm.send(new GetParametersByPathCommand({ Path: '/step' }))).Parameters!.map(({ Name }) => Name);
    for (const step of [1, 2, 3, 4]) if (!names.includes(`/step/${step}`)) await ssm.send(new PutParameterCommand({ Name: `/step/${step}`, Value: 'done', Type: 'String' }));
  };
  const first = await served({ faults: { stop: [{ after: 3 }] } });
  open.push(first);
  await expect(deploy(first.config)).rejects.toThrow();
  await saveAccount(first.account, folder);
  const second = await serving(loadAccount(folder));
  open.push(second);
  await deploy(second.config);

  const { Parameters } = await second.account.call('ssm', 'GetParametersByPath', { Path: '/step' });
  expect(Parameters.map((each: any) => [each.Name, each.Version])).toEqual([['/step/1', 1], ['/step/2', 1], ['/step/3', 1], ['/step/4', 1]]);
});

test('saving again replaces what was saved completely', async () => {
  const account = await lived();
  await saveAccount(account, folder);
  await account.call('s3', 'PutObject', { Bucket: 'bucket', Key: 'more', Body: Buffer.alloc(4000, 'm') });
  await saveAccount(account, folder);
  const first = readdirSync(join(folder, 'parts'));
  await saveAccount(account, folder);

  expect(readdirSync(join(folder, 'parts'))).toEqual(first);
  expect(first.filter(name => !Object.values(JSON.parse(readFileSync(join(folder, 'account.json'), 'utf8')).services).includes(name))).toHaveLength(2);
});

describe('a single error is the result of', () => {
  const change = (changes: (manifest: any) => object | string) => {
    const file = join(folder, 'account.json');
    const changed = changes(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, typeof changed === 'string' ? changed : JSON.stringify(changed));
  };
  beforeEach(() => saveAccount(createAccount(), folder));

  test('a newer account', () => {
    change(manifest => ({ ...manifest, format: 2 }));
    expect(() => loadAccount(folder)).toThrow(new SavedAccountError(`the account in ${folder} cannot be read: it has format 2, this version of the emulator knows formats up to 1: use a newer one`));
  });

  test('a manifest that is cut off', () => {
    change(manifest => JSON.stringify(manifest).slice(0, 40));
    expect(() => loadAccount(folder)).toThrow(/cannot be read: account.json is damaged/);
  });

  test('a part that was changed or deleted', () => {
    const [part] = readdirSync(join(folder, 'parts'));
    writeFileSync(join(folder, 'parts', part), '{}');
    expect(() => loadAccount(folder)).toThrow(/is damaged: its content is not what was written/);
    rmSync(join(folder, 'parts', part));
    expect(() => loadAccount(folder)).toThrow(/is missing/);
  });

  test('a service that is unknown', () => {
    change(manifest => ({ ...manifest, services: { ...manifest.services, dns: manifest.services.ssm } }));
    expect(() => loadAccount(folder)).toThrow("it has a service 'dns', which this version of the emulator does not know");
  });

  test('a folder with other contents', async () => {
    rmSync(join(folder, 'account.json'));
    writeFileSync(join(folder, 'letters.txt'), '');
    await expect(saveAccount(createAccount(), folder)).rejects.toThrow(/is not empty and holds no account/);
    expect(() => loadAccount(folder)).toThrow('there is no account.json in it');
  });
});
