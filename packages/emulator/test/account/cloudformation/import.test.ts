import { parameter, Stacks } from './testing';

// What is refused: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html. The texts are those of CloudFormation's answers.

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'Retain',
  Properties: { TableName: 'trips-prod', AttributeDefinitions: [{ AttributeName: 'vin', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' },
};
const TRIPS = { ResourceType: 'AWS::DynamoDB::Table', LogicalResourceId: 'Trips', ResourceIdentifier: { TableName: 'trips-prod' } };
const ITEM = { vin: { S: 'WVW1' } };
const X = { Resources: { X: parameter('x', { Name: '/x' }) } };
const WITH_TRIPS = { Resources: { ...X.Resources, Trips: TABLE } };

let stacks: Stacks;
beforeEach(async () => {
  stacks = new Stacks();
  await stacks.create('outside', { Resources: { T: TABLE } });
  await stacks.account.call('dynamodb', 'PutItem', { TableName: 'trips-prod', Item: ITEM });
  await stacks.delete('outside');
  await stacks.create('one', X);
});

const propose = async (template: object, ResourcesToImport: object[] = [TRIPS], more: object = {}) => {
  const input = { StackName: 'one', ChangeSetName: 'imp', ChangeSetType: 'IMPORT', TemplateBody: JSON.stringify(template), ResourcesToImport, ...more };
  await stacks.call('CreateChangeSet', input);
  await stacks.account.settled();
  return stacks.call('DescribeChangeSet', { StackName: input.StackName, ChangeSetName: 'imp' });
};
const execute = async (StackName = 'one') => {
  await stacks.call('ExecuteChangeSet', { StackName, ChangeSetName: 'imp' });
  return stacks.settle(StackName);
};
const items = async () => (await stacks.account.call('dynamodb', 'Scan', { TableName: 'trips-prod' })).Items;

test('a retained table is brought into a stack with its items, and stays in it', async () => {
  const { Status, ExecutionStatus, Changes } = await propose(WITH_TRIPS);
  expect([Status, ExecutionStatus]).toEqual(['CREATE_COMPLETE', 'AVAILABLE']);
  expect(Changes).toEqual([{
    Type: 'Resource',
    ResourceChange: {
      Action: 'Import', LogicalResourceId: 'Trips', PhysicalResourceId: 'trips-prod', ResourceType: 'AWS::DynamoDB::Table', Scope: [], Details: [],
    },
  }]);
  expect(await execute()).toBe('IMPORT_COMPLETE');

  expect(await stacks.events('one', 'Trips')).toEqual([
    'IMPORT_IN_PROGRESS: Resource import started.',
    'IMPORT_COMPLETE: Resource import completed.',
    'UPDATE_IN_PROGRESS: Apply stack-level tags to imported resource if applicable.',
    'UPDATE_COMPLETE',
  ]);
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Trips', 'Arn'] } } };
  expect(await stacks.update('one', { ...WITH_TRIPS, Outputs })).toBe('UPDATE_COMPLETE');
  expect(await stacks.outputs('one')).toEqual({ Arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/trips-prod' });
  expect(await items()).toEqual([ITEM]);
});

test('a table whose name the template lacks is imported by its identifier, and an update does not replace it', async () => {
  const { TableName: _, ...Properties } = TABLE.Properties;
  const template = { Resources: { ...X.Resources, Trips: { ...TABLE, Properties } } };
  await propose(template);
  await execute();
  expect(await stacks.update('one', { Resources: { ...template.Resources, Y: parameter('y') } })).toBe('UPDATE_COMPLETE');

  expect(await stacks.physicalId('one', 'Trips')).toBe('trips-prod');
  expect(await items()).toEqual([ITEM]);
});

test('a stack is made of what it imports, which gets its tags and keeps its own', async () => {
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/trips-prod';
  await stacks.account.call('dynamodb', 'TagResource', { ResourceArn, Tags: [{ Key: 'owner', Value: 'ann' }] });
  await propose({ Resources: { Trips: TABLE } }, [TRIPS], { StackName: 'two', Tags: [{ Key: 'team', Value: 'cars' }] });
  expect((await stacks.describe('two')).StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect(await execute('two')).toBe('IMPORT_COMPLETE');

  expect((await stacks.account.call('dynamodb', 'ListTagsOfResource', { ResourceArn })).Tags)
    .toEqual(expect.arrayContaining([{ Key: 'owner', Value: 'ann' }, { Key: 'team', Value: 'cars' }]));
});

test('a bucket is imported with its objects', async () => {
  await stacks.account.call('s3', 'CreateBucket', { Bucket: 'maps-prod' });
  await stacks.account.call('s3', 'PutObject', { Bucket: 'maps-prod', Key: 'k', Body: Buffer.from('map') });
  const bucket = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: { BucketName: 'maps-prod' } };
  const toImport = { ResourceType: 'AWS::S3::Bucket', LogicalResourceId: 'Maps', ResourceIdentifier: { BucketName: 'maps-prod' } };
  await propose({ Resources: { ...X.Resources, Maps: bucket } }, [toImport]);

  expect(await execute()).toBe('IMPORT_COMPLETE');
  expect((await stacks.account.call('s3', 'ListObjectsV2', { Bucket: 'maps-prod' })).Contents).toHaveLength(1);
});

test.each<[string, object, object[], string]>([
  ['without resources', WITH_TRIPS, [], 'Must Provide at least one resource to import'],
  ['of a resource twice', WITH_TRIPS, [TRIPS, TRIPS], 'Every resource to import must have unique LogicalResourceId'],
  ['without an identifier', WITH_TRIPS, [{ ...TRIPS, ResourceIdentifier: {} }],
    "1 validation error detected: Value null at 'resourcesToImport.1.member.resourceIdentifier' failed to satisfy constraint: Member must not be null"],
  ['by another property', WITH_TRIPS, [{ ...TRIPS, ResourceIdentifier: { Arn: 'x' } }], 'Invalid resource identifier for resource type AWS::DynamoDB::Table. Expected [TableName]'],
  ['of what the template lacks', WITH_TRIPS, [{ ...TRIPS, LogicalResourceId: 'Missing' }], 'The logical resource ids [Missing] provided in ResourceToImport do not exist in the template.'],
  ['of another type', WITH_TRIPS, [{ ...TRIPS, ResourceType: 'AWS::S3::Bucket', ResourceIdentifier: { BucketName: 'x' } }],
    'Resource type of [Trips] passed in ResourceToImport does not match with resource type defined in the template. '
    + 'Resource type in ResourceToImport: AWS::S3::Bucket; Resource type in Template: AWS::DynamoDB::Table.'],
  ['of nothing new', X, [{ ResourceType: 'AWS::SSM::Parameter', LogicalResourceId: 'X', ResourceIdentifier: { Name: '/x' } }], 'The template should contain at least one new resource to import.'],
  ['beside what is in the stack', WITH_TRIPS, [{ ResourceType: 'AWS::SSM::Parameter', LogicalResourceId: 'X', ResourceIdentifier: { Name: '/x' } }],
    'Resources [X] passed in ResourceToImport are already in a stack and cannot be imported.'],
  ['beside a new resource', { Resources: { ...WITH_TRIPS.Resources, N: parameter('n') } }, [TRIPS], 'Resources [N] is missing from ResourceToImport list'],
  ['beside a change', { Resources: { ...WITH_TRIPS.Resources, X: parameter('y', { Name: '/x' }) } }, [TRIPS],
    'You have modified resources [X] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.'],
  ['beside a removal', { Resources: { Trips: TABLE } }, [TRIPS],
    'You have modified resources [X] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.'],
  ['beside an output', { ...WITH_TRIPS, Outputs: { O: { Value: 'x' } } }, [TRIPS], 'As part of the import operation, you cannot modify or add [Outputs]'],
  ['without a deletion policy', { Resources: { ...X.Resources, Trips: { ...TABLE, DeletionPolicy: undefined } } }, [TRIPS],
    'The following resources to import [Trips] must have DeletionPolicy attribute specified in the template.'],
])('an import %s is refused, and leaves no change set', async (_, template, toImport, message) => {
  await expect(propose(template, toImport)).rejects.toMatchObject({ code: 'ValidationError', message });
  expect((await stacks.call('ListChangeSets', { StackName: 'one' })).Summaries).toEqual([]);
});

test.each<[string, string]>([['absent-table', 'Table: absent-table does not exist.'], ['taken', 'taken already exists in stack STACK']])(
  'a change set for the table %s fails', async (TableName, reason) => {
    await stacks.create('owner', { Resources: { T: { ...TABLE, Properties: { ...TABLE.Properties, TableName: 'taken' } } } });
    const toImport = { ...TRIPS, ResourceIdentifier: { TableName } };
    const template = { Resources: { ...X.Resources, Trips: { ...TABLE, Properties: { ...TABLE.Properties, TableName } } } };
    const { Status, ExecutionStatus, StatusReason, Changes } = await propose(template, [toImport]);

    expect([Status, ExecutionStatus, Changes]).toEqual(['FAILED', 'UNAVAILABLE', []]);
    expect(StatusReason).toBe(reason.replace('STACK', (await stacks.describe('owner')).StackId));
  });

test('an import that fails leaves the table outside, and the stack as it was', async () => {
  await propose(WITH_TRIPS);
  await stacks.account.call('dynamodb', 'DeleteTable', { TableName: 'trips-prod' });
  await new Promise(done => setTimeout(done, 20));

  expect(await execute()).toBe('IMPORT_ROLLBACK_COMPLETE');
  expect(Object.keys((await stacks.call('DescribeStackResources', { StackName: 'one' })).StackResources)).toHaveLength(1);
  expect(await stacks.update('one', { Resources: { X: parameter('z', { Name: '/x' }) } })).toBe('UPDATE_COMPLETE');
});

test('a type that the emulator does not act on is refused in its own words', async () => {
  const queue = { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain', Properties: {} };
  const toImport = { ResourceType: 'AWS::SQS::Queue', LogicalResourceId: 'Q', ResourceIdentifier: { QueueUrl: 'https://q' } };
  await expect(propose({ Resources: { ...X.Resources, Q: queue } }, [toImport])).rejects
    .toThrow('the emulator does not act on resources of type AWS::SQS::Queue, so it cannot tell whether one exists that can be imported');
});
