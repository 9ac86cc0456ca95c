import { subscribe, unsubscribe } from 'diagnostics_channel';
import { createAccount, type Account } from '../../src/account';
import type { ObservedDecision } from '../../src/account/permissions';

const ROLE = 'arn:aws:iam::123456789012:role/worker';
const SESSION = 'arn:aws:sts::123456789012:assumed-role/worker/run';

let account: Account;
beforeEach(async () => {
  account = createAccount({ iam: true });
  await account.call('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), Tags: [{ Key: 'team', Value: 'cars' }] });
});

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = (Service: string) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });
const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...Condition ? { Condition } : {} });
const grant = (...statements: object[]) => account.call('iam', 'PutRolePolicy', { RoleName: 'worker', PolicyName: 'own', PolicyDocument: policy(...statements) });
const asWorker = (service: string, operation: string, input: object = {}) => account.call(service, operation, input, { caller: SESSION });
const refusal = (promise: Promise<unknown>) => promise.then(() => 'allowed', error => error);
const codeOf = async (promise: Promise<unknown>) => (await refusal(promise) as { code?: string }).code ?? 'allowed';

describe('a role', () => {
  test('may do what its policies allow, and nothing else', async () => {
    await grant(allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:123456789012:parameter/own/*'));
    await account.call('ssm', 'PutParameter', { Name: '/own/a', Value: 'x', Type: 'String' });

    expect((await asWorker('ssm', 'GetParameter', { Name: '/own/a' })).Parameter.Value).toBe('x');
    expect(await refusal(asWorker('ssm', 'GetParameter', { Name: '/other' }))).toMatchObject({
      code: 'AccessDeniedException',
      message: `User: ${SESSION} is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1:123456789012:parameter/other `
        + 'because no identity-based policy allows the ssm:GetParameter action',
    });
    expect(account.permissions!.refusals).toMatchObject([{ principal: SESSION, action: 'ssm:GetParameter' }]);
  });

  test('is limited by its boundary, and by the policies of its session', async () => {
    await grant(allow('ssm:*'));
    const { Policy: { Arn } } = await account.call('iam', 'CreatePolicy', { PolicyName: 'limit', PolicyDocument: policy(allow('ssm:Get*')) });
    await account.call('iam', 'PutRolePermissionsBoundary', { RoleName: 'worker', PermissionsBoundary: Arn });

    expect(await refusal(asWorker('ssm', 'DescribeParameters'))).toMatchObject({ message: expect.stringContaining('no permissions boundary allows') });
    const narrow = { caller: SESSION, sessionPolicies: [policy(allow('sns:*'))] };
    expect(await refusal(account.call('ssm', 'GetParameter', { Name: '/a' }, narrow))).toMatchObject({ message: expect.stringContaining('no session policy allows') });
  });

  test('has what managed policies allow, those of AWS too', async () => {
    await account.call('iam', 'AttachRolePolicy', { RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess' });

    expect(await codeOf(asWorker('ssm', 'DescribeParameters'))).toBe('allowed');
    expect(await codeOf(asWorker('ssm', 'PutParameter', { Name: 'a', Value: 'x' }))).toBe('AccessDeniedException');
  });

  test('cannot be given a managed policy of AWS whose content is not known here', async () => {
    expect(await refusal(account.call('iam', 'AttachRolePolicy', { RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/Unheard' })))
      .toMatchObject({ message: expect.stringContaining('no document of the AWS-managed policy arn:aws:iam::aws:policy/Unheard') });
  });

  test('is decided about in public: who is subscribed sees each decision with what decided it', async () => {
    const decisions: ObservedDecision[] = [];
    const listener = (message: unknown) => void decisions.push(message as ObservedDecision);
    await grant(allow('ssm:DescribeParameters'));
    subscribe('cv-insync:decision', listener);
    await asWorker('ssm', 'DescribeParameters').finally(() => unsubscribe('cv-insync:decision', listener));

    expect(decisions).toMatchObject([{
      request: { principal: SESSION, action: 'ssm:DescribeParameters', resource: '*' }, policies: { identity: [{ Statement: [allow('ssm:DescribeParameters')] }] }, allowed: true,
    }]);
  });

  test('that is gone may do nothing', async () => {
    await account.call('iam', 'DeleteRole', { RoleName: 'worker' });

    expect(await codeOf(asWorker('ssm', 'DescribeParameters'))).toBe('AccessDeniedException');
  });

  test('passes a role to a service only where it may pass it to that service', async () => {
    await grant(allow('lambda:CreateFunction'), allow('iam:PassRole', ROLE, { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }));
    const create = () => asWorker('lambda', 'CreateFunction', { FunctionName: 'f', Role: ROLE, Code: { ZipFile: 'exports.handler = 1' } });

    expect(await refusal(create())).toMatchObject({ message: expect.stringContaining(`iam:PassRole on resource: ${ROLE}`) });
    await grant(allow('lambda:CreateFunction'), allow('iam:PassRole', ROLE, { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }));
    expect(await codeOf(create())).toBe('allowed');
  });

  test('is known by its tags, as requests and resources are by theirs', async () => {
    await grant(
      allow('sns:CreateTopic', 'arn:aws:sns:us-east-1:123456789012:${aws:PrincipalTag/team}-*'),
      allow('sns:TagResource', '*', { StringEquals: { 'aws:RequestTag/team': '${aws:PrincipalTag/team}' } }),
      allow('sns:DeleteTopic', '*', { StringEquals: { 'aws:ResourceTag/team': 'cars' } }),
    );

    expect(await codeOf(asWorker('sns', 'CreateTopic', { Name: 'cars-a', Tags: [{ Key: 'team', Value: 'cars' }] }))).toBe('allowed');
    expect(await codeOf(asWorker('sns', 'CreateTopic', { Name: 'cars-b', Tags: [{ Key: 'team', Value: 'trucks' }] }))).toBe('AuthorizationErrorException');
    await account.call('sns', 'CreateTopic', { Name: 'plain' });
    expect(await codeOf(asWorker('sns', 'DeleteTopic', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:plain' }))).toBe('AuthorizationErrorException');
    expect(await codeOf(asWorker('sns', 'DeleteTopic', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:cars-a' }))).toBe('allowed');
  });
});

test('the builds of the CDK\'s pipelines take on the roles of a CDK bootstrap, by their tags', async () => {
  // The statement of the action SelfMutate of aws-cdk-lib/pipelines, and the tag of the role in bootstrap-template.yaml of aws-cdk.
  await account.call('iam', 'CreateRole', {
    RoleName: 'deploy',
    AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }),
    Tags: [{ Key: 'aws-cdk:bootstrap-role', Value: 'deploy' }],
  });
  await account.call('iam', 'CreateRole', {
    RoleName: 'other', AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }),
  });
  await grant(allow('sts:AssumeRole', 'arn:*:iam::123456789012:role/*', { 'ForAnyValue:StringEquals': { 'iam:ResourceTag/aws-cdk:bootstrap-role': ['image-publishing', 'file-publishing', 'deploy'] } }));
  const assume = (name: string) => codeOf(asWorker('sts', 'AssumeRole', { RoleArn: `arn:aws:iam::123456789012:role/${name}`, RoleSessionName: 'run' }));

  expect(await assume('deploy')).toBe('allowed');
  expect(await assume('other')).toBe('AccessDenied');
});

describe('objects', () => {
  const objects = 'arn:aws:s3:::cars/*';
  beforeEach(() => account.call('s3', 'CreateBucket', { Bucket: 'cars' }));

  test('are reached by roles that the policy of the bucket names', async () => {
    await account.call('s3', 'PutBucketPolicy', { Bucket: 'cars', Policy: policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:PutObject', Resource: objects }) });

    expect(await codeOf(asWorker('s3', 'PutObject', { Bucket: 'cars', Key: 'a', Body: 'x' }))).toBe('allowed');
    expect(await codeOf(asWorker('s3', 'GetObject', { Bucket: 'cars', Key: 'a' }))).toBe('AccessDenied');
  });

  test('that are missing look like others to those who may not list the bucket', async () => {
    await grant(allow('s3:GetObject', objects));
    expect(await codeOf(asWorker('s3', 'GetObject', { Bucket: 'cars', Key: 'none' }))).toBe('AccessDenied');
    await grant(allow('s3:GetObject', objects), allow('s3:ListBucket', 'arn:aws:s3:::cars'));
    expect(await codeOf(asWorker('s3', 'GetObject', { Bucket: 'cars', Key: 'none' }))).toBe('NoSuchKey');
  });

  test('need the key of the bucket, by way of S3 and for their own ARN', async () => {
    const { KeyMetadata: { KeyId, Arn } } = await account.call('kms', 'CreateKey');
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId } };
    await account.call('s3', 'PutBucketEncryption', { Bucket: 'cars', ServerSideEncryptionConfiguration: { Rules: [rule] } });
    const put = () => codeOf(asWorker('s3', 'PutObject', { Bucket: 'cars', Key: 'a', Body: 'x' }));
    const key = (service: string) => allow('kms:GenerateDataKey', Arn, {
      StringEquals: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::cars/a' },
    });

    await grant(allow('s3:PutObject', objects));
    expect(await put()).toBe('AccessDenied');
    await grant(allow('s3:PutObject', objects), key('sns'));
    expect(await put()).toBe('AccessDenied');
    await grant(allow('s3:PutObject', objects), key('s3'));
    expect(await put()).toBe('allowed');
  });
});

describe('services', () => {
  test('take on roles that trust them', async () => {
    const assume = (caller: string) => codeOf(account.call('sts', 'AssumeRole', { RoleArn: ROLE, RoleSessionName: 'run' }, { caller }));

    expect(await assume('lambda.amazonaws.com')).toBe('allowed');
    expect(await assume('codebuild.amazonaws.com')).toBe('AccessDenied');
  });

  test('invoke functions whose policies name them and what they do it for', async () => {
    await account.call('lambda', 'CreateFunction', { FunctionName: 'f', Role: ROLE, Code: { ZipFile: 'exports.handler = 1' } });
    const SourceArn = 'arn:aws:events:us-east-1:123456789012:rule/daily';
    await account.call('lambda', 'AddPermission', { FunctionName: 'f', StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn });
    const invoke = (sourceArn: string) => codeOf(account.call('lambda', 'Invoke', { FunctionName: 'f', InvocationType: 'DryRun' }, { caller: 'events.amazonaws.com', sourceArn }));

    expect(await invoke(SourceArn)).toBe('allowed');
    expect(await invoke('arn:aws:events:us-east-1:123456789012:rule/other')).toBe('AccessDeniedException');
  });
});

test('who calls without a role is an administrator', async () => {
  expect(await codeOf(account.call('ssm', 'DescribeParameters'))).toBe('allowed');
});

test('without permissions, every role may do everything', async () => {
  account = createAccount();

  expect(await codeOf(asWorker('ssm', 'DescribeParameters'))).toBe('allowed');
});
