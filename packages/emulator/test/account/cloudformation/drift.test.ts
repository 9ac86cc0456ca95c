import { CloudFormationClient, DescribeStackDriftDetectionStatusCommand, DescribeStackResourceDriftsCommand, DetectStackDriftCommand, DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation';
import { serving } from '../served';
import { broken, parameter, Stacks, TRUST } from './testing';

// "Detect unmanaged configuration changes to stacks and resources with drift detection" (CloudFormation user guide), the API reference,
// and LocalStack's recording test_drift_detection_on_lambda.

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const call = (service: string, operation: string, input: object) => stacks.account.call(service, operation, input);

/** Detects the drift of a stack and returns the completed detection. */
async function detect(input: Record<string, unknown> = {}): Promise<any> {
  const { StackDriftDetectionId } = await stacks.call('DetectStackDrift', { StackName: 'one', ...input });
  await stacks.account.settled();
  return stacks.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId });
}

/** Statuses by logical id, with the differences of modified resources. */
async function drifts(input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { StackResourceDrifts } = await stacks.call('DescribeStackResourceDrifts', { StackName: 'one', ...input });
  const shown = ({ StackResourceDriftStatus: status, PropertyDifferences }: any) => status !== 'MODIFIED' ? status
    : PropertyDifferences.map(({ DifferenceType, PropertyPath, ExpectedValue, ActualValue }: any) => `${DifferenceType} ${PropertyPath}: ${ExpectedValue} -> ${ActualValue}`);
  return Object.fromEntries(StackResourceDrifts.map((drift: any) => [drift.LogicalResourceId, shown(drift)]));
}

const ROLE = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'role', AssumeRolePolicyDocument: TRUST } };
const lambda = (properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'fn',
    Description: 'function to test',
    Code: { ZipFile: 'exports.handler = async () => 1;' },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
    Environment: { Variables: { ENDPOINT_URL: 'aws.amazon.com' } },
    ...properties,
  },
});

test('an unchanged stack is NOT_CHECKED before its detection and IN_SYNC after it', async () => {
  await stacks.create('one', { Resources: { P: parameter('x'), Queue: { Type: 'AWS::SQS::Queue' } } });
  expect((await stacks.describe('one')).DriftInformation).toEqual({ StackDriftStatus: 'NOT_CHECKED', LastCheckTimestamp: undefined });
  expect(await drifts()).toEqual({});
  expect(await detect()).toMatchObject({ DetectionStatus: 'DETECTION_COMPLETE', StackDriftStatus: 'IN_SYNC', DriftedStackResourceCount: 0, Timestamp: expect.any(Date) });
  expect((await stacks.describe('one')).DriftInformation).toEqual({ StackDriftStatus: 'IN_SYNC', LastCheckTimestamp: expect.any(Date) });
  // Types that the account does not implement are not checked, and so not listed.
  expect(await drifts()).toEqual({ P: 'IN_SYNC' });
  const { StackResourceSummaries } = await stacks.call('ListStackResources', { StackName: 'one' });
  expect(StackResourceSummaries.map(({ DriftInformation }: any) => DriftInformation.StackResourceDriftStatus)).toEqual(['IN_SYNC', 'NOT_CHECKED']);
});

test('a stack without a resource that can be checked is in sync', async () => {
  await stacks.create('one', { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
  expect(await detect()).toMatchObject({ StackDriftStatus: 'IN_SYNC', DriftedStackResourceCount: 0 });
});

test('a detection is in progress until it ends', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  const { StackDriftDetectionId } = await stacks.call('DetectStackDrift', { StackName: 'one' });
  expect(await stacks.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId }))
    .toMatchObject({ DetectionStatus: 'DETECTION_IN_PROGRESS', StackDriftStatus: 'NOT_CHECKED', DriftedStackResourceCount: undefined });
  await stacks.account.settled();
  await expect(stacks.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId: 'nothing' })).rejects.toThrow('Drift detection [nothing] does not exist');
});

