import { execFile, spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { served, Served } from './served';

const run = promisify(execFile);
const present = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const withCli = present('aws', '--version');
const withBoto = present('python3', '-c', 'import boto3');
if (!withCli) process.stderr.write('the AWS CLI is not on this machine: its tests are left out\n');
if (!withBoto) process.stderr.write('boto3 is not on this machine: its tests are left out\n');

let account: Served;
let environment: NodeJS.ProcessEnv;
beforeEach(async () => {
  account = await served();
  const { AWS_PROFILE: _, ...inherited } = process.env;
  environment = {
    ...inherited,
    AWS_ENDPOINT_URL: account.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: account.account.accessKey,
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
});
afterEach(() => account.close());

(withCli ? describe : describe.skip)('the AWS CLI', () => {
  const aws = async (...args: string[]) => (await run('aws', [...args, '--output', 'json'], { env: environment })).stdout;
  const json = async (...args: string[]) => JSON.parse(await aws(...args));
  const refusal = (...args: string[]) => aws(...args).then(() => 'none', error => String(error.stderr).trim());

  test('speaks queries: roles, topics and who calls', async () => {
    await expect(json('sts', 'get-caller-identity')).resolves.toEqual({ UserId: '123456789012', Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'a.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const { Role } = await json('iam', 'create-role', '--role-name', 'r', '--assume-role-policy-document', JSON.stringify(trust), '--tags', 'Key=a,Value=b');
    expect(Role).toMatchObject({ RoleName: 'r', AssumeRolePolicyDocument: trust, Tags: [{ Key: 'a', Value: 'b' }] });
    await expect(refusal('iam', 'get-role', '--role-name', 'q')).resolves
      .toBe('An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name q cannot be found.');
  }, 180_000);

  test('speaks JSON: parameters', async () => {
    await json('ssm', 'put-parameter', '--name', '/a/b', '--value', 'x', '--type', 'String');
    await expect(json('ssm', 'get-parameters-by-path', '--path', '/a')).resolves.toMatchObject({ Parameters: [{ Name: '/a/b', Value: 'x' }] });
    await expect(refusal('ssm', 'get-parameter', '--name', '/c')).resolves.toContain('An error occurred (ParameterNotFound) when calling the GetParameter operation');
    await expect(refusal('ssm', 'list-commands')).resolves.toContain('the emulator has no operation ssm:ListCommands');
  }, 180_000);

  test('copies and lists files, large ones in parts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'insync-'));
    const large = Buffer.alloc(20 * 1024 * 1024, 'cv-insync ');
    writeFileSync(join(folder, 'large'), large);
    await aws('s3', 'mb', 's3://bucket');
    await aws('s3', 'cp', join(folder, 'large'), 's3://bucket/dir/lärge +.bin', '--no-progress');
    await aws('s3', 'cp', 's3://bucket/dir/lärge +.bin', join(folder, 'back'), '--no-progress');
    expect(readFileSync(join(folder, 'back')).equals(large)).toBe(true);
    await expect(aws('s3', 'ls', 's3://bucket/dir/')).resolves.toMatch(/20971520 lärge \+\.bin\n$/);
    await expect(json('s3api', 'head-object', '--bucket', 'bucket', '--key', 'dir/lärge +.bin')).resolves.toMatchObject({ ContentLength: large.length, ETag: expect.stringMatching(/-3"$/) });
    await expect(refusal('s3api', 'head-bucket', '--bucket', 'missing')).resolves.toContain('(404)');
    await aws('s3', 'rb', 's3://bucket', '--force');
    await expect(json('s3api', 'list-buckets')).resolves.toMatchObject({ Buckets: [] });
  }, 180_000);
});

const SCRIPT = `
import boto3, json
from botocore.exceptions import ClientError

def code(call, **args):
    try:
        call(**args)
    except ClientError as error:
        return error.response['Error']['Code']

ssm, s3, iam, lam = (boto3.client(name) for name in ('ssm', 's3', 'iam', 'lambda'))
events, logs, kms, sns, sts, cfn = (boto3.client(name) for name in ('events', 'logs', 'kms', 'sns', 'sts', 'cloudformation'))
for i in range(11):
    ssm.put_parameter(Name='/p/%d' % i, Value=str(i), Type='String')
s3.create_bucket(Bucket='bucket')
s3.put_object(Bucket='bucket', Key='a b', Body=b'hello', Metadata={'m': '1'})
read = s3.get_object(Bucket='bucket', Key='a b')
topic = sns.create_topic(Name='t')['TopicArn']
key = kms.create_key()['KeyMetadata']
logs.create_log_group(logGroupName='g')
print(json.dumps({
    'parameters': sum(len(page['Parameters']) for page in ssm.get_paginator('get_parameters_by_path').paginate(Path='/p')),
    'modified': ssm.get_parameter(Name='/p/1')['Parameter']['LastModifiedDate'].year > 2000,
    'object': [read['Body'].read().decode(), read['Metadata'], read['LastModified'].year > 2000],
    'location': s3.get_bucket_location(Bucket='bucket')['LocationConstraint'],
    'keys': [each['Key'] for each in s3.list_objects_v2(Bucket='bucket')['Contents']],
    'decrypted': kms.decrypt(CiphertextBlob=kms.encrypt(KeyId=key['KeyId'], Plaintext=b'secret')['CiphertextBlob'])['Plaintext'].decode(),
    'attributes': sns.get_topic_attributes(TopicArn=topic)['Attributes']['TopicArn'] == topic,
    'groups': [each['logGroupName'] for each in logs.describe_log_groups()['logGroups']],
    'matches': events.test_event_pattern(EventPattern='{"source":["a"]}', Event='{"source":"a"}')['Result'],
    'role': sts.assume_role(RoleArn='arn:aws:iam::123456789012:role/r', RoleSessionName='session')['AssumedRoleUser']['Arn'],
    'functions': lam.list_functions()['Functions'],
    'stacks': cfn.list_stacks()['StackSummaries'],
    'errors': [
        code(ssm.get_parameter, Name='/none'), code(s3.get_object, Bucket='bucket', Key='none'), code(s3.head_object, Bucket='bucket', Key='none'),
        code(iam.get_role, RoleName='none'), code(lam.get_function, FunctionName='none'), code(sns.get_topic_attributes, TopicArn=topic + 'x'),
        code(cfn.describe_stacks, StackName='none'),
    ],
}))
`;

(withBoto ? test : test.skip)('boto3 understands every protocol, answers and errors', async () => {
  const { stdout } = await run('python3', ['-c', SCRIPT], { env: environment });
  expect(JSON.parse(stdout)).toEqual({
    parameters: 11,
    modified: true,
    object: ['hello', { m: '1' }, true],
    location: null,
    keys: ['a b'],
    decrypted: 'secret',
    attributes: true,
    groups: ['g'],
    matches: true,
    role: 'arn:aws:sts::123456789012:assumed-role/r/session',
    functions: [],
    stacks: [],
    errors: ['ParameterNotFound', 'NoSuchKey', '404', 'NoSuchEntity', 'ResourceNotFoundException', 'NotFound', 'ValidationError'],
  });
}, 180_000);
