import { Stacks, TRUST } from './testing';
import { ACTING_TYPES } from '../../../src/account/cloudformation';

let stacks: Stacks;
const read = (service: string, operation: string, input: object = {}) => stacks.account.call(service, operation, input);
const gone = (service: string, operation: string, input: object = {}) => expect(read(service, operation, input)).rejects.toBeDefined();
const resource = (Type: string, Properties: object = {}, more: object = {}) => ({ Resources: { R: { Type, Properties, ...more } } });
const Tags = [{ Key: 'k', Value: 'v' }];

beforeEach(() => { stacks = new Stacks(); });
afterEach(() => expect(stacks.account.unknownOperations).toEqual([]));

test('the types that act are these', () => {
  expect(ACTING_TYPES).toMatchInlineSnapshot(`
[
  "AWS::CloudFormation::Stack",
  "AWS::CloudFormation::WaitConditionHandle",
  "AWS::CloudTrail::Trail",
  "AWS::CodeBuild::Project",
  "AWS::CodeConnections::Connection",
  "AWS::CodePipeline::Pipeline",
  "AWS::CodeStarConnections::Connection",
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SSM::Parameter",
]
`);
});

test('a trail with what it records', async () => {
  await read('s3', 'CreateBucket', { Bucket: 'logs' });
  const properties = (more: object) => ({ TrailName: 'writes', S3BucketName: 'logs', IsLogging: 'true', IsMultiRegionTrail: 'true', ...more });
  const EventSelectors = [{ ReadWriteType: 'WriteOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::sources/'] }] }];
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Name: { Value: { Ref: 'R' } } };
  expect(await stacks.create('one', { ...resource('AWS::CloudTrail::Trail', properties({ EventSelectors })), Outputs })).toBe('CREATE_COMPLETE');
  expect(await stacks.outputs('one')).toEqual({ Arn: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/writes', Name: 'writes' });
  expect(await read('cloudtrail', 'GetTrail', { Name: 'writes' })).toMatchObject({ Trail: { S3BucketName: 'logs', IsMultiRegionTrail: true } });
  expect(await read('cloudtrail', 'GetEventSelectors', { TrailName: 'writes' })).toMatchObject({ EventSelectors });
  expect(await read('cloudtrail', 'GetTrailStatus', { Name: 'writes' })).toEqual({ IsLogging: true });
  expect(await stacks.update('one', resource('AWS::CloudTrail::Trail', properties({ IsLogging: false })))).toBe('UPDATE_COMPLETE');
  expect(await read('cloudtrail', 'GetEventSelectors', { TrailName: 'writes' })).toMatchObject({ EventSelectors: [] });
  expect(await read('cloudtrail', 'GetTrailStatus', { Name: 'writes' })).toEqual({ IsLogging: false });
  await stacks.delete('one');
  await gone('cloudtrail', 'GetTrail', { Name: 'writes' });
});

test('a bucket with versioning, encryption, access block, expiry and events', async () => {
  const properties = (Status: string) => ({
    BucketName: 'my-bucket',
    VersioningConfiguration: { Status },
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: 'true' },
    LifecycleConfiguration: { Rules: [{ Id: 'old', Status: 'Enabled', ExpirationInDays: '30', NoncurrentVersionExpiration: { NoncurrentDays: 7 } }] },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  });
  expect(await stacks.create('one', { ...resource('AWS::S3::Bucket', properties('Enabled')), Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Domain: { Value: { 'Fn::GetAtt': ['R', 'RegionalDomainName'] } } } }, { Tags })).toBe('CREATE_COMPLETE');
  expect(await stacks.outputs('one')).toEqual({ Arn: 'arn:aws:s3:::my-bucket', Domain: 'my-bucket.s3.us-east-1.amazonaws.com' });
  const Bucket = 'my-bucket';
  expect(await read('s3', 'GetBucketVersioning', { Bucket })).toMatchObject({ Status: 'Enabled' });
  expect((await read('s3', 'GetPublicAccessBlock', { Bucket })).PublicAccessBlockConfiguration).toMatchObject({ BlockPublicAcls: true, BlockPublicPolicy: true });
  expect((await read('s3', 'GetBucketLifecycleConfiguration', { Bucket })).Rules[0]).toMatchObject({ ID: 'old', Expiration: { Days: 30 } });
  expect(await read('s3', 'GetBucketNotificationConfiguration', { Bucket })).toMatchObject({ EventBridgeConfiguration: {} });
  expect((await read('s3', 'GetBucketTagging', { Bucket })).TagSet).toEqual(Tags);
  expect(await stacks.update('one', resource('AWS::S3::Bucket', { BucketName: 'my-bucket', VersioningConfiguration: { Status: 'Suspended' } }), { Tags: [] })).toBe('UPDATE_COMPLETE');
  expect(await read('s3', 'GetBucketVersioning', { Bucket })).toMatchObject({ Status: 'Suspended' });
  await gone('s3', 'GetBucketLifecycleConfiguration', { Bucket });
  await gone('s3', 'GetBucketTagging', { Bucket });
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('s3', 'HeadBucket', { Bucket });
});

