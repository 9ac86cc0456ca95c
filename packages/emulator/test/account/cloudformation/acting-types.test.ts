import { eachInNewAccount, Tags, resource } from './each-in-new-account';
import { ACTING_TYPES } from '../../../src/account/cloudformation';

const { current, read, gone } = eachInNewAccount();

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
  expect(await current.stacks.create('one', { ...resource('AWS::CloudTrail::Trail', properties({ EventSelectors })), Outputs })).toBe('CREATE_COMPLETE');
  expect(await current.stacks.outputs('one')).toEqual({ Arn: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/writes', Name: 'writes' });
  expect(await read('cloudtrail', 'GetTrail', { Name: 'writes' })).toMatchObject({ Trail: { S3BucketName: 'logs', IsMultiRegionTrail: true } });
  expect(await read('cloudtrail', 'GetEventSelectors', { TrailName: 'writes' })).toMatchObject({ EventSelectors });
  expect(await read('cloudtrail', 'GetTrailStatus', { Name: 'writes' })).toEqual({ IsLogging: true });
  expect(await current.stacks.update('one', resource('AWS::CloudTrail::Trail', properties({ IsLogging: false })))).toBe('UPDATE_COMPLETE');
  expect(await read('cloudtrail', 'GetEventSelectors', { TrailName: 'writes' })).toMatchObject({ EventSelectors: [] });
  expect(await read('cloudtrail', 'GetTrailStatus', { Name: 'writes' })).toEqual({ IsLogging: false });
  await current.stacks.delete('one');
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
  expect(await current.stacks.create('one', { ...resource('AWS::S3::Bucket', properties('Enabled')), Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'Arn'] } }, Domain: { Value: { 'Fn::GetAtt': ['R', 'RegionalDomainName'] } } } }, { Tags })).toBe('CREATE_COMPLETE');
  expect(await current.stacks.outputs('one')).toEqual({ Arn: 'arn:aws:s3:::my-bucket', Domain: 'my-bucket.s3.us-east-1.amazonaws.com' });
  const Bucket = 'my-bucket';
  expect(await read('s3', 'GetBucketVersioning', { Bucket })).toMatchObject({ Status: 'Enabled' });
  expect((await read('s3', 'GetPublicAccessBlock', { Bucket })).PublicAccessBlockConfiguration).toMatchObject({ BlockPublicAcls: true, BlockPublicPolicy: true });
  expect((await read('s3', 'GetBucketLifecycleConfiguration', { Bucket })).Rules[0]).toMatchObject({ ID: 'old', Expiration: { Days: 30 } });
  expect(await read('s3', 'GetBucketNotificationConfiguration', { Bucket })).toMatchObject({ EventBridgeConfiguration: {} });
  expect((await read('s3', 'GetBucketTagging', { Bucket })).TagSet).toEqual(Tags);
  expect(await current.stacks.update('one', resource('AWS::S3::Bucket', { BucketName: 'my-bucket', VersioningConfiguration: { Status: 'Suspended' } }), { Tags: [] })).toBe('UPDATE_COMPLETE');
  expect(await read('s3', 'GetBucketVersioning', { Bucket })).toMatchObject({ Status: 'Suspended' });
  await gone('s3', 'GetBucketLifecycleConfiguration', { Bucket });
  await gone('s3', 'GetBucketTagging', { Bucket });
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('s3', 'HeadBucket', { Bucket });
});

test('an existing bucket is not taken over, even in the same account', async () => {
  await read('s3', 'CreateBucket', { Bucket: 'taken-bucket' });
  expect(await current.stacks.create('one', resource('AWS::S3::Bucket', { BucketName: 'taken-bucket' }))).toBe('ROLLBACK_COMPLETE');
  await expect(read('s3', 'HeadBucket', { Bucket: 'taken-bucket' })).resolves.toBeDefined();
});

test('a rule with targets', async () => {
  const template = (ids: string[]) => resource('AWS::Events::Rule', {
    Name: 'mine', EventPattern: { source: ['aws.ssm'] }, Targets: ids.map(Id => ({ Id, Arn: 'arn:aws:lambda:us-east-1:123456789012:function:f' })),
  });
  await current.stacks.create('one', template(['a', 'b']));
  expect(await current.stacks.update('one', template(['b', 'c']))).toBe('UPDATE_COMPLETE');
  expect((await read('events', 'ListTargetsByRule', { Rule: 'mine' })).Targets.map(({ Id }: any) => Id).sort()).toEqual(['b', 'c']);
  expect(JSON.parse((await read('events', 'DescribeRule', { Name: 'mine' })).EventPattern)).toEqual({ source: ['aws.ssm'] });
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('events', 'DescribeRule', { Name: 'mine' });
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
  await current.stacks.create('one', template('first'), { Tags });
  expect(await current.stacks.physicalId('one', 'R')).toBe(TopicArn);
  await current.stacks.update('one', template('second'), { Tags });
  const { Attributes } = await read('sns', 'GetTopicAttributes', { TopicArn });
  expect(Attributes).toMatchObject({ DisplayName: 'second' });
  expect(Attributes.Policy).toContain('"Sid":"second"');
  expect((await read('sns', 'ListSubscriptionsByTopic', { TopicArn })).Subscriptions).toHaveLength(1);
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('sns', 'GetTopicAttributes', { TopicArn });
});

