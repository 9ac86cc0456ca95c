import { Stacks, TRUST } from './testing';
import { ACTING_TYPES } from '../../../src/account/cloudformation';
import { gone } from '../../../src/account/dynamodb/tables';

// Each implemented type, changed and deleted outside of its stack.

type Call = (service: string, operation: string, input: object) => Promise<any>;
interface Case {
  readonly properties: object;
  /** Resources that it depends on. */
  readonly others?: Record<string, object>;
  readonly change?: (call: Call, id: string) => Promise<unknown>;
  readonly path?: string;
  readonly remove: (call: Call, id: string) => Promise<unknown>;
}

const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const OTHER = { ...DOCUMENT, Statement: [{ ...DOCUMENT.Statement[0], Action: 's3:PutObject' }] };
const KEY_POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' }] };
const role = (properties: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName: 'role', AssumeRolePolicyDocument: TRUST, ...properties } });
const fn = {
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'fn', Code: { ZipFile: 'exports.handler = async () => 1;' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Handler: 'index.handler', Runtime: 'nodejs22.x' },
};
const artifacts = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'artifacts' } };
const stages = [
  { Name: 'Source', Actions: [{ Name: 'S', ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' }, Configuration: { S3Bucket: 'artifacts', S3ObjectKey: 'a.zip' }, OutputArtifacts: [{ Name: 'A' }] }] },
  { Name: 'Approve', Actions: [{ Name: 'A', ActionTypeId: { Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' } }] },
];
const connection: Case = {
  properties: { ConnectionName: 'c', ProviderType: 'GitHub', Tags: [{ Key: 'k', Value: '1' }] },
  change: (call, id) => call('codeconnections', 'TagResource', { ResourceArn: id, Tags: [{ Key: 'k', Value: '2' }] }),
  path: 'NOT_EQUAL /Tags/0/Value',
  remove: (call, id) => call('codeconnections', 'DeleteConnection', { ConnectionArn: id }),
};

const CASES: Readonly<Record<string, Case>> = {
  'AWS::CloudTrail::Trail': {
    others: { Artifacts: artifacts },
    properties: { TrailName: 'writes', S3BucketName: { Ref: 'Artifacts' }, IsLogging: true, IsMultiRegionTrail: true },
    change: call => call('cloudtrail', 'StopLogging', { Name: 'writes' }),
    path: 'NOT_EQUAL /IsLogging',
    remove: call => call('cloudtrail', 'DeleteTrail', { Name: 'writes' }),
  },
  'AWS::CodeBuild::Project': {
    others: { Role: role() },
    properties: {
      Name: 'project',
      ServiceRole: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Artifacts: { Type: 'NO_ARTIFACTS' },
      Source: { Type: 'NO_SOURCE', BuildSpec: 'version: 0.2' },
      Environment: { Type: 'LINUX_CONTAINER', Image: 'aws/codebuild/standard:7.0', ComputeType: 'BUILD_GENERAL1_SMALL', EnvironmentVariables: [{ Name: 'A', Value: '1' }] },
    },
    change: async call => {
      const { projects: [{ environment }] } = await call('codebuild', 'BatchGetProjects', { names: ['project'] });
      await call('codebuild', 'UpdateProject', { name: 'project', environment: { ...environment, environmentVariables: [{ name: 'A', value: '2' }] } });
    },
    path: 'NOT_EQUAL /Environment/EnvironmentVariables/0/Value',
    remove: call => call('codebuild', 'DeleteProject', { name: 'project' }),
  },
  'AWS::DynamoDB::Table': {
    properties: {
      TableName: 'trips',
      AttributeDefinitions: [{ AttributeName: 'vin', AttributeType: 'S' }, { AttributeName: 'day', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [{ IndexName: 'byDay', KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
      Tags: [{ Key: 'k', Value: '1' }],
    },
    change: call => call('dynamodb', 'TagResource', { ResourceArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/trips', Tags: [{ Key: 'k', Value: '2' }] }),
    path: 'NOT_EQUAL /Tags/0/Value',
    remove: call => gone((...args) => call('dynamodb', ...args), 'trips'),
  },
  'AWS::CodeConnections::Connection': connection,
  'AWS::CodeStarConnections::Connection': connection,
  'AWS::CodePipeline::Pipeline': {
    others: { Artifacts: artifacts, Role: role() },
    properties: { Name: 'p', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, PipelineType: 'V2', ArtifactStore: { Type: 'S3', Location: { Ref: 'Artifacts' } }, Stages: stages },
    change: async call => {
      const { pipeline } = await call('codepipeline', 'GetPipeline', { name: 'p' });
      pipeline.stages[0].actions[0].configuration.S3ObjectKey = 'b.zip';
      await call('codepipeline', 'UpdatePipeline', { pipeline });
    },
    path: 'NOT_EQUAL /Stages/0/Actions/0/Configuration/S3ObjectKey',
    remove: call => call('codepipeline', 'DeletePipeline', { name: 'p' }),
  },
  'AWS::Events::Rule': {
    properties: { Name: 'r', EventPattern: { source: ['a'] }, Targets: [{ Id: 'T', Arn: 'arn:aws:sns:us-east-1:123456789012:t' }] },
    change: call => call('events', 'PutRule', { Name: 'r', EventPattern: '{"source":["b"]}' }),
    path: 'REMOVE /EventPattern/source/0',
    remove: async call => {
      await call('events', 'RemoveTargets', { Rule: 'r', Ids: ['T'] });
      await call('events', 'DeleteRule', { Name: 'r' });
    },
  },
  'AWS::IAM::ManagedPolicy': {
    others: { Role: role() },
    properties: { ManagedPolicyName: 'mp', PolicyDocument: DOCUMENT, Roles: [{ Ref: 'Role' }] },
    change: (call, PolicyArn) => call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: JSON.stringify(OTHER), SetAsDefault: true }),
    path: 'REMOVE /PolicyDocument/Statement/0',
    remove: async (call, PolicyArn) => {
      await call('iam', 'DetachRolePolicy', { RoleName: 'role', PolicyArn });
      await call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' }).catch(() => undefined);
      await call('iam', 'DeletePolicy', { PolicyArn });
    },
  },
  'AWS::IAM::Policy': {
    others: { Role: role() },
    properties: { PolicyName: 'ip', PolicyDocument: DOCUMENT, Roles: [{ Ref: 'Role' }] },
    change: call => call('iam', 'PutRolePolicy', { RoleName: 'role', PolicyName: 'ip', PolicyDocument: JSON.stringify(OTHER) }),
    path: 'REMOVE /PolicyDocument/Statement/0',
    remove: call => call('iam', 'DeleteRolePolicy', { RoleName: 'role', PolicyName: 'ip' }),
  },
  'AWS::IAM::Role': {
    properties: { ...role().Properties, Description: 'd', MaxSessionDuration: 3600, Policies: [{ PolicyName: 'own', PolicyDocument: DOCUMENT }] },
    change: call => call('iam', 'PutRolePolicy', { RoleName: 'role', PolicyName: 'added', PolicyDocument: JSON.stringify(OTHER) }),
    path: 'ADD /Policies/1',
    remove: async call => {
      for (const PolicyName of ['own', 'added']) await call('iam', 'DeleteRolePolicy', { RoleName: 'role', PolicyName }).catch(() => undefined);
      await call('iam', 'DeleteRole', { RoleName: 'role' });
    },
  },
  'AWS::KMS::Alias': {
    others: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: KEY_POLICY } }, Second: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: KEY_POLICY } } },
    properties: { AliasName: 'alias/a', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    change: async call => {
      const { Keys } = await call('kms', 'ListKeys', {});
      for (const { KeyId: TargetKeyId } of Keys) {
        const { Aliases } = await call('kms', 'ListAliases', { KeyId: TargetKeyId });
        if (!Aliases.length) return call('kms', 'UpdateAlias', { AliasName: 'alias/a', TargetKeyId });
      }
      return undefined;
    },
    path: 'NOT_EQUAL /TargetKeyId',
    remove: call => call('kms', 'DeleteAlias', { AliasName: 'alias/a' }),
  },
  'AWS::KMS::Key': {
    properties: { Description: 'd', KeyPolicy: KEY_POLICY, EnableKeyRotation: true },
    change: (call, KeyId) => call('kms', 'DisableKeyRotation', { KeyId }),
    path: 'NOT_EQUAL /EnableKeyRotation',
    remove: (call, KeyId) => call('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }),
  },
  'AWS::Lambda::Function': {
    others: { Role: role() },
    properties: { ...fn.Properties, Environment: { Variables: { A: '1' } }, Timeout: 10 },
    change: call => call('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'fn', Timeout: 20 }),
    path: 'NOT_EQUAL /Timeout',
    remove: call => call('lambda', 'DeleteFunction', { FunctionName: 'fn' }),
  },
  'AWS::Lambda::Permission': {
    others: { Role: role(), Function: fn },
    properties: { FunctionName: { Ref: 'Function' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:us-east-1:123456789012:rule/r' },
    remove: (call, StatementId) => call('lambda', 'RemovePermission', { FunctionName: 'fn', StatementId }),
  },
  'AWS::Logs::LogGroup': {
    properties: { LogGroupName: '/g', RetentionInDays: 7 },
    change: call => call('logs', 'DeleteRetentionPolicy', { logGroupName: '/g' }),
    path: 'REMOVE /RetentionInDays',
    remove: call => call('logs', 'DeleteLogGroup', { logGroupName: '/g' }),
  },
  'AWS::S3::Bucket': {
    properties: {
      BucketName: 'bucket',
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: 60 }] },
      LifecycleConfiguration: { Rules: [{ Id: 'l', Status: 'Enabled', ExpirationInDays: 30, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 1 }] }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      Tags: [{ Key: 'k', Value: 'v' }],
    },
    change: call => call('s3', 'PutBucketVersioning', { Bucket: 'bucket', VersioningConfiguration: { Status: 'Suspended' } }),
    path: 'NOT_EQUAL /VersioningConfiguration/Status',
    remove: call => call('s3', 'DeleteBucket', { Bucket: 'bucket' }),
  },
  'AWS::S3::BucketPolicy': {
    others: { Artifacts: artifacts },
    properties: { Bucket: { Ref: 'Artifacts' }, PolicyDocument: DOCUMENT },
    change: call => call('s3', 'PutBucketPolicy', { Bucket: 'artifacts', Policy: JSON.stringify(OTHER) }),
    path: 'REMOVE /PolicyDocument/Statement/0',
    remove: call => call('s3', 'DeleteBucketPolicy', { Bucket: 'artifacts' }),
  },
  'AWS::SNS::Subscription': {
    others: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } } },
    properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'a@example.com' },
    remove: (call, SubscriptionArn) => call('sns', 'Unsubscribe', { SubscriptionArn }),
  },
  'AWS::SNS::Topic': {
    properties: { TopicName: 't', DisplayName: 'one' },
    change: (call, TopicArn) => call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'DisplayName', AttributeValue: 'two' }),
    path: 'NOT_EQUAL /DisplayName',
    remove: (call, TopicArn) => call('sns', 'DeleteTopic', { TopicArn }),
  },
  'AWS::SNS::TopicPolicy': {
    others: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } } },
    properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: DOCUMENT },
    change: call => call('sns', 'SetTopicAttributes', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:t', AttributeName: 'Policy', AttributeValue: JSON.stringify(OTHER) }),
    path: 'REMOVE /PolicyDocument/Statement/0',
    remove: call => call('sns', 'DeleteTopic', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:t' }),
  },
  'AWS::SSM::Parameter': {
    properties: { Name: '/p', Type: 'String', Value: 'x', Description: 'd', Tier: 'Standard', Tags: { a: 'b' } },
    change: call => call('ssm', 'PutParameter', { Name: '/p', Type: 'String', Value: 'x', Description: 'e', Overwrite: true }),
    path: 'NOT_EQUAL /Description',
    remove: call => call('ssm', 'DeleteParameter', { Name: '/p' }),
  },
};

