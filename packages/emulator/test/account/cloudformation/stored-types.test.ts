import { broken, parameter, Stacks } from './testing';
import { storedOnly } from '../../../src/account/cloudformation';
import { generatedName } from '../../../src/account/cloudformation/resources/names';

const TABLE = { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' };
const ARN = 'arn:aws:';
const PLACE = 'us-east-1:123456789012';

test.each<[string, object, Record<string, RegExp>]>([
  ['AWS::DynamoDB::Table', TABLE, { Ref: /^one-R-[A-Z0-9]{12}$/, Arn: new RegExp(`^${ARN}dynamodb:${PLACE}:table/one-R-[A-Z0-9]{12}$`) }],
  ['AWS::DynamoDB::Table', { ...TABLE, TableName: 'mine' }, { Ref: /^mine$/, Arn: new RegExp(`^${ARN}dynamodb:${PLACE}:table/mine$`) }],
  ['AWS::Cognito::UserPool', {}, { Ref: /^us-east-1_\w{9}$/, Arn: new RegExp(`^${ARN}cognito-idp:${PLACE}:userpool/us-east-1_\\w{9}$`), ProviderName: /^cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w{9}$/ }],
  ['AWS::Cognito::IdentityPool', { AllowUnauthenticatedIdentities: false }, { Ref: /^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ }],
  ['AWS::KinesisFirehose::DeliveryStream', {}, { Ref: /^one-R-[A-Z0-9]{12}$/, Arn: new RegExp(`^${ARN}firehose:${PLACE}:deliverystream/one-R-[A-Z0-9]{12}$`) }],
  ['AWS::IoT::TopicRule', { TopicRulePayload: {} }, { Ref: /^one_R_[A-Z0-9]{12}$/, Arn: new RegExp(`^${ARN}iot:${PLACE}:rule/one_R_[A-Z0-9]{12}$`) }],
  ['AWS::SQS::Queue', {}, { Ref: /^https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/one-R-[A-Z0-9]{12}$/, Arn: new RegExp(`^${ARN}sqs:${PLACE}:one-R-[A-Z0-9]{12}$`) }],
  ['AWS::ApiGatewayV2::Api', {}, { Ref: /^[a-z0-9]{10}$/, ApiEndpoint: /^https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/ }],
  ['AWS::Lambda::Version', { FunctionName: 'f' }, { Ref: new RegExp(`^${ARN}lambda:${PLACE}:function:f:\\d+$`), Version: /^\d+$/ }],
  ['AWS::Lambda::Alias', { FunctionName: 'f', FunctionVersion: '1', Name: 'live' }, { Ref: new RegExp(`^${ARN}lambda:${PLACE}:function:f:live$`) }],
  ['AWS::Logs::LogStream', { LogGroupName: 'group' }, { Ref: /^one-R-[A-Z0-9]{12}$/ }],
  ['AWS::StepFunctions::StateMachine', { RoleArn: 'x' }, { Ref: new RegExp(`^${ARN}states:${PLACE}:stateMachine:one-R-[A-Z0-9]{12}$`) }],
  ['Custom::Anything', { Whatever: 1 }, { Ref: /^one-R-[A-Z0-9]{12}$/ }],
])('%s %j has identity and attributes of the form they have on AWS', async (Type, Properties, expected) => {
  const stacks = new Stacks();
  const Outputs = Object.fromEntries(Object.keys(expected).map(key => [key, { Value: key === 'Ref' ? { Ref: 'R' } : { 'Fn::GetAtt': ['R', key] } }]));
  expect(await stacks.create('one', { Resources: { R: { Type, Properties } }, Outputs })).toBe('CREATE_COMPLETE');
  const outputs = await stacks.outputs('one');
  for (const [key, form] of Object.entries(expected)) expect(outputs[key]).toMatch(form);
  expect(storedOnly(stacks.account)).toEqual(Type === 'AWS::DynamoDB::Table' ? [] : [Type]);
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
});

test('stored resources keep their identity in updates, and get another one by replacement', async () => {
  const stacks = new Stacks();
  const table = (more: object) => ({ Resources: { R: { Type: 'AWS::DynamoDB::Table', Properties: { ...TABLE, ...more } } } });
  await stacks.create('one', table({}));
  const id = await stacks.physicalId('one', 'R');
  await stacks.update('one', table({ TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } }));
  expect(await stacks.physicalId('one', 'R')).toBe(id);
  await stacks.update('one', table({ TableName: 'mine' }));
  expect(await stacks.physicalId('one', 'R')).toBe('mine');
});