test('a changed value, a deleted resource and an unchanged one', async () => {
  await stacks.create('one', { Resources: { Changed: parameter('x', { Name: '/changed' }), Gone: parameter('y', { Name: '/gone' }), Same: parameter('z') } });
  await call('ssm', 'PutParameter', { Name: '/changed', Value: 'other', Type: 'String', Overwrite: true });
  await call('ssm', 'DeleteParameter', { Name: '/gone' });
  expect(await detect()).toMatchObject({ StackDriftStatus: 'DRIFTED', DriftedStackResourceCount: 2 });
  expect(await drifts()).toEqual({ Changed: ['NOT_EQUAL /Value: x -> other'], Gone: 'DELETED', Same: 'IN_SYNC' });
  expect(await drifts({ StackResourceDriftStatusFilters: ['DELETED'] })).toEqual({ Gone: 'DELETED' });
  const { StackResourceDrifts } = await stacks.call('DescribeStackResourceDrifts', { StackName: 'one', StackResourceDriftStatusFilters: ['DELETED'] });
  expect(StackResourceDrifts[0]).toMatchObject({ PhysicalResourceId: '/gone', ExpectedProperties: undefined, ActualProperties: undefined, PropertyDifferences: [] });
});

test("a function's configuration, by its resource alone", async () => {
  await stacks.create('one', { Resources: { Role: ROLE, Function: lambda() } });
  await call('lambda', 'UpdateFunctionConfiguration', {
    FunctionName: 'fn', Runtime: 'nodejs20.x', Description: 'different description', Environment: { Variables: { ENDPOINT_URL: 'localhost.localstack.cloud' } },
  });
  const { StackResourceDrift } = await stacks.call('DetectStackResourceDrift', { StackName: 'one', LogicalResourceId: 'Function' });
  const { ExpectedProperties, ActualProperties, ...drift } = StackResourceDrift;
  const common = { FunctionName: 'fn', Handler: 'index.handler', Role: 'arn:aws:iam::123456789012:role/role' };
  // Code cannot be converted back to its form in a template.
  expect(JSON.parse(ExpectedProperties)).toEqual({ ...common, Description: 'function to test', Environment: { Variables: { ENDPOINT_URL: 'aws.amazon.com' } }, Runtime: 'nodejs22.x' });
  expect(JSON.parse(ActualProperties)).toEqual({ ...common, Description: 'different description', Environment: { Variables: { ENDPOINT_URL: 'localhost.localstack.cloud' } }, Runtime: 'nodejs20.x' });
  expect(drift).toEqual({
    StackId: expect.stringContaining(':stack/one/'),
    LogicalResourceId: 'Function',
    PhysicalResourceId: 'fn',
    ResourceType: 'AWS::Lambda::Function',
    StackResourceDriftStatus: 'MODIFIED',
    Timestamp: expect.any(Date),
    PropertyDifferences: [
      { PropertyPath: '/Description', ExpectedValue: 'function to test', ActualValue: 'different description', DifferenceType: 'NOT_EQUAL' },
      { PropertyPath: '/Runtime', ExpectedValue: 'nodejs22.x', ActualValue: 'nodejs20.x', DifferenceType: 'NOT_EQUAL' },
      { PropertyPath: '/Environment/Variables/ENDPOINT_URL', ExpectedValue: 'aws.amazon.com', ActualValue: 'localhost.localstack.cloud', DifferenceType: 'NOT_EQUAL' },
    ],
  });
  expect((await stacks.describe('one')).DriftInformation.StackDriftStatus).toBe('DRIFTED');
});

test('only properties that the template sets count', async () => {
  await stacks.create('one', { Resources: { Role: ROLE, Function: lambda() } });
  await call('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'fn', Timeout: 99, MemorySize: 1024 });
  expect(await detect()).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
});

test('items added to a list or removed from it', async () => {
  const topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't', Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }] } };
  await stacks.create('one', { Resources: { Role: ROLE, Function: lambda(), Topic: topic } });
  await call('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'fn', Environment: { Variables: { NEW: 'n' } } });
  const TopicArn = stacks.account.arn('sns', 't');
  await call('sns', 'Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'b@example.com' });
  await detect();
  expect(await drifts()).toEqual({
    Role: 'IN_SYNC',
    Function: ['REMOVE /Environment/Variables/ENDPOINT_URL: aws.amazon.com -> null', 'ADD /Environment/Variables/NEW: null -> n'],
    Topic: ['ADD /Subscription/1: null -> {"Protocol":"email","Endpoint":"b@example.com"}'],
  });
});

test('tags of the stack are not drift, other tags are', async () => {
  const tagged = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/p', Type: 'String', Value: 'x', Tags: { own: '1' } } };
  await stacks.create('one', { Resources: { P: tagged } }, { Tags: [{ Key: 'stack', Value: 's' }] });
  expect(await detect()).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
  await call('ssm', 'AddTagsToResource', { ResourceType: 'Parameter', ResourceId: '/p', Tags: [{ Key: 'own', Value: '2' }] });
  await detect();
  expect(await drifts()).toEqual({ P: ['NOT_EQUAL /Tags/own: 1 -> 2'] });
});

