import { askedIn } from '../../../src/cli/rights/asked';

const RESOURCES = {
  Table: { Type: 'AWS::DynamoDB::Table' },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Logs: { Type: 'AWS::Logs::LogGroup' },
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Named: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': '${AWS::StackName}-q' } } },
  Role: { Type: 'AWS::IAM::Role' },
};

const asked = (policies: Readonly<Record<string, { Type: string; Properties: Record<string, unknown> }>>) =>
  askedIn({ solution: 'cv', module: 'one', resources: { ...RESOURCES, ...policies } });
const document = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Resource: unknown, Action: unknown = 's3:GetObject') => ({ Effect: 'Allow', Action, Resource });
const [HERE] = ['us-east-1:111122223333'];

test.each<[string, unknown, string]>([
  ['a text', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/*'],
  ['an attribute of a resource of the template', { 'Fn::GetAtt': ['Table', 'Arn'] }, `arn:aws:dynamodb:${HERE}:table/cv-one-*`],
  ['an ARN below its own', { 'Fn::GetAtt': 'Table.StreamArn' }, `arn:aws:dynamodb:${HERE}:table/cv-one-*`],
  ['a reference that is an ARN', { Ref: 'Topic' }, `arn:aws:sns:${HERE}:cv-one-*`],
  ['a joined text', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }, 'arn:aws:s3:::cv-one-*/*'],
  ['a substituted text', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/x' }, 'arn:aws:s3:::cv-one-*/x'],
  ['with values of its own', { 'Fn::Sub': ['${Arn}/${!x}', { Arn: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }] }, 'arn:aws:s3:::cv-one-*/*'],
  ['a name that is given', { 'Fn::GetAtt': ['Named', 'Arn'] }, `arn:aws:sqs:${HERE}:cv-one-q*`],
  ['an id that AWS chooses', { 'Fn::GetAtt': ['Pool', 'Arn'] }, `arn:aws:cognito-idp:${HERE}:userpool/*`],
  ['a log group with its streams', { 'Fn::GetAtt': ['Logs', 'Arn'] }, `arn:aws:logs:${HERE}:log-group:cv-one-*`],
  ['a parameter, whose value is known later', { Ref: 'FleetOutputTableArn' }, '*'],
  ['a part that is known later', { 'Fn::Join': ['/', [{ Ref: 'FleetOutputTableArn' }, 'index', { Ref: 'Index' }]] }, '*/index/*'],
  ['an import', { 'Fn::ImportValue': 'x' }, '*'],
  ['a variable of the policy', 'arn:aws:s3:::b/${aws:PrincipalTag/x}/*', 'arn:aws:s3:::b/*/*'],
])('a policy names %s', (_, resource, expected) => {
  const [statement] = asked({ Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: document(allow(resource)) } } });

  expect(statement).toEqual({ id: 'Policy', roles: ['Role'], actions: ['s3:GetObject'], resources: [expected] });
});

test('policies of roles are those within them, and those that name them', () => {
  const of = { PolicyDocument: document(allow('*')) };

  expect(asked({
    Own: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'p', ...of }] } },
    Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ...of, Roles: [{ Ref: 'Role' }, 'other'] } },
    Inline: { Type: 'AWS::IAM::RolePolicy', Properties: { ...of, RoleName: { Ref: 'Own' } } },
  }).map(({ id, roles }) => [id, ...roles])).toEqual([['Own', 'Own'], ['Managed', 'Role'], ['Inline', 'Own']]);
});

test('what is denied, and what names nothing, is not asked for', () => {
  const policy = (...statements: object[]) => asked({ Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document(...statements) } } });

  expect(policy({ ...allow('*'), Effect: 'Deny' }, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toEqual([]);
  expect(policy({ Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' })).toMatchObject([{ resources: ['*'] }]);
  expect(policy(allow('*', '*'))).toMatchObject([{ actions: [] }]);
  expect(asked({ Role2: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document(allow('*')), ManagedPolicyArns: ['arn:aws:iam::aws:policy/Unknown', { Ref: 'Mine' }] } } })).toEqual([]);
});