test('an existing bucket is not taken over, even in the same account', async () => {
  await read('s3', 'CreateBucket', { Bucket: 'taken-bucket' });
  expect(await stacks.create('one', resource('AWS::S3::Bucket', { BucketName: 'taken-bucket' }))).toBe('ROLLBACK_COMPLETE');
  await expect(read('s3', 'HeadBucket', { Bucket: 'taken-bucket' })).resolves.toBeDefined();
});

test('a bucket policy', async () => {
  const template = (Sid: string) => ({
    Resources: {
      B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my-bucket' } },
      R: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid, Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::GetAtt': ['B', 'Arn'] } }] } } },
    },
  });
  await stacks.create('one', template('first'));
  await stacks.update('one', template('second'));
  expect((await read('s3', 'GetBucketPolicy', { Bucket: 'my-bucket' })).Policy).toContain('"Sid":"second"');
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
});

test('a role with boundary, managed and inline policies', async () => {
  const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const before = { RoleName: 'mine', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: boundary, ManagedPolicyArns: ['arn:aws:iam::aws:policy/A'], Policies: [{ PolicyName: 'p', PolicyDocument: document }] };
  const after = { RoleName: 'mine', AssumeRolePolicyDocument: TRUST, Description: 'new', ManagedPolicyArns: ['arn:aws:iam::aws:policy/B'], Policies: [{ PolicyName: 'q', PolicyDocument: document }] };
  const outputs = { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Ref: { Value: { Ref: 'R' } } } };
  await stacks.create('one', { ...resource('AWS::IAM::Role', before), ...outputs }, { Tags });
  expect(await stacks.outputs('one')).toEqual({ Arn: 'arn:aws:iam::123456789012:role/mine', Ref: 'mine' });
  expect((await read('iam', 'GetRole', { RoleName: 'mine' })).Role).toMatchObject({ PermissionsBoundary: { PermissionsBoundaryArn: boundary }, Tags });
  expect(await stacks.update('one', { ...resource('AWS::IAM::Role', after), ...outputs })).toBe('UPDATE_COMPLETE');
  expect((await read('iam', 'ListAttachedRolePolicies', { RoleName: 'mine' })).AttachedPolicies).toEqual([{ PolicyName: 'B', PolicyArn: 'arn:aws:iam::aws:policy/B' }]);
  expect((await read('iam', 'ListRolePolicies', { RoleName: 'mine' })).PolicyNames).toEqual(['q']);
  expect((await read('iam', 'GetRole', { RoleName: 'mine' })).Role).toMatchObject({ Description: 'new', PermissionsBoundary: undefined });
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
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
  await stacks.create('one', template('s3:GetObject'));
  const { Arn } = await stacks.outputs('one');
  expect(Arn).toBe('arn:aws:iam::123456789012:policy/managed');
  for (const action of ['s3:a', 's3:b', 's3:c', 's3:d', 's3:e', 's3:f']) expect(await stacks.update('one', template(action))).toBe('UPDATE_COMPLETE');
  const { Policy } = await read('iam', 'GetPolicy', { PolicyArn: Arn });
  const { PolicyVersion } = await read('iam', 'GetPolicyVersion', { PolicyArn: Arn, VersionId: Policy.DefaultVersionId });
  expect(decodeURIComponent(PolicyVersion.Document)).toContain('s3:f');
  expect(decodeURIComponent((await read('iam', 'GetRolePolicy', { RoleName: 'mine', PolicyName: 'inline' })).PolicyDocument)).toContain('s3:f');
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('iam', 'GetPolicy', { PolicyArn: Arn });
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
  await stacks.create('one', template('exports.handler = async () => 1;'), { Tags });
  expect(await stacks.outputs('one')).toEqual({ Arn: 'arn:aws:lambda:us-east-1:123456789012:function:mine' });
  const before = await read('lambda', 'GetFunction', { FunctionName: 'mine' });
  expect(before).toMatchObject({ Configuration: { Timeout: 60, Environment: { Variables: { A: '1' } } }, Tags: { k: 'v' } });
  expect((await read('lambda', 'GetPolicy', { FunctionName: 'mine' })).Policy).toContain('events.amazonaws.com');
  await stacks.update('one', template('exports.handler = async () => 2;'), { Tags });
  expect((await read('lambda', 'GetFunction', { FunctionName: 'mine' })).Configuration.CodeSha256).not.toBe(before.Configuration.CodeSha256);
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('lambda', 'GetFunction', { FunctionName: 'mine' });
});

