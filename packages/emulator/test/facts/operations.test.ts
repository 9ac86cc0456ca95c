import { createAccount, operationsOf } from '../../src';
import { actionFact, ARTIFACTS, needsOfOperation, PIPELINE, PROVIDERS } from '../../src/facts';

const account = createAccount();
const operations = account.serviceNames.flatMap(service => operationsOf(account, service).map(operation => ({ service, operation })));

test('every operation of the account asks for actions that the reference has', () => {
  const unknown = operations.flatMap(({ service, operation }) => needsOfOperation(service, operation)
    .filter(({ action }) => !actionFact(action)).map(({ action }) => `${service}:${operation} -> ${action}`));

  expect(operations.length).toBeGreaterThan(250);
  expect(unknown).toEqual([]);
});

test('every action of a provider is in the reference', () => {
  const actions = [ARTIFACTS, PIPELINE, ...Object.values(PROVIDERS)].flatMap(({ needs }) => needs.map(({ action }) => action));

  expect(actions.filter(action => !actionFact(action))).toEqual([]);
});

test.each([
  ['s3', 'HeadObject', ['s3:GetObject', 's3:GetObjectVersion']],
  ['s3', 'ListObjectsV2', ['s3:ListBucket']],
  ['s3', 'PutBucketVersioning', ['s3:PutBucketVersioning']],
  ['lambda', 'Invoke', ['lambda:InvokeFunction']],
  ['cloudwatch-logs', 'FilterLogEvents', ['logs:FilterLogEvents']],
  ['eventbridge', 'PutEvents', ['events:PutEvents']],
  ['sts', 'GetCallerIdentity', []],
])('%s %s asks for %s', (service, operation, actions) => {
  expect(needsOfOperation(service, operation).map(({ action }) => action)).toEqual(actions);
});
