import { actionFact, handlerNeeds, handlerRules, permissionsOf, rulesOf, typeFact, typesWithHandlers } from '../../src/facts';

const PLACE = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const ROLE = 'arn:aws:iam::123456789012:role/worker';
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

const asked = (type: string, id: string, properties: object, operation: 'create' | 'update' | 'delete' = 'create', more = {}) =>
  handlerNeeds({ type, id, properties, ...more }, operation, PLACE)!.map(({ action, resource }) => `${action} ${resource}`);

test('a queue is asked for by its name, although its id is an address', () => {
  const queue = arn('sqs', 'jobs');

  expect(asked('AWS::SQS::Queue', 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs', {})).toEqual(
    ['CreateQueue', 'GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags', 'TagQueue'].map(name => `sqs:${name} ${queue}`));
});

test.each([
  ['AWS::Lambda::Permission', { FunctionName: arn('lambda', 'function:worker') }, `lambda:AddPermission ${arn('lambda', 'function:worker')}`],
  ['AWS::SQS::QueuePolicy', { Queues: ['https://sqs.us-east-1.amazonaws.com/123456789012/jobs'] }, `sqs:SetQueueAttributes ${arn('sqs', 'jobs')}`],
  ['AWS::SNS::TopicPolicy', { Topics: [arn('sns', 'news')] }, `sns:SetTopicAttributes ${arn('sns', 'news')}`],
  ['AWS::IAM::Policy', { Roles: ['worker'] }, `iam:PutRolePolicy ${ROLE}`],
  ['AWS::Cognito::UserPoolClient', { UserPoolId: 'us-east-1_a' }, `cognito-idp:CreateUserPoolClient ${arn('cognito-idp', 'userpool/us-east-1_a')}`],
  ['AWS::Logs::LogStream', { LogGroupName: 'jobs' }, `logs:CreateLogStream ${arn('logs', 'log-group:jobs:log-stream:id')}`],
  ['AWS::ApiGatewayV2::Route', { ApiId: 'a1' }, 'apigateway:POST arn:aws:apigateway:us-east-1::/apis/a1/routes'],
])('a part, %s, is asked for on what it belongs to', (type, properties, expected) => {
  expect(asked(type, 'id', properties)).toContain(expected);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: a function's network needs rights on EC2, and only then.
test('what a property needs is asked for only with the property', () => {
  const action = ({ VpcConfig }: any) => asked('AWS::Lambda::Function', 'worker', { Role: ROLE, Code: {}, VpcConfig }).filter(need => need.startsWith('ec2:'));

  expect(action({})).toEqual([]);
  expect(action({ VpcConfig: { SubnetIds: ['subnet-1'] } })).toHaveLength(3);
});

test('an update asks for what a property needed that it removes', () => {
  const update = asked('AWS::Lambda::Function', 'worker', { Role: ROLE }, 'update', { previous: { Role: ROLE, ReservedConcurrentExecutions: 1 } });

  expect(update).toContain(`lambda:DeleteFunctionConcurrency ${arn('lambda', 'function:worker')}`);
});

test('a role that gets another boundary does not lose the one that it had', () => {
  const boundaries = (previous: object, properties: object) => handlerNeeds({ type: 'AWS::IAM::Role', id: 'x', previous, properties }, 'update', PLACE)!
    .map(({ action }) => action).filter(action => action.endsWith('PermissionsBoundary'));

  expect(boundaries({ PermissionsBoundary: 'arn:a' }, { PermissionsBoundary: 'arn:b' })).toEqual(['iam:PutRolePermissionsBoundary']);
  expect(boundaries({}, { PermissionsBoundary: 'arn:b' })).toEqual(['iam:PutRolePermissionsBoundary']);
  expect(boundaries({ PermissionsBoundary: 'arn:a' }, {})).toContain('iam:DeleteRolePermissionsBoundary');
  expect(boundaries({ PermissionsBoundary: 'arn:a' }, { PermissionsBoundary: 'arn:a' })).toEqual([]);
});

test('roles are passed to the service that takes them on', () => {
  const stages = [{ Actions: [{ Configuration: { RoleArn: `${ROLE}-deploy` } }] }];
  const needs = handlerNeeds({ type: 'AWS::CodePipeline::Pipeline', id: 'p', properties: { RoleArn: ROLE, Stages: stages } }, 'create', PLACE)!;

  expect(needs.filter(({ action }) => action === 'iam:PassRole').map(({ resource, context }) => [resource, context['iam:PassedToService']]).sort()).toEqual([
    [ROLE, 'codepipeline.amazonaws.com'], [`${ROLE}-deploy`, 'cloudformation.amazonaws.com'],
  ]);
});

test('a stack reads what it has created or changed, and lists nothing', () => {
  expect(permissionsOf('AWS::SSM::Parameter', 'create')).toContain('ssm:ListTagsForResource');
  expect(permissionsOf('AWS::SSM::Parameter', 'create')).not.toContain('ssm:DescribeParameters');
  expect(permissionsOf('AWS::SSM::Parameter', 'delete')).toEqual(['ssm:DeleteParameter']);
});

test('a type that nobody describes is unknown', () => {
  expect(handlerNeeds({ type: 'AWS::None::Such', id: 'x', properties: {} }, 'create', PLACE)).toBeUndefined();
  expect(permissionsOf('AWS::CodeBuild::Project', 'delete')).toEqual(['codebuild:DeleteProject']);
});

test('every rule is about a permission that a handler of one of its types has', () => {
  const used = new Set(typesWithHandlers().flatMap(type => Object.values(typeFact(type)!.handlers).flat().flatMap(action => rulesOf(type, action!))));

  expect(handlerRules().filter(rule => !used.has(rule))).toEqual([]);
});

test('names of operations that IAM has no action of are never asked for, in the types that have rules', () => {
  const types = [...new Set(handlerRules().flatMap(({ types: of = [] }) => of))].filter(type => !type.includes('*'));
  const unknown = types.flatMap(type => Object.values(typeFact(type)!.handlers).flat()
    .filter(action => !actionFact(action!)).map(action => [type, action!] as const));

  expect(unknown.length).toBeGreaterThan(5);
  expect(unknown.filter(([type, action]) => !rulesOf(type, action).some(({ properties }) => properties.length === 0))).toEqual([]);
});