test('a rule with targets', async () => {
  const template = (ids: string[]) => resource('AWS::Events::Rule', {
    Name: 'mine', EventPattern: { source: ['aws.ssm'] }, Targets: ids.map(Id => ({ Id, Arn: 'arn:aws:lambda:us-east-1:123456789012:function:f' })),
  });
  await stacks.create('one', template(['a', 'b']));
  expect(await stacks.update('one', template(['b', 'c']))).toBe('UPDATE_COMPLETE');
  expect((await read('events', 'ListTargetsByRule', { Rule: 'mine' })).Targets.map(({ Id }: any) => Id).sort()).toEqual(['b', 'c']);
  expect(JSON.parse((await read('events', 'DescribeRule', { Name: 'mine' })).EventPattern)).toEqual({ source: ['aws.ssm'] });
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('events', 'DescribeRule', { Name: 'mine' });
});

test('a key and its alias', async () => {
  const template = (EnableKeyRotation: boolean) => ({
    Resources: {
      R: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation, KeyPolicy: { Version: '2012-10-17', Statement: [] }, PendingWindowInDays: 7 } },
      A: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { 'Fn::GetAtt': ['R', 'Arn'] } } },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Id: { Value: { Ref: 'R' } } },
  });
  await stacks.create('one', template(true));
  const { Arn, Id } = await stacks.outputs('one');
  expect(Arn).toBe(`arn:aws:kms:us-east-1:123456789012:key/${Id}`);
  expect((await read('kms', 'GetKeyRotationStatus', { KeyId: Id })).KeyRotationEnabled).toBe(true);
  await stacks.update('one', template(false));
  expect((await read('kms', 'GetKeyRotationStatus', { KeyId: Id })).KeyRotationEnabled).toBe(false);
  expect((await read('kms', 'DescribeKey', { KeyId: 'alias/mine' })).KeyMetadata.KeyId).toBe(Id);
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  expect((await read('kms', 'DescribeKey', { KeyId: Id })).KeyMetadata.KeyState).toBe('PendingDeletion');
});

test('a topic with subscriptions and a policy', async () => {
  const template = (DisplayName: string) => ({
    Resources: {
      R: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'mine', DisplayName } },
      S: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'R' }, Protocol: 'email', Endpoint: 'a@example.com' } },
      P: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'R' }], PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid: DisplayName, Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' }] } } },
    },
  });
  const TopicArn = 'arn:aws:sns:us-east-1:123456789012:mine';
  await stacks.create('one', template('first'), { Tags });
  expect(await stacks.physicalId('one', 'R')).toBe(TopicArn);
  await stacks.update('one', template('second'), { Tags });
  const { Attributes } = await read('sns', 'GetTopicAttributes', { TopicArn });
  expect(Attributes).toMatchObject({ DisplayName: 'second' });
  expect(Attributes.Policy).toContain('"Sid":"second"');
  expect((await read('sns', 'ListSubscriptionsByTopic', { TopicArn })).Subscriptions).toHaveLength(1);
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('sns', 'GetTopicAttributes', { TopicArn });
});

test('the attributes of a subscription are set, changed and taken back', async () => {
  const template = (attributes: object) => ({
    Resources: {
      R: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'mine' } },
      S: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'R' }, Protocol: 'email', Endpoint: 'a@example.com', ...attributes } },
    },
  });
  const attributes = async () => (await read('sns', 'GetSubscriptionAttributes', { SubscriptionArn: await stacks.physicalId('one', 'S') })).Attributes;
  await stacks.create('one', template({ FilterPolicy: { kind: ['a'] } }));
  expect(await attributes()).toMatchObject({ FilterPolicy: '{"kind":["a"]}' });
  await stacks.update('one', template({ RawMessageDelivery: true }));
  expect(await attributes()).toMatchObject({ FilterPolicy: '{}', RawMessageDelivery: 'true' });
});

test('a log group with its retention', async () => {
  await stacks.create('one', resource('AWS::Logs::LogGroup', { LogGroupName: '/mine', RetentionInDays: 7 }));
  await stacks.update('one', resource('AWS::Logs::LogGroup', { LogGroupName: '/mine', RetentionInDays: '30' }));
  expect((await read('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/mine' })).logGroups[0]).toMatchObject({ retentionInDays: 30 });
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  expect((await read('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/mine' })).logGroups).toEqual([]);
});

