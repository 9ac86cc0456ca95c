import { eachInNewAccount, Tags, resource } from './each-in-new-account';
import { TRUST } from './testing';

const { current, read, gone } = eachInNewAccount();

test('a role with boundary, managed and inline policies', async () => {
  const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const before = { RoleName: 'mine', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: boundary, ManagedPolicyArns: ['arn:aws:iam::aws:policy/A'], Policies: [{ PolicyName: 'p', PolicyDocument: document }] };
  const after = { RoleName: 'mine', AssumeRolePolicyDocument: TRUST, Description: 'new', ManagedPolicyArns: ['arn:aws:iam::aws:policy/B'], Policies: [{ PolicyName: 'q', PolicyDocument: document }] };
  const outputs = { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Ref: { Value: { Ref: 'R' } } } };
  await current.stacks.create('one', { ...resource('AWS::IAM::Role', before), ...outputs }, { Tags });
  expect(await current.stacks.outputs('one')).toEqual({ Arn: 'arn:aws:iam::123456789012:role/mine', Ref: 'mine' });
  expect((await read('iam', 'GetRole', { RoleName: 'mine' })).Role).toMatchObject({ PermissionsBoundary: { PermissionsBoundaryArn: boundary }, Tags });
  expect(await current.stacks.update('one', { ...resource('AWS::IAM::Role', after), ...outputs })).toBe('UPDATE_COMPLETE');
  expect((await read('iam', 'ListAttachedRolePolicies', { RoleName: 'mine' })).AttachedPolicies).toEqual([{ PolicyName: 'B', PolicyArn: 'arn:aws:iam::aws:policy/B' }]);
  expect((await read('iam', 'ListRolePolicies', { RoleName: 'mine' })).PolicyNames).toEqual(['q']);
  expect((await read('iam', 'GetRole', { RoleName: 'mine' })).Role).toMatchObject({ Description: 'new', PermissionsBoundary: undefined });
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('iam', 'GetRole', { RoleName: 'mine' });
});

test('policies of roles, inline and managed', async () => {
  const template = (action: string) => {
    const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] };
    return {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'mine', AssumeRolePolicyDocument: TRUST } },
        Inline: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'inline', PolicyDocument, Roles: [{ Ref: 'Role' }] } },
        Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'managed', PolicyDocument, Roles: [{ Ref: 'Role' }] } },
      },
      Outputs: { Arn: { Value: { Ref: 'Managed' } } },
    };
  };
  await current.stacks.create('one', template('s3:GetObject'));
  const { Arn } = await current.stacks.outputs('one');
  expect(Arn).toBe('arn:aws:iam::123456789012:policy/managed');
  for (const action of ['s3:a', 's3:b', 's3:c', 's3:d', 's3:e', 's3:f']) expect(await current.stacks.update('one', template(action))).toBe('UPDATE_COMPLETE');
  const { Policy } = await read('iam', 'GetPolicy', { PolicyArn: Arn });
  const { PolicyVersion } = await read('iam', 'GetPolicyVersion', { PolicyArn: Arn, VersionId: Policy.DefaultVersionId });
  expect(decodeURIComponent(PolicyVersion.Document)).toContain('s3:f');
  expect(decodeURIComponent((await read('iam', 'GetRolePolicy', { RoleName: 'mine', PolicyName: 'inline' })).PolicyDocument)).toContain('s3:f');
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('iam', 'GetPolicy', { PolicyArn: Arn });
});

test('a bucket policy', async () => {
  const template = (Sid: string) => ({
    Resources: {
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my-bucket' } },
      R: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid, Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::GetAtt': ['B', 'Arn'] } }] } } },
    },
  });
  await current.stacks.create('one', template('first'));
  await current.stacks.update('one', template('second'));
  expect((await read('s3', 'GetBucketPolicy', { Bucket: 'my-bucket' })).Policy).toContain('"Sid":"second"');
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
});

test('a function with inline code, and who may invoke it', async () => {
  const template = (code: string) => ({
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
      R: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'mine', Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: '60', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Code: { ZipFile: code }, Environment: { Variables: { A: 1 } } } },
      P: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'R' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } } },
  });
  await current.stacks.create('one', template('exports.handler = async () => 1;'), { Tags });
  expect(await current.stacks.outputs('one')).toEqual({ Arn: 'arn:aws:lambda:us-east-1:123456789012:function:mine' });
  const before = await read('lambda', 'GetFunction', { FunctionName: 'mine' });
  expect(before).toMatchObject({ Configuration: { Timeout: 60, Environment: { Variables: { A: '1' } } }, Tags: { k: 'v' } });
  expect((await read('lambda', 'GetPolicy', { FunctionName: 'mine' })).Policy).toContain('events.amazonaws.com');
  await current.stacks.update('one', template('exports.handler = async () => 2;'), { Tags });
  expect((await read('lambda', 'GetFunction', { FunctionName: 'mine' })).Configuration.CodeSha256).not.toBe(before.Configuration.CodeSha256);
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('lambda', 'GetFunction', { FunctionName: 'mine' });
});

test('a key and its alias', async () => {
  const template = (EnableKeyRotation: boolean) => ({
    Resources: {
      R: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation, KeyPolicy: { Version: '2012-10-17', Statement: [] }, PendingWindowInDays: 7 } },
      A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { 'Fn::GetAtt': ['R', 'Arn'] } } },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Id: { Value: { Ref: 'R' } } },
  });
  await current.stacks.create('one', template(true));
  const { Arn, Id } = await current.stacks.outputs('one');
  expect(Arn).toBe(`arn:aws:kms:us-east-1:123456789012:key/${Id}`);
  expect((await read('kms', 'GetKeyRotationStatus', { KeyId: Id })).KeyRotationEnabled).toBe(true);
  await current.stacks.update('one', template(false));
  expect((await read('kms', 'GetKeyRotationStatus', { KeyId: Id })).KeyRotationEnabled).toBe(false);
  expect((await read('kms', 'DescribeKey', { KeyId: 'alias/mine' })).KeyMetadata.KeyId).toBe(Id);
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  expect((await read('kms', 'DescribeKey', { KeyId: Id })).KeyMetadata.KeyState).toBe('PendingDeletion');
});