/** A nested stack has its own drift detection; a handle has no properties. */
const UNCHECKED = ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::WaitConditionHandle'];

test('every implemented type is checked, except nested stacks and handles', () => {
  expect([...Object.keys(CASES), ...UNCHECKED].sort()).toEqual([...ACTING_TYPES].sort());
});

describe.each(Object.entries(CASES))('%s', (Type, { properties, others = {}, change, path, remove }) => {
  let stacks: Stacks;
  let id: string;
  const call: Call = (...args) => stacks.account.call(...args);
  const check = async () => (await stacks.call('DetectStackResourceDrift', { StackName: 'one', LogicalResourceId: 'It' })).StackResourceDrift;

  beforeEach(async () => {
    stacks = new Stacks();
    expect(await stacks.create('one', { Resources: { ...others, It: { Type, Properties: properties } } })).toBe('CREATE_COMPLETE');
    id = await stacks.physicalId('one', 'It');
  });

  test('is in sync with all its properties, changed and deleted', async () => {
    const { StackResourceDriftStatus, PropertyDifferences, ExpectedProperties, ActualProperties } = await check();
    expect([StackResourceDriftStatus, PropertyDifferences]).toEqual(['IN_SYNC', []]);
    expect(JSON.parse(ActualProperties)).toEqual(JSON.parse(ExpectedProperties));
    const { Code, ...comparable } = properties as { Code?: object };
    void Code;
    expect(Object.keys(JSON.parse(ExpectedProperties)).sort()).toEqual(Object.keys(comparable).sort());
    if (change) {
      await change(call, id);
      const changed = await check();
      expect(changed.StackResourceDriftStatus).toBe('MODIFIED');
      expect(changed.PropertyDifferences.map(({ DifferenceType, PropertyPath }: any) => `${DifferenceType} ${PropertyPath}`)).toContain(path);
    }
    await remove(call, id);
    expect((await check()).StackResourceDriftStatus).toBe('DELETED');
  });
});