test('a build project', async () => {
  const template = (commands: string) => resource('AWS::CodeBuild::Project', {
    Name: 'mine',
    ServiceRole: 'arn:aws:iam::123456789012:role/r',
    Artifacts: { Type: 'CODEPIPELINE' },
    Source: { Type: 'CODEPIPELINE', BuildSpec: commands },
    Environment: { Type: 'LINUX_CONTAINER', ComputeType: 'BUILD_GENERAL1_SMALL', Image: 'x', EnvironmentVariables: [{ Name: 'A', Value: 'b', Type: 'PLAINTEXT' }] },
  });
  await stacks.create('one', template('version: 0.2'), { Tags });
  expect((await read('codebuild', 'BatchGetProjects', { names: ['mine'] })).projects[0]).toMatchObject({
    source: { type: 'CODEPIPELINE', buildspec: 'version: 0.2' }, environment: { environmentVariables: [{ name: 'A', value: 'b', type: 'PLAINTEXT' }] }, tags: [{ key: 'k', value: 'v' }],
  });
  await stacks.update('one', template('version: 0.2 # changed'), { Tags });
  expect((await read('codebuild', 'BatchGetProjects', { names: ['mine'] })).projects[0].source.buildspec).toContain('changed');
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  expect((await read('codebuild', 'BatchGetProjects', { names: ['mine'] })).projects).toEqual([]);
});

describe('a pipeline', () => {
  const template = (key: string, RestartExecutionOnUpdate?: boolean) => resource('AWS::CodePipeline::Pipeline', {
    Name: 'mine',
    PipelineType: 'V2',
    RoleArn: 'arn:aws:iam::123456789012:role/r',
    RestartExecutionOnUpdate,
    ArtifactStore: { Type: 'S3', Location: 'artifacts' },
    Stages: [
      { Name: 'Source', Actions: [{ Name: 'Source', ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' }, Configuration: { S3Bucket: 'b', S3ObjectKey: key, PollForSourceChanges: false }, OutputArtifacts: [{ Name: 'Out' }] }] },
      { Name: 'Approve', Actions: [{ Name: 'Approve', ActionTypeId: { Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' }, RunOrder: 1 }] },
    ],
  });
  const executions = async () => (await read('codepipeline', 'ListPipelineExecutions', { pipelineName: 'mine' })).pipelineExecutionSummaries;

  test('starts when it is created; its configuration keeps its names, and its values are strings', async () => {
    await stacks.create('one', template('k'), { Tags });
    const { pipeline } = await read('codepipeline', 'GetPipeline', { name: 'mine' });
    expect(pipeline).toMatchObject({ pipelineType: 'V2', stages: [{ actions: [{ actionTypeId: { provider: 'S3' }, configuration: { S3ObjectKey: 'k', PollForSourceChanges: 'false' } }] }, {}] });
    expect(await executions()).toHaveLength(1);
    const { tags } = await read('codepipeline', 'ListTagsForResource', { resourceArn: 'arn:aws:codepipeline:us-east-1:123456789012:mine' });
    expect(tags).toEqual([{ key: 'k', value: 'v' }]);
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
    await gone('codepipeline', 'GetPipeline', { name: 'mine' });
  });

  test.each([[undefined, 1], [false, 1], [true, 2]])('with RestartExecutionOnUpdate %s has %d executions after a change', async (restart, count) => {
    await stacks.create('one', template('k', restart));
    expect(await stacks.update('one', template('l', restart))).toBe('UPDATE_COMPLETE');
    expect(await executions()).toHaveLength(count);
  });

  test('is not restarted by a change that is not one of its definition', async () => {
    await stacks.create('one', template('k', true));
    expect(await stacks.update('one', template('k', true), { Tags })).toBe('UPDATE_COMPLETE');
    expect(await executions()).toHaveLength(1);
  });
});

test('a connection', async () => {
  await stacks.create('one', { ...resource('AWS::CodeConnections::Connection', { ConnectionName: 'mine', ProviderType: 'GitHub' }), Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'ConnectionArn'] } } } });
  const { Arn } = await stacks.outputs('one');
  expect(Arn).toMatch(/^arn:aws:codeconnections:us-east-1:123456789012:connection\//);
  expect((await read('codeconnections', 'GetConnection', { ConnectionArn: Arn })).Connection.ConnectionName).toBe('mine');
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('codeconnections', 'GetConnection', { ConnectionArn: Arn });
});

test('a wait condition handle is enough for a stack', async () => {
  expect(await stacks.create('one', resource('AWS::CloudFormation::WaitConditionHandle'))).toBe('CREATE_COMPLETE');
  expect(await stacks.physicalId('one', 'R')).toMatch(/^https:\/\/cloudformation-waitcondition-us-east-1\.s3\.amazonaws\.com\//);
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
});

test('a parameter that was deleted outside of its stack is not created again', async () => {
  const template = (Value: string) => resource('AWS::SSM::Parameter', { Name: '/p', Type: 'String', Value });
  await stacks.create('one', template('a'));
  await read('ssm', 'DeleteParameter', { Name: '/p' });
  expect(await stacks.update('one', template('b'))).toBe('UPDATE_ROLLBACK_FAILED');
  expect(await stacks.parameter('/p')).toBeUndefined();
});
