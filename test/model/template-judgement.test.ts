import { mayOutlive, STATEFUL } from '../../src/model/holds-data';
import { knownValues } from '../../src/model/known-values';
import { judgeTemplate } from '../../src/model/template-judgement';

const OWN = '111122223333';
const OTHER = '999988887777';
const DEPLOYER = `arn:aws:lambda:eu-west-1:${OWN}:function:s-core-inspect`;

const judge = (template: any, given: Record<string, unknown> = {}) =>
  judgeTemplate(template, knownValues(template.Parameters ?? {}, given, DEPLOYER, new Map()), OWN).findings.map(({ needs, found }) => `${needs}: ${found}`);
const judgeResource = (resource: object, more: object = {}) => judge({ ...more, Resources: { One: resource } });

describe('what outlives a removal', () => {
  // cfn-lint 1.x, data/AdditionalSpecs/StatefulResources.json, without what acts: nested stacks, clusters that run jobs, and accounts.
  const STATEFUL_OF_CFN_LINT = [
    'Backup::BackupVault', 'Cognito::UserPool', 'DocDB::DBCluster', 'DocDB::DBInstance', 'DynamoDB::GlobalTable', 'DynamoDB::Table', 'EC2::Volume', 'EFS::FileSystem',
    'ElastiCache::CacheCluster', 'ElastiCache::ReplicationGroup', 'Elasticsearch::Domain', 'FSx::FileSystem', 'KMS::Key', 'Kinesis::Stream', 'Logs::LogGroup',
    'Neptune::DBCluster', 'Neptune::DBInstance', 'OpenSearchService::Domain', 'QLDB::Ledger', 'RDS::DBCluster', 'RDS::DBInstance', 'Redshift::Cluster', 'S3::Bucket',
    'SDB::Domain', 'SQS::Queue', 'SecretsManager::Secret',
  ];

  test.each([...STATEFUL_OF_CFN_LINT.map(name => `AWS::${name}`), ...STATEFUL])('%s holds data', Type => {
    expect(judgeResource({ Type, DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Snapshot' })).toEqual([]);
  });

  test.each([
    'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::AccessKey', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Lambda::Url',
    'AWS::Lambda::EventSourceMapping', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::StepFunctions::StateMachine', 'AWS::SNS::Subscription', 'AWS::ApiGatewayV2::Api',
    'AWS::Pipes::Pipe', 'AWS::IoT::TopicRule', 'AWS::S3::BucketPolicy', 'AWS::CloudFormation::Stack', 'AWS::EMR::Cluster', 'AWS::Not::Known', 'Custom::Thing',
  ])('%s acts, so it has to go with its module', Type => {
    expect(mayOutlive(Type)).toBe(false);
    for (const policy of ['Retain', 'RetainExceptOnCreate', 'Snapshot']) {
      expect(judgeResource({ Type, DeletionPolicy: policy })).toEqual([`retain: One (${Type}) has DeletionPolicy ${policy}`]);
      expect(judgeResource({ Type, UpdateReplacePolicy: policy })).toEqual([`retain: One (${Type}) has UpdateReplacePolicy ${policy}`]);
    }
    expect(judgeResource({ Type, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' })).toEqual([]);
  });

  const role = (DeletionPolicy: unknown, more: object = {}) => ({ Type: 'AWS::IAM::Role', DeletionPolicy, ...more });
  const isProd = { Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } }, Parameters: { Stage: { Type: 'String', Default: 'test' } } };

  test('functions are evaluated with the values of the deployment', () => {
    const template = { ...isProd, Resources: { One: role({ 'Fn::If': ['IsProd', 'Retain', 'Delete'] }), Two: role('Retain', { Condition: 'IsProd' }) } };

    expect(judge(template)).toEqual([]);
    expect(judge(template, { Stage: 'prod' })).toEqual(['retain: One (AWS::IAM::Role) has DeletionPolicy Retain', 'retain: Two (AWS::IAM::Role) has DeletionPolicy Retain']);
    expect(judgeResource(role({ Ref: 'Kept' }), { Parameters: { Kept: { Type: 'String', Default: 'Retain' } } })).toHaveLength(1);
    expect(judgeResource(role({ 'Fn::FindInMap': ['Kept', 'a', 'b'] }), { Mappings: { Kept: { a: { b: 'Delete' } } } })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a parameter that is read from the parameter store', { Ref: 'Stored' }],
    ['a dynamic reference', '{{resolve:ssm:/kept}}'],
    ['a condition that depends on the parameter store', { 'Fn::If': ['IsStored', 'Retain', 'Delete'] }],
    ['the answer of a custom resource', { 'Fn::GetAtt': ['Custom', 'PolicyName'] }],
    ['a function that is not known', { 'Fn::Cidr': [] }],
  ])('%s counts as retained', (_, policy) => {
    const found = judge({
      Parameters: { Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/kept' } },
      Conditions: { IsStored: { 'Fn::Equals': [{ Ref: 'Stored' }, 'x'] } },
      Resources: { Custom: { Type: 'Custom::X' }, One: role(policy) },
    });

    expect(found).toEqual(['retain: One (AWS::IAM::Role) has DeletionPolicy that is known only when it is deployed']);
  });

  test('loops hide nothing', () => {
    const loop = { 'Fn::ForEach::All': ['Kind', ['Role', 'User'], { 'One${Kind}': { Type: 'AWS::IAM::${Kind}', DeletionPolicy: 'Retain' } }] };

    expect(judge({ Resources: loop })).toEqual(['retain: OneRole (AWS::IAM::Role) has DeletionPolicy Retain', 'retain: OneUser (AWS::IAM::User) has DeletionPolicy Retain']);
    expect(() => judge({ Resources: { 'Fn::ForEach::All': ['Kind', { Ref: 'Unknown' }, {}] } })).toThrow('Fn::ForEach::All cannot be expanded');
  });

  test('a module of the CloudFormation registry cannot be looked into', () => {
    expect(judgeResource({ Type: 'Acme::Roles::All::MODULE' })).toEqual(['retain: One is of Acme::Roles::All::MODULE, and what that consists of cannot be read']);
  });
});

describe('whom a module trusts', () => {
  const policy = (statement: object) => ({ Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['q'], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*', ...statement }] } } });
  const principal = (Principal: unknown, Condition?: unknown) => judgeResource(policy({ Principal, ...Condition ? { Condition } : {} }), {
    Parameters: { Partner: { Type: 'CommaDelimitedList', Default: OTHER }, Us: { Type: 'String', Default: OWN }, Read: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } },
  });
  const root = (account: unknown) => ({ AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${account}:root` } });

  test.each<[string, unknown, unknown?]>([
    ['a service', { Service: 'iot.amazonaws.com' }],
    ['services', { Service: ['events.amazonaws.com', { 'Fn::Sub': 'states.${AWS::Region}.amazonaws.com' }] }],
    ['the account', { AWS: OWN }],
    ['the account by its pseudo parameter', { AWS: { Ref: 'AWS::AccountId' } }],
    ['the account by a parameter', { AWS: { Ref: 'Us' } }],
    ['the root of the account', root('${AWS::AccountId}')],
    ['the root of the account, joined', { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } }],
    ['everyone of the account', '*', { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } }],
    ['everyone of the account, by a key in other spelling', { AWS: '*' }, { StringEquals: { 'AWS:SourceOwner': OWN } }],
    ['what a topic of the account sends', { AWS: '*' }, { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${OWN}:s-a-topic` } }],
    ['the callers of a key in the account', { AWS: '*' }, { StringEquals: { 'kms:CallerAccount': OWN, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }],
    ['a role of the account whose name comes from the parameter store', root('${AWS::AccountId}'), { ArnEquals: { 'aws:PrincipalArn': { Ref: 'Read' } } }],
    ['roles of the account', '*', { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${OWN}:role/s-*`, `arn:*:iam::${OWN}:role/x`] } }],
  ])('%s is trusted by everyone', (_, who, condition = undefined) => {
    expect(principal(who, condition)).toEqual([]);
  });

  test.each<[string, unknown, string, unknown?]>([
    ['everyone', '*', 'everyone'],
    ['everyone, as AWS', { AWS: ['*'] }, 'everyone'],
    ['another account', { AWS: OTHER }, OTHER],
    ['the root of another account', root(OTHER), `arn:aws:iam::${OTHER}:root`],
    ['another account beside the own one', { AWS: [OWN, `arn:aws:iam::${OTHER}:user/x`] }, `arn:aws:iam::${OTHER}:user/x`],
    ['an account that a parameter names', { AWS: { Ref: 'Partner' } }, OTHER],
    ['a user of CloudFront', { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity X' }, 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity X'],
    ['a canonical user', { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }, '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'],
    ['a federated provider', { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` }, `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`],
    ['identities of any pool', { Federated: 'cognito-identity.amazonaws.com' }, 'cognito-identity.amazonaws.com'],
    ['what the parameter store names', { AWS: { Ref: 'Read' } }, 'a principal known only when it is deployed'],
    ['what a dynamic reference names', { AWS: '{{resolve:ssm:/x}}' }, 'a principal known only when it is deployed'],
    ['an organization', '*', 'everyone', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
    ['everyone but an account', '*', 'everyone', { StringNotEquals: { 'aws:PrincipalAccount': OTHER } }],
    ['a key that may be missing', '*', 'everyone', { StringEqualsIfExists: { 'aws:PrincipalAccount': OWN } }],
    ['all of no values', '*', 'everyone', { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': OWN } }],
    ['one of two accounts', '*', 'everyone', { StringEquals: { 'aws:PrincipalAccount': [OWN, OTHER] } }],
    ['a pattern that another account\'s names match', '*', 'everyone', { StringLike: { 'aws:SourceArn': `arn:aws:*:*:${OWN}:x` } }],
    ['no account at all', '*', 'everyone', { StringEquals: { 'aws:PrincipalAccount': [] } }],
    ['a network', '*', 'everyone', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
  ])('%s is not', (_, who, name, condition = undefined) => {
    expect(principal(who, condition)).toEqual([`foreign-principals: One (AWS::SQS::QueuePolicy) trusts ${name}`]);
  });

  test('what a statement denies, and what it allows all but some, is judged as IAM does', () => {
    expect(judgeResource(policy({ Effect: 'Deny', Principal: '*' }))).toEqual([]);
    expect(judgeResource(policy({ NotPrincipal: { AWS: OTHER } }))).toEqual(['foreign-principals: One (AWS::SQS::QueuePolicy) trusts everyone but some']);
  });

  test('own roles are trusted, wherever the template names them', () => {
    const roles = { Role: { Type: 'AWS::IAM::Role', Properties: {} }, Custom: { Type: 'Custom::X' }, Pool: { Type: 'AWS::Cognito::IdentityPool' } };
    const trusting = (Principal: unknown, Condition?: unknown) =>
      judge({ Resources: { ...roles, One: policy({ Principal, ...Condition ? { Condition } : {} }) } });

    expect(trusting({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } })).toEqual([]);
    expect(trusting({ AWS: { 'Fn::Sub': '${Role.Arn}' } })).toEqual([]);
    expect(trusting({ AWS: { 'Fn::GetAtt': ['Custom', 'Arn'] } })).toEqual([expect.stringContaining('known only when it is deployed')]);
    expect(trusting({ AWS: { 'Fn::GetAtt': 'Pool.Arn' } })).toHaveLength(1);
    expect(trusting({ Federated: 'cognito-identity.amazonaws.com' }, { StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'Pool' } } })).toEqual([]);
    expect(trusting({ Federated: 'cognito-identity.amazonaws.com' }, { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' } })).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['the trust policy of a role', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: root(OTHER) } } } }],
    ['a text', { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: root(OTHER).AWS && { AWS: OTHER } }] }) } }],
    ['a text in other letters', { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: '{"Statement":[{"Effect":"Allow","\\u0050rincipal":{"AWS":"999988887777"}}]}' } }],
    ['a joined text', { Type: 'AWS::Logs::Destination', Properties: { DestinationPolicy: { 'Fn::Join': ['', ['{"Statement":[{"Effect":"Allow","Prin', 'cipal":"*"}]}']] } } }],
    ['a text that the template does not contain', { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: { Ref: 'Unknown' } } }],
    ['a text that is no JSON', { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: '{"Statement":' } }],
    ['JSON that is made of a value', { Type: 'AWS::X::Y', Properties: { Policy: { 'Fn::ToJsonString': { Statement: { Effect: 'Allow', Principal: '*' } } } } }],
    ['a branch of an unknown condition', { Type: 'AWS::SNS::TopicPolicy', Properties: { PolicyDocument: { 'Fn::If': ['Unknown', { Statement: { Effect: 'Allow', Principal: '*' } }, { Statement: [] }] } } }],
    ['a policy within another property', { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*' } } } } }],
    ['a permission of a function for another account', { Type: 'AWS::Lambda::Permission', Properties: { Principal: OTHER } }],
    ['a permission for everyone', { Type: 'AWS::Lambda::Permission', Properties: { Principal: '*', FunctionUrlAuthType: 'NONE' } }],
    ['a permission for an organization', { Type: 'AWS::Lambda::Permission', Properties: { Principal: '*', PrincipalOrgID: 'o-1' } }],
    ['a layer for everyone', { Type: 'AWS::Lambda::LayerVersionPermission', Properties: { Principal: '*' } }],
    ['an event bus', { Type: 'AWS::Events::EventBusPolicy', Properties: { Principal: OTHER, Action: 'events:PutEvents' } }],
    ['a share', { Type: 'AWS::RAM::ResourceShare', Properties: { Principals: [OTHER] } }],
    ['a public access list', { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } }],
    ['a loop in properties', { Type: 'AWS::SQS::QueuePolicy', Properties: { 'Fn::ForEach::P': ['Name', ['PolicyDocument'], { '${Name}': { Statement: { Effect: 'Allow', Principal: '*' } } }] } }],
  ])('another account is found in %s', (_, resource) => {
    expect(judgeResource(resource)).toEqual([expect.stringMatching(/^foreign-principals: One/)]);
  });

  test.each<[string, object]>([
    ['a permission of a function for a service', { Type: 'AWS::Lambda::Permission', Properties: { Principal: 'iot.amazonaws.com' } }],
    ['a permission for what comes from the account', { Type: 'AWS::Lambda::Permission', Properties: { Principal: '*', SourceAccount: { Ref: 'AWS::AccountId' } } }],
    ['a policy of a role, which names no principals', { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } } }],
    ['the certificate of a thing', { Type: 'AWS::IoT::ThingPrincipalAttachment', Properties: { Principal: { Ref: 'Unknown' } } }],
    ['a REST API, which is open to everyone without a policy', { Type: 'AWS::ApiGateway::RestApi', Properties: { Policy: { Statement: { Effect: 'Allow', Principal: '*' } } } }],
    ['code that is no policy', { Type: 'AWS::AppSync::Resolver', Properties: { RequestMappingTemplate: '{ "version": "2017", $x }' } }],
    ['a redrive policy', { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: { Ref: 'Unknown' }, maxReceiveCount: 3 } } }],
    ['what has no properties', { Type: 'AWS::SQS::Queue' }],
  ])('%s is no trust in others', (_, resource) => {
    expect(judgeResource(resource)).toEqual([]);
  });

  test('no text that a template contains passes for one of its own roles', () => {
    expect(principal({ AWS: '|AWS::IAM::Role.Arn|' })).toHaveLength(1);
    expect(principal({ AWS: '\u0001AWS::IAM::Role.Arn\u0001' })).toHaveLength(1);
  });
});