test('a changed value behind a dynamic reference is not drift', async () => {
  await call('ssm', 'PutParameter', { Name: '/source', Value: 'v1', Type: 'String' });
  await stacks.create('one', { Resources: { P: parameter('{{resolve:ssm:/source}}', { Name: '/p' }) } });
  await call('ssm', 'PutParameter', { Name: '/source', Value: 'v2', Type: 'String', Overwrite: true });
  expect(await detect()).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
  await call('ssm', 'PutParameter', { Name: '/p', Value: 'v2', Type: 'String', Overwrite: true });
  await detect();
  expect(await drifts()).toEqual({ P: ['NOT_EQUAL /Value: v1 -> v2'] });
});

test('some resources can be checked, and an update makes the stack unchecked', async () => {
  const template = (value: string) => ({ Resources: { A: parameter(value, { Name: '/a' }), B: parameter('b', { Name: '/b' }) } });
  await stacks.create('one', template('1'));
  await call('ssm', 'DeleteParameter', { Name: '/b' });
  expect(await detect({ LogicalResourceIds: ['A'] })).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
  expect(await drifts()).toEqual({ A: 'IN_SYNC' });
  await stacks.update('one', template('2'));
  expect((await stacks.describe('one')).DriftInformation.StackDriftStatus).toBe('NOT_CHECKED');
  expect(await drifts()).toEqual({});
  await expect(stacks.call('DetectStackDrift', { StackName: 'one', LogicalResourceIds: ['C'] })).rejects.toThrow('Resource C does not exist for stack one');
});

test('checking an unsupported resource is an error', async () => {
  await stacks.create('one', { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
  await expect(stacks.call('DetectStackResourceDrift', { StackName: 'one', LogicalResourceId: 'Queue' })).rejects.toThrow('Drift detection is not supported for resource Queue of type AWS::SQS::Queue');
  await expect(stacks.call('DetectStackDrift', { StackName: 'two' })).rejects.toThrow('Stack [two] does not exist');
  await stacks.create('two', { Resources: { Bad: broken() } });
  await expect(stacks.call('DetectStackDrift', { StackName: 'two' })).rejects.toThrow('Stack [two] is in ROLLBACK_COMPLETE state');
});

test('a resource that cannot be read fails the detection, but the others have results', async () => {
  await stacks.create('one', { Resources: { Role: ROLE, P: parameter('x') } });
  const perform = stacks.account.call.bind(stacks.account);
  const failing = jest.spyOn(stacks.account, 'call').mockImplementation(async (service, operation, ...rest) => {
    if (operation === 'GetRole') throw new Error('throttled');
    return perform(service, operation, ...rest);
  });
  expect(await detect()).toMatchObject({ DetectionStatus: 'DETECTION_FAILED', DetectionStatusReason: 'Failed to detect drift on resources [Role: throttled]' });
  failing.mockRestore();
  expect(await drifts()).toEqual({ P: 'IN_SYNC' });
});

test('clients of the SDK detect drift, page by page', async () => {
  await stacks.create('one', { Resources: { A: parameter('1', { Name: '/a' }), B: parameter('2'), C: parameter('3') } });
  await call('ssm', 'PutParameter', { Name: '/a', Value: 'other', Type: 'String', Overwrite: true });
  const account = await serving(stacks.account);
  try {
    const client = new CloudFormationClient(account.config);
    const { StackDriftDetectionId } = await client.send(new DetectStackDriftCommand({ StackName: 'one' }));
    await stacks.account.settled();
    expect(await client.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId })))
      .toMatchObject({ DetectionStatus: 'DETECTION_COMPLETE', StackDriftStatus: 'DRIFTED', DriftedStackResourceCount: 1 });
    const first = await client.send(new DescribeStackResourceDriftsCommand({ StackName: 'one', MaxResults: 2 }));
    const second = await client.send(new DescribeStackResourceDriftsCommand({ StackName: 'one', MaxResults: 2, NextToken: first.NextToken }));
    expect([first, second].map(({ StackResourceDrifts }) => StackResourceDrifts!.map(drift => drift.StackResourceDriftStatus))).toEqual([['MODIFIED', 'IN_SYNC'], ['IN_SYNC']]);
    const { StackResourceDrift } = await client.send(new DetectStackResourceDriftCommand({ StackName: 'one', LogicalResourceId: 'A' }));
    expect(StackResourceDrift!.PropertyDifferences).toEqual([{ PropertyPath: '/Value', ExpectedValue: '1', ActualValue: 'other', DifferenceType: 'NOT_EQUAL' }]);
  } finally {
    await account.close();
  }
});
