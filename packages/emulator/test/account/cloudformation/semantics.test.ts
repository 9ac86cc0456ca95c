import {
  CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, DescribeChangeSetCommand, DescribeStacksCommand,
  UpdateStackCommand, UpdateTerminationProtectionCommand, waitUntilStackCreateComplete, waitUntilStackDeleteComplete, waitUntilStackUpdateComplete,
  type Capability, type Parameter, type Stack,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { served, type Served } from '../served';
import { broken, parameter, TRUST } from './testing';

// Behaviour that public emulators get wrong, tested through a client.

let account: Served;
let cloudformation: CloudFormationClient;
let ssm: SSMClient;
const waiter = () => ({ client: cloudformation, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 });

beforeEach(async () => {
  account = await served();
  cloudformation = new CloudFormationClient(account.config);
  ssm = new SSMClient(account.config);
});
afterEach(() => account.close());

interface Options { readonly Parameters?: Parameter[]; readonly Capabilities?: Capability[]; readonly RoleARN?: string }

const begin = (StackName: string, template: object, options: Options = {}) =>
  cloudformation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...options }));
const change = (StackName: string, template: object, options: Options = {}) =>
  cloudformation.send(new UpdateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...options }));
const remove = (StackName: string) => cloudformation.send(new DeleteStackCommand({ StackName }));
const describeStack = async (StackName: string): Promise<Stack> => (await cloudformation.send(new DescribeStacksCommand({ StackName }))).Stacks![0];
const create = async (StackName: string, template: object, options: Options = {}) => {
  await begin(StackName, template, options);
  await waitUntilStackCreateComplete(waiter(), { StackName });
};
const update = async (StackName: string, template: object, options: Options = {}) => {
  await change(StackName, template, options);
  await waitUntilStackUpdateComplete(waiter(), { StackName });
};
const rest = async (StackName: string): Promise<Stack> => {
  for (;;) {
    const stack = await describeStack(StackName);
    if (!stack.StackStatus!.endsWith('_IN_PROGRESS')) return stack;
  }
};
const value = (Name: string) =>
  ssm.send(new GetParameterCommand({ Name })).then(({ Parameter: found }) => found!.Value, (error: Error) => error.name);
const put = (Name: string, Value: string) => ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));

test('UpdateStack with nothing to change: error', async () => {
  const template = { Resources: { P: parameter('x') } };
  await create('one', template);
  await expect(change('one', template)).rejects.toMatchObject({ name: 'ValidationError', message: 'No updates are to be performed.' });
});

test('change set with nothing to change: FAILED, the reason says no changes', async () => {
  const template = { Resources: { P: parameter('x') } };
  await create('one', template);
  const input = { StackName: 'one', ChangeSetName: 'cs' };
  await cloudformation.send(new CreateChangeSetCommand({ ...input, TemplateBody: JSON.stringify(template) }));
  await account.account.settled();
  const { Status, StatusReason } = await cloudformation.send(new DescribeChangeSetCommand(input));
  expect(Status).toBe('FAILED');
  expect(StatusReason).toContain("didn't contain changes");
});

test('create fails: rolled back, ROLLBACK_COMPLETE, only deletion is possible then', async () => {
  await begin('one', { Resources: { A: parameter('x', { Name: '/a' }), Bad: broken({ DependsOn: 'A' }) } });
  const { StackStatus, StackId } = await rest('one');
  expect(StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await value('/a')).toBe('ParameterNotFound');
  await expect(change('one', { Resources: { A: parameter('x') } })).rejects.toThrow(/ROLLBACK_COMPLETE state and can not be updated/);
  await remove('one');
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId! });
});

