import { defaultTypes, halfGrantedTypes } from '../../../src/cli/rights/default-types';
import { deployedModule, type DeployedModule, missingRights, resourceOfType } from '../../../src/cli/rights/module-rights';
import { staticTemplates } from '../../pipelines/solution';
import { handlersOf } from '@cv-insync/emulator/facts';

jest.setTimeout(60_000);

let template: unknown;
let dtc: DeployedModule;
let types: readonly string[];
beforeAll(() => {
  template = staticTemplates()['templates/delivery-connection.template.json'];
  dtc = deployedModule(template, 'connected-vehicle', 'dtc');
  types = defaultTypes(dtc);
});

const missing = (type: string, of: DeployedModule) => missingRights(resourceOfType(type, of), of)?.map(({ action }) => action);

test('for each type, every permission of every handler is granted, or excluded by a rule', () => {
  const permissions = types.flatMap(type => Object.entries(handlersOf(type)!).filter(([operation]) => operation !== 'list').flatMap(([, actions]) => actions!
    .map(action => ({ type, action }))));

  expect(types.flatMap(type => missing(type, dtc)!)).toEqual([]);
  expect(permissions.length).toBeGreaterThan(500);
});

// A module has all permissions that the handlers of its default types need, by the published schemas; docs/authors.md lists the types.
test('a module may create the types of the services that vehicle modules use', () => {
  expect(types).toEqual(expect.arrayContaining([
    'AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::CloudFormation::Stack', 'AWS::CloudWatch::Alarm', 'AWS::Cognito::UserPool',
    'AWS::DynamoDB::Table', 'AWS::Events::Rule', 'AWS::IAM::Role', 'AWS::IoT::TopicRule', 'AWS::KMS::Key', 'AWS::Kinesis::Stream',
    'AWS::KinesisFirehose::DeliveryStream', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::Pipes::Pipe', 'AWS::S3::Bucket', 'AWS::Scheduler::Schedule',
    'AWS::Scheduler::ScheduleGroup', 'AWS::SecretsManager::Secret',
    'AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::SSM::Parameter', 'AWS::StepFunctions::StateMachine',
  ]));
});

test('a module may not create resources that affect others', () => {
  const beyond = /^AWS::(CodePipeline|CodeBuild|CodeConnections|CloudTrail|Organizations|SSO)::|::(User|Group|AccessKey|OIDCProvider|SAMLProvider|ServiceLinkedRole)$/;

  expect(types.filter(type => beyond.test(type))).toEqual([]);
});

/** Types that a module could create because of an action pattern, but whose handlers need more: they require `permissions`. */
const BY_PATTERN = [
  'AWS::ApiGatewayV2::ApiGatewayManagedOverrides', 'AWS::Cognito::UserPoolUserToGroupAttachment', 'AWS::Kinesis::StreamConsumer', 'AWS::Logs::LogAnomalyDetector',
  'AWS::Logs::ResourcePolicy', 'AWS::SecretsManager::SecretTargetAttachment',
];

test('a module may also read, change and delete the types that it may create', () => {
  const gaps = halfGrantedTypes(dtc).filter(type => !BY_PATTERN.includes(type)).map(type => `${type}: ${missing(type, dtc)!.join(', ')}`);

  expect(gaps).toEqual([]);
});

test('for any other type, all permissions of its handlers are missing', () => {
  expect(missing('AWS::AppConfig::Application', dtc)!.sort()).toEqual(
    ['CreateApplication', 'DeleteApplication', 'GetApplication', 'ListTagsForResource', 'TagResource', 'UntagResource', 'UpdateApplication'].map(name => `appconfig:${name}`));
});

test('the permissions of an entry can add them', () => {
  const permitted = deployedModule(template, 'connected-vehicle', 'dtc', [{ actions: ['appconfig:*'], resources: ['*'] }]);

  expect(missing('AWS::AppConfig::Application', permitted)).toEqual([]);
});

test('a type without a published schema is unknown', () => {
  expect(missing('Custom::Thing', dtc)).toBeUndefined();
});
