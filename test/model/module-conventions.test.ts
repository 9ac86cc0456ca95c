import { additionsTo } from '../../src/model/module-conventions';

const additions = (type: string, set: Record<string, unknown> = {}, policies = {}) =>
  additionsTo({ type, ids: ['Nested', 'Thing'], property: name => set[name], ...policies }, 's', 'dtc');

test('a role gets a name that its deploying role may create, and the boundary', () => {
  expect(additions('AWS::IAM::Role')).toEqual({
    properties: { RoleName: 's-dtc-Nested-Thing', PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/s-core-boundary' } },
  });
});

test('what its author set stays', () => {
  expect(additions('AWS::IAM::Role', { RoleName: 's-dtc-own', PermissionsBoundary: 'arn:other' })).toEqual({ properties: {} });
});

test('a FIFO queue keeps its suffix', () => {
  expect(additions('AWS::SQS::Queue', { FifoQueue: true }).properties).toEqual({ QueueName: 's-dtc-Nested-Thing.fifo' });
});

test.each([
  [{}, { deletionPolicy: 'RetainExceptOnCreate', updateReplacePolicy: 'Retain' }],
  [{ deletionPolicy: 'Retain', updateReplacePolicy: 'Snapshot' }, { deletionPolicy: 'RetainExceptOnCreate', updateReplacePolicy: 'Snapshot' }],
  [{ deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' }, { deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' }],
])('a table with the policies %j gets %j', (policies, retention) => {
  expect(additions('AWS::DynamoDB::Table', {}, policies).retention).toEqual(retention);
});

test('anything else gets nothing', () => {
  expect(additions('AWS::SNS::Subscription')).toEqual({ properties: {} });
});
