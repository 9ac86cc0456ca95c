import { additionsTo } from '../../src/model/module-conventions';

const additions = (type: string, set: Record<string, unknown> = {}, policies = {}) =>
  additionsTo({ type, ids: ['Nested', 'Thing'], property: name => set[name], ...policies }, 's', 'dtc', 's-delivery-dtc-boundary');

test('a role gets a name that its deploying role may create, and the boundary', () => {
  expect(additions('AWS::IAM::Role')).toEqual({
    properties: { RoleName: 's-dtc-Nested-Thing', PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/s-delivery-dtc-boundary' } },
  });
});

test('properties that the author set are kept', () => {
  expect(additions('AWS::IAM::Role', { RoleName: 's-dtc-own', PermissionsBoundary: 'arn:other' })).toEqual({ properties: {} });
});

test('a FIFO queue keeps its suffix', () => {
  expect(additions('AWS::SQS::Queue', { FifoQueue: true }).properties).toEqual({ QueueName: 's-dtc-Nested-Thing.fifo' });
});

// CreateHandler.generateName of aws-cloudformation-resource-providers-iot: the logical id, with underscores, and a random part. RuleName: ^[a-zA-Z0-9_]+$
test('an IoT rule gets a name without hyphens', () => {
  expect(additions('AWS::IoT::TopicRule').properties).toEqual({ RuleName: 's_dtc_Nested_Thing' });
});

// aws-cdk issue 8984: the name of a secret is its logical id; a deleted one keeps its name for at least seven days.
test('a secret gets a name that is new whenever its stack is created', () => {
  expect(additions('AWS::SecretsManager::Secret').properties).toEqual({ Name: { 'Fn::Join': ['', ['s-dtc-Nested-Thing-', expect.anything()]] } });
});

test('a parameter gets a name outside of the registry', () => {
  expect(additions('AWS::SSM::Parameter').properties).toEqual({ Name: 's-dtc-Nested-Thing' });
});

test.each([
  [{}, { deletionPolicy: 'RetainExceptOnCreate', updateReplacePolicy: 'Retain' }],
  [{ deletionPolicy: 'Retain', updateReplacePolicy: 'Snapshot' }, { deletionPolicy: 'RetainExceptOnCreate', updateReplacePolicy: 'Snapshot' }],
  [{ deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' }, { deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' }],
])('a table with the policies %j gets %j', (policies, retention) => {
  expect(additions('AWS::DynamoDB::Table', {}, policies).retention).toEqual(retention);
});

// DeletionPolicy attribute, CloudFormation user guide: RetainExceptOnCreate "behaves like Retain except for when the stack operation that
// initially creates the resource is rolled back", for any resource type.
test.each([
  [{ deletionPolicy: 'Retain', updateReplacePolicy: 'Delete' }, { deletionPolicy: 'RetainExceptOnCreate', updateReplacePolicy: 'Delete' }],
  [{ deletionPolicy: 'Retain' }, { deletionPolicy: 'RetainExceptOnCreate' }],
  [{ deletionPolicy: 'Delete' }, undefined],
])('a topic with the policies %j gets %j, so that a failed creation leaves nothing', (policies, retention) => {
  expect(additions('AWS::SNS::Topic', {}, policies).retention).toEqual(retention);
});

test('a kept role gets a name that is new whenever its stack is created', () => {
  expect(additions('AWS::IAM::Role', {}, { deletionPolicy: 'Retain' }).properties.RoleName).toEqual({ 'Fn::Join': ['', ['s-dtc-Nested-Thing-', expect.anything()]] });
});

test('other resources get no name', () => {
  expect(additions('AWS::SNS::Subscription')).toEqual({ properties: {} });
});
