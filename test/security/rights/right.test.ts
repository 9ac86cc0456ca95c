import { holderOfResource, holderOfRole, idOf, necessaryFor, type Right, rightsIn, without } from './right';
import type { AccessRequest, PolicyDocument } from '@cv-insync/emulator/iam';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement }) as PolicyDocument;
const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...Condition ? { Condition } : {} });
const parts = (rights: readonly Right[]) => rights.map(({ part, value }) => `${part} ${value}`);
const request = (action: string, resource: string): AccessRequest =>
  ({ principal: 'arn:aws:sts::123456789012:assumed-role/cv-core-gate/session', action, resource, context: {} });
const necessary = (asked: AccessRequest, ...statements: object[]) => parts(necessaryFor(asked, { identity: [policy(...statements)] }));

describe('the rights of a policy', () => {
  test('are the actions of each statement that allows, its resources if there are several, and its principals likewise', () => {
    expect(parts(rightsIn('x', policy(allow(['s3:GetObject', 's3:PutObject'], 'a'), allow('sqs:*', ['a', 'b']), { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' })))).toEqual([
      'Action s3:GetObject', 'Action s3:PutObject', 'Action sqs:*', 'Resource 0', 'Resource 1',
    ]);
    expect(parts(rightsIn('x', policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'a', AWS: 'b' } })))).toEqual([
      'Action sts:AssumeRole', 'Principal 0', 'Principal 1',
    ]);
  });

  test('are told apart where statements look alike', () => {
    const rights = rightsIn('x', policy(allow('s3:GetObject', 'a'), allow('s3:GetObject', 'b'), allow('s3:GetObject', 'c', { Bool: { 'aws:SecureTransport': 'true' } })));

    expect(new Set(rights.map(idOf)).size).toBe(3);
  });

  test('are missing from the policy without them, and nothing else is', () => {
    const document = policy(allow(['s3:GetObject', 's3:PutObject'], ['a', 'b']), allow('sqs:SendMessage'));
    const [get, , , second, send] = rightsIn('x', document);

    expect(without(document, get)).toEqual(policy(allow(['s3:PutObject'], ['a', 'b']), allow('sqs:SendMessage')));
    expect(without(document, second)).toEqual(policy(allow(['s3:GetObject', 's3:PutObject'], ['a']), allow('sqs:SendMessage')));
    expect(without(document, send)).toEqual(policy(allow(['s3:GetObject', 's3:PutObject'], ['a', 'b'])));
  });
});

describe('a request needs', () => {
  test('the one action and the one resource that allow it', () => {
    expect(necessary(request('sqs:SendMessage', 'arn:aws:sqs:us-east-1:123456789012:a'), allow(['sqs:Send*', 'sqs:ReceiveMessage'], ['arn:aws:sqs:*:*:a', 'arn:aws:sqs:*:*:b']))).toEqual(['Action sqs:Send*', 'Resource 0']);
  });

  test('nothing that another right allows as well', () => {
    const ask = request('sqs:SendMessage', 'arn:aws:sqs:us-east-1:123456789012:a');

    expect(necessary(ask, allow('sqs:Send*'), allow('sqs:SendMessage'))).toEqual([]);
    expect(necessary(ask, allow(['sqs:Send*', 'sqs:SendMessage'], ['*', 'arn:aws:sqs:*:*:b']))).toEqual(['Resource 0']);
  });

  test('what the policies of its resource and of its boundary allow, too', () => {
    const ask = { ...request('sts:AssumeRole', 'arn:aws:iam::123456789012:role/cv-core-start'), principal: 'events.amazonaws.com' };
    const trust = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } });
    const limited = necessaryFor(request('sqs:SendMessage', 'arn:aws:sqs:us-east-1:123456789012:a'), { identity: [policy(allow('*'))], boundary: policy({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }) });

    expect(necessaryFor(ask, { identity: [], resource: trust }).map(({ holder }) => holder)).toEqual(['trust of core-start']);
    expect(limited.map(({ holder, part }) => `${holder} ${part}`)).toEqual(['core-gate Action', 'boundary NotAction']);
  });
});

test('policies belong to the same holder in every solution and module', () => {
  expect(['cv-core-gate', 'connected-vehicle-delivery-one-deploy', 'cv-delivery-delivery-build-deploy', 'cv-one-Worker', 'cdk-deploy-role'].map(holderOfRole))
    .toEqual(['core-gate', 'delivery-deploy', 'delivery-deploy', undefined, undefined]);
  expect(['arn:aws:kms:us-east-1:123456789012:key/x', 'arn:aws:sns:us-east-1:123456789012:cv-core-notifications', 'arn:aws:lambda:us-east-1:123456789012:function:cv-core-ensure', 'arn:aws:sqs:::x'].map(holderOfResource))
    .toEqual(['key', 'topic', 'function ensure', undefined]);
});