test('update fails: rolled back, UPDATE_ROLLBACK_COMPLETE', async () => {
  await create('one', { Resources: { A: parameter('before', { Name: '/a' }) } });
  await change('one', { Resources: { A: parameter('after', { Name: '/a' }), Bad: broken({ DependsOn: 'A' }) } });
  expect((await rest('one')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await value('/a')).toBe('before');
});

test('update or delete of an export in use: error, names the importing stack', async () => {
  const producer = (output: string) => ({ Resources: { P: parameter('x') }, Outputs: { O: { Value: output, Export: { Name: 'shared' } } } });
  await create('producer', producer('1'));
  await create('consumer', { Resources: { C: parameter({ 'Fn::ImportValue': 'shared' }) } });
  await change('producer', producer('2'));
  expect(await rest('producer')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE', Outputs: [{ OutputValue: '1', ExportName: 'shared' }] });
  await remove('producer');
  const { StackStatus, StackStatusReason } = await rest('producer');
  expect([StackStatus, StackStatusReason]).toEqual(['DELETE_FAILED', 'Delete canceled. Cannot delete export shared as it is in use by consumer.']);
});

test('duplicate export name: error', async () => {
  const exporting = { Resources: { P: parameter('x') }, Outputs: { O: { Value: 'v', Export: { Name: 'shared' } } } };
  await create('first', exporting);
  await begin('second', exporting);
  expect((await rest('second')).StackStatus).toBe('ROLLBACK_COMPLETE');
});

test('{{resolve:ssm:...}}: resolved at creation; a changed value behind an unchanged template is not a change', async () => {
  const template = { Resources: { P: parameter('{{resolve:ssm:/source}}', { Name: '/p' }) } };
  await put('/source', 'first');
  await create('one', template);
  await put('/source', 'second');
  await expect(change('one', template)).rejects.toThrow('No updates are to be performed.');
  expect(await value('/p')).toBe('first');
});

test('AWS::SSM::Parameter::Value: a changed value is a change, a missing parameter an error before anything happens, ResolvedValue is told', async () => {
  const template = { Parameters: { V: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/source' } }, Resources: { P: parameter({ Ref: 'V' }, { Name: '/p' }) } };
  await expect(begin('one', template)).rejects.toThrow(/Unable to fetch parameters \[\/source\]/);
  await expect(describeStack('one')).rejects.toThrow('does not exist');
  await put('/source', 'first');
  await create('one', template);
  await expect(change('one', template)).rejects.toThrow('No updates are to be performed.');
  await put('/source', 'second');
  await update('one', template);
  expect(await value('/p')).toBe('second');
  expect((await describeStack('one')).Parameters).toEqual([{ ParameterKey: 'V', ParameterValue: '/source', ResolvedValue: 'second' }]);
});

test('unknown or missing parameter, value not in AllowedValues: error', async () => {
  const template = { Parameters: { V: { Type: 'String', AllowedValues: ['a'] } }, Resources: { P: parameter({ Ref: 'V' }) } };
  const given = (ParameterKey: string, ParameterValue: string) => ({ Parameters: [{ ParameterKey, ParameterValue }] });
  await expect(begin('one', template)).rejects.toThrow('Parameters: [V] must have values');
  await expect(begin('one', template, given('W', 'a'))).rejects.toThrow('Parameters: [W] do not exist in the template');
  await expect(begin('one', template, given('V', 'b'))).rejects.toThrow("Parameter 'V' must be one of AllowedValues");
});

test('IAM resources without the capability: InsufficientCapabilitiesException', async () => {
  const template = { Resources: { R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } } } };
  await expect(begin('one', template)).rejects.toMatchObject({ name: 'InsufficientCapabilitiesException' });
  await create('one', template, { Capabilities: ['CAPABILITY_IAM'] });
});

test('references to something undefined, circular references: error at validation', async () => {
  await expect(begin('one', { Resources: { A: parameter({ Ref: 'B' }) } })).rejects.toThrow(/Unresolved resource dependencies \[B\]/);
  await expect(begin('one', { Resources: { A: parameter({ 'Fn::GetAtt': ['B', 'Value'] }) } })).rejects.toThrow(/undefined resource B/);
  await expect(begin('one', { Resources: { A: parameter({ Ref: 'B' }), B: parameter({ Ref: 'A' }) } })).rejects.toThrow('Circular dependency between resources: [A, B]');
});

test('DeletionPolicy Retain: kept on deletion, on removal from the template, and when its creation is rolled back', async () => {
  const kept = (name: string) => parameter('x', { Name: name, DeletionPolicy: 'Retain' });
  await create('one', { Resources: { A: kept('/deleted'), B: kept('/removed') } });
  await update('one', { Resources: { A: kept('/deleted') } });
  await remove('one');
  await begin('two', { Resources: { A: kept('/rolled-back'), B: parameter('x', { Name: '/except', DeletionPolicy: 'RetainExceptOnCreate' }), Bad: broken({ DependsOn: ['A', 'B'] }) } });
  await rest('two');
  await account.account.settled();
  expect(await Promise.all(['/deleted', '/removed', '/rolled-back', '/except'].map(value))).toEqual(['x', 'x', 'x', 'ParameterNotFound']);
});

test('empty CommaDelimitedList: a list of one empty string', async () => {
  const template = { Parameters: { L: { Type: 'CommaDelimitedList', Default: '' } }, Resources: { P: parameter({ 'Fn::Join': ['', ['[', { 'Fn::Select': [0, { Ref: 'L' }] }, ']']] }, { Name: '/p' }) } };
  await create('one', template);
  expect(await value('/p')).toBe('[]');
});

test('termination protection: deletion is refused', async () => {
  await create('one', { Resources: { P: parameter('x') } });
  await cloudformation.send(new UpdateTerminationProtectionCommand({ StackName: 'one', EnableTerminationProtection: true }));
  await expect(remove('one')).rejects.toThrow(/TerminationProtection is enabled/);
});

test('non-empty bucket: deletion fails, the stack ends DELETE_FAILED', async () => {
  const s3 = new S3Client({ ...account.config, forcePathStyle: true });
  await create('one', { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } } } });
  await s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'k', Body: 'x' }));
  await remove('one');
  expect((await rest('one')).StackStatus).toBe('DELETE_FAILED');
  await s3.send(new DeleteObjectCommand({ Bucket: 'full-bucket', Key: 'k' }));
  const { StackId } = await describeStack('one');
  await remove('one');
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId! });
});

test('delete of a missing stack: succeeds', async () => {
  await expect(remove('nobody')).resolves.toBeDefined();
});

test('create of a resource whose physical name exists: error already exists', async () => {
  await put('/taken', 'mine');
  await begin('one', { Resources: { P: parameter('x', { Name: '/taken' }) } });
  expect((await rest('one')).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await value('/taken')).toBe('mine');
});

test('limits: 500 resources, 51,200 bytes in a request', async () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`H${i}`, { Type: 'AWS::SNS::Topic' }]));
  await expect(begin('one', { Resources: many })).rejects.toThrow('Number of resources, 501, is greater than maximum allowed, 500');
  await expect(begin('one', { Description: 'x'.repeat(51_200), Resources: { P: parameter('x') } })).rejects.toThrow(/less than or equal to 51200/);
});

test('delete: without RoleARN the role used last; if that role is gone the stack cannot be deleted', async () => {
  const iam = new IAMClient(account.config);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'deployer', AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
  await create('one', { Resources: { P: parameter('x') } }, { RoleARN: Role!.Arn });
  expect((await describeStack('one')).RoleARN).toBe(Role!.Arn);
  await iam.send(new DeleteRoleCommand({ RoleName: 'deployer' }));
  await expect(remove('one')).rejects.toThrow(/is invalid or cannot be assumed/);
});