test('the attributes of a subscription are set, changed and taken back', async () => {
  const template = (attributes: object) => ({
    Resources: {
      R: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'mine' } },
      S: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'R' }, Protocol: 'email', Endpoint: 'a@example.com', ...attributes } },
    },
  });
  const attributes = async () => (await read('sns', 'GetSubscriptionAttributes', { SubscriptionArn: await current.stacks.physicalId('one', 'S') })).Attributes;
  await current.stacks.create('one', template({ FilterPolicy: { kind: ['a'] } }));
  expect(await attributes()).toMatchObject({ FilterPolicy: '{"kind":["a"]}' });
  await current.stacks.update('one', template({ RawMessageDelivery: true }));
  expect(await attributes()).toMatchObject({ FilterPolicy: '{}', RawMessageDelivery: 'true' });
});

test('a log group with its retention', async () => {
  await current.stacks.create('one', resource('AWS::Logs::LogGroup', { LogGroupName: '/mine', RetentionInDays: 7 }));
  await current.stacks.update('one', resource('AWS::Logs::LogGroup', { LogGroupName: '/mine', RetentionInDays: '30' }));
  expect((await read('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/mine' })).logGroups[0]).toMatchObject({ retentionInDays: 30 });
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
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
  await current.stacks.create('one', template('version: 0.2'), { Tags });
  expect((await read('codebuild', 'BatchGetProjects', { names: ['mine'] })).projects[0]).toMatchObject({
    source: { type: 'CODEPIPELINE', buildspec: 'version: 0.2' }, environment: { environmentVariables: [{ name: 'A', value: 'b', type: 'PLAINTEXT' }] }, tags: [{ key: 'k', value: 'v' }],
  });
  await current.stacks.update('one', template('version: 0.2 # changed'), { Tags });
  expect((await read('codebuild', 'BatchGetProjects', { names: ['mine'] })).projects[0].source.buildspec).toContain('changed');
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
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
    await current.stacks.create('one', template('k'), { Tags });
    const { pipeline } = await read('codepipeline', 'GetPipeline', { name: 'mine' });
    expect(pipeline).toMatchObject({ pipelineType: 'V2', stages: [{ actions: [{ actionTypeId: { provider: 'S3' }, configuration: { S3ObjectKey: 'k', PollForSourceChanges: 'false' } }] }, {}] });
    expect(await executions()).toHaveLength(1);
    const { tags } = await read('codepipeline', 'ListTagsForResource', { resourceArn: 'arn:aws:codepipeline:us-east-1:123456789012:mine' });
    expect(tags).toEqual([{ key: 'k', value: 'v' }]);
    expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
    await gone('codepipeline', 'GetPipeline', { name: 'mine' });
  });

  test.each([[undefined, 1], [false, 1], [true, 2]])('with RestartExecutionOnUpdate %s has %d executions after a change', async (restart, count) => {
    await current.stacks.create('one', template('k', restart));
    expect(await current.stacks.update('one', template('l', restart))).toBe('UPDATE_COMPLETE');
    expect(await executions()).toHaveLength(count);
  });

  test('is not restarted by a change that is not one of its definition', async () => {
    await current.stacks.create('one', template('k', true));
    expect(await current.stacks.update('one', template('k', true), { Tags })).toBe('UPDATE_COMPLETE');
    expect(await executions()).toHaveLength(1);
  });
});

test('a connection', async () => {
  await current.stacks.create('one', { ...resource('AWS::CodeConnections::Connection', { ConnectionName: 'mine', ProviderType: 'GitHub' }), Outputs: { Arn: { Value: { 'Fn::GetAtt': ['R', 'ConnectionArn'] } } } });
  const { Arn } = await current.stacks.outputs('one');
  expect(Arn).toMatch(/^arn:aws:codeconnections:us-east-1:123456789012:connection\//);
  expect((await read('codeconnections', 'GetConnection', { ConnectionArn: Arn })).Connection.ConnectionName).toBe('mine');
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
  await gone('codeconnections', 'GetConnection', { ConnectionArn: Arn });
});

test('a wait condition handle is enough for a stack', async () => {
  expect(await current.stacks.create('one', resource('AWS::CloudFormation::WaitConditionHandle'))).toBe('CREATE_COMPLETE');
  expect(await current.stacks.physicalId('one', 'R')).toMatch(/^https:\/\/cloudformation-waitcondition-us-east-1\.s3\.amazonaws\.com\//);
  expect(await current.stacks.delete('one')).toBe('DELETE_COMPLETE');
});

test('a parameter that was deleted outside of its stack is not created again', async () => {
  const template = (Value: string) => resource('AWS::SSM::Parameter', { Name: '/p', Type: 'String', Value });
  await current.stacks.create('one', template('a'));
  await read('ssm', 'DeleteParameter', { Name: '/p' });
  expect(await current.stacks.update('one', template('b'))).toBe('UPDATE_ROLLBACK_FAILED');
  expect(await current.stacks.parameter('/p')).toBeUndefined();
});