// From AWS's contract of resource handlers: a create handler "must return AlreadyExists if the primary identifier is already in use"
// (CloudFormation CLI user guide, "Resource type handler contract", CREATE).
test.each(['Retain', 'RetainExceptOnCreate'])('a table with an explicit name that is kept (%s) prevents another one of that name until it is deleted', async DeletionPolicy => {
  const stacks = new Stacks();
  const template = { Resources: { R: { Type: 'AWS::DynamoDB::Table', DeletionPolicy, Properties: { ...TABLE, TableName: 'mine' } } } };
  await stacks.create('one', template);
  expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  expect(await stacks.create('two', template)).toBe('ROLLBACK_COMPLETE');
  expect((await stacks.events('two', 'R'))[1]).toBe("CREATE_FAILED: Resource of type 'AWS::DynamoDB::Table' with identifier 'mine' already exists.");
});

test('a table with an explicit name can be created again once its stack has deleted it, and with a name that AWS generates at any time', async () => {
  const stacks = new Stacks();
  const named = { Resources: { R: { Type: 'AWS::DynamoDB::Table', Properties: { ...TABLE, TableName: 'mine' } } } };
  const unnamed = { Resources: { R: { Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'Retain', Properties: TABLE } } };
  for (const template of [named, named, unnamed, unnamed]) {
    expect(await stacks.create('one', template)).toBe('CREATE_COMPLETE');
    await stacks.delete('one');
  }
});

test.each([
  ['Retain', 'ROLLBACK_COMPLETE'], ['RetainExceptOnCreate', 'CREATE_COMPLETE'],
])('a failed creation leaves a table of %s behind, so the correction ends in %s', async (DeletionPolicy, corrected) => {
  const stacks = new Stacks();
  const R = { Type: 'AWS::DynamoDB::Table', DeletionPolicy, Properties: { ...TABLE, TableName: 'mine' } };
  expect(await stacks.create('one', { Resources: { R, Bad: broken({ DependsOn: 'R' }) } })).toBe('ROLLBACK_COMPLETE');
  await stacks.delete('one');
  expect(await stacks.create('one', { Resources: { R } })).toBe(corrected);
});

test('implemented types and those without effect are not listed as stored', async () => {
  const stacks = new Stacks();
  await stacks.create('one', { Resources: { P: parameter('x'), M: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2' } } } });
  expect(storedOnly(stacks.account)).toEqual([]);
});

describe('generated names', () => {
  const long = 'a-stack-with-quite-a-long-name-for-a-stack-in-this-account';
  const id = 'AFunctionWhoseLogicalIdIsLongServiceRole675BB04A';

  test('consist of stack, logical id and a random part', () => {
    expect(generatedName('AWS::IAM::Role', 'stack', 'Role')).toMatch(/^stack-Role-[A-Z0-9]{12}$/);
    expect(generatedName('AWS::IAM::Role', 'stack', 'Role')).not.toBe(generatedName('AWS::IAM::Role', 'stack', 'Role'));
  });

  test.each([['AWS::IAM::Role', 64], ['AWS::Lambda::Function', 64], ['AWS::Events::Rule', 64], ['AWS::S3::Bucket', 63], ['AWS::CodePipeline::Pipeline', 100]])(
    'of %s are cut to %d characters', (type, limit) => {
      const name = generatedName(type, long, id);
      expect(name.length).toBeLessThanOrEqual(limit);
      expect(name.length).toBeGreaterThan(limit - 2);
      expect(name).toMatch(type === 'AWS::S3::Bucket' ? /^a-stack-with[a-z0-9-]+-[a-z0-9]{12}$/ : /^a-stack-with.*-AFunction.*-[A-Z0-9]{12}$/);
    });

  test('use the characters that a short stack name leaves', () => {
    expect(generatedName('AWS::IAM::Role', 's', id)).toMatch(new RegExp(`^s-${id}-[A-Z0-9]{12}$`));
  });

  test('of parameters start with CFN', () => {
    expect(generatedName('AWS::SSM::Parameter', 'stack', 'Param')).toMatch(/^CFN-Param-[A-Za-z0-9]{12}$/);
  });
});
