import { readFileSync } from 'fs';
import { join } from 'path';
import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ALL, CORE, examples, includedStack, makeModule, MODULES, WITHOUT_CDK, repositoryOf, resourcesOf, templateOf } from './modules';

/** The outputs that a module's template reads, as `module/Output`. */
const consumes = (name: string) => Object.values(templateOf(name).findParameters('*', { Type: 'AWS::SSM::Parameter::Value<String>' }))
  .map(({ Default }) => /^\/connected-vehicle\/modules\/(.+)\/outputs\/(.+)$/.exec(Default)!).map(([, module, output]) => `${module}/${output}`).sort();
const produces = (name: string) => resourcesOf(name, 'AWS::SSM::Parameter')
  .map(({ Properties }) => /\/outputs\/(.+)$/.exec(Properties.Name)?.[1]).filter(output => output).sort();

describe('contracts', () => {
  test.each([
    ['auth', [], ['ClientId', 'IdentityPoolId', 'UserPoolArn', 'UserPoolId']],
    ['fleet', [], [
      'HealthReportTableArn', 'HealthReportTableName', 'OwnerByVinIndexName', 'OwnerTableArn', 'OwnerTableName', 'TripTableArn', 'TripTableName',
    ]],
    ['telemetry', ['fleet/TripTableArn', 'fleet/TripTableName'], ['RawBucketName', 'StreamArn', 'StreamName', 'TripBucketName']],
    ['notifications', ['auth/UserPoolArn', 'auth/UserPoolId', 'fleet/OwnerByVinIndexName', 'fleet/OwnerTableArn', 'fleet/OwnerTableName'], ['FunctionArn', 'FunctionName']],
    ['dtc', [
      'fleet/TripTableArn', 'fleet/TripTableName', 'notifications/FunctionArn', 'notifications/FunctionName', 'telemetry/StreamArn', 'telemetry/StreamName',
    ], ['TableArn', 'TableName']],
    ['anomalies', [
      'fleet/TripTableArn', 'fleet/TripTableName', 'notifications/FunctionArn', 'notifications/FunctionName', 'telemetry/StreamArn', 'telemetry/StreamName',
    ], ['ByTripIndexName', 'TableArn', 'TableName']],
    ['poi', ['notifications/FunctionArn', 'notifications/FunctionName', 'telemetry/StreamArn', 'telemetry/StreamName'], ['TableArn', 'TableName']],
    ['driver-safety', ['fleet/TripTableArn', 'fleet/TripTableName', 'notifications/FunctionArn', 'notifications/FunctionName'], []],
    ['jitr', ['fleet/OwnerByVinIndexName', 'fleet/OwnerTableArn', 'fleet/OwnerTableName'], ['VehiclePolicyName']],
    ['api', [
      'anomalies/TableArn', 'anomalies/TableName', 'auth/ClientId', 'auth/UserPoolId', 'dtc/TableArn', 'dtc/TableName', 'fleet/HealthReportTableArn',
      'fleet/HealthReportTableName', 'fleet/OwnerTableArn', 'fleet/OwnerTableName', 'fleet/TripTableArn', 'fleet/TripTableName',
    ], ['Url']],
  ])('%s consumes and produces what its readme lists', (name, consumed, produced) => {
    expect(consumes(name)).toEqual(consumed);
    expect(produces(name)).toEqual(produced);
  });
});

/** `from \`fleet\`: \`A\`, \`B\`; from ...` as `fleet/A`, `fleet/B`. */
const namesIn = (text: string) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);
const requirementsIn = (text: string) => [...text.matchAll(/from `([\w-]+)`: ([^;]*)/g)].flatMap(([, module, outputs]) => namesIn(outputs).map(output => `${module}/${output}`));

describe('readmes', () => {
  test.each(MODULES)('that of %s lists what the module consumes and produces', name => {
    const readme = readFileSync(join(examples, repositoryOf(name), 'README.md'), 'utf8');
    const [, consumed, produced] = /\*\*Consumes\*\* ([^]*?)\.\n\*\*Produces\*\*:? ([^]*?)\.\n/.exec(readme)!;

    expect(requirementsIn(consumed).sort()).toEqual(consumes(name));
    expect(namesIn(produced).sort()).toEqual(produces(name));
  });

  test('that of the core lists what each of its modules produces', () => {
    const readme = readFileSync(join(examples, 'core/README.md'), 'utf8');

    for (const name of CORE) {
      const [, produced] = new RegExp(`^\\| \`${name}\` \\|.*\\| ([^|]*) \\|$`, 'm').exec(readme)!;
      expect(namesIn(produced).sort()).toEqual(produces(name));
    }
  });
});

describe('data', () => {
  test.each([['fleet', 3], ['dtc', 1], ['anomalies', 1], ['poi', 2]])('%s has %d tables', (name, count) => {
    expect(resourcesOf(name, 'AWS::DynamoDB::Table')).toHaveLength(count);
  });

  test.each(ALL)('the tables of %s are on demand, encrypted, recoverable and outlive their stack', name => {
    for (const table of resourcesOf(name, 'AWS::DynamoDB::Table')) {
      expect(table).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          SSESpecification: { SSEEnabled: true },
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      });
    }
  });

  test('the buckets of telemetry are private, encrypted, versioned, reached by TLS only and outlive their stack', () => {
    const buckets = resourcesOf('telemetry', 'AWS::S3::Bucket');

    expect(buckets).toHaveLength(2);
    for (const bucket of buckets) {
      expect(bucket).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BucketEncryption: expect.anything(),
          VersioningConfiguration: { Status: 'Enabled' },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        },
      });
    }
    templateOf('telemetry').resourcePropertiesCountIs('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]) },
    }, 2);
  });

  test('signals are stored compressed, in a separate folder', () => {
    templateOf('telemetry').hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: Match.objectLike({ CompressionFormat: 'GZIP', Prefix: 'telemetry/' }),
    });
  });
});

describe('messages', () => {
  test.each([
    ['telemetry', 'connectedcar/telemetry/#', 'Firehose', 'S3'],
    ['telemetry', 'connectedcar/trip/#', 'Lambda', 'S3'],
    ['dtc', 'connectedcar/dtc/#', 'Lambda', 'Sqs'],
  ])('%s takes in %s through %s, and keeps what fails in %s', (name, topic, action, keeper) => {
    templateOf(name).hasResourceProperties('AWS::IoT::TopicRule', {
      RuleName: Match.stringLikeRegexp(`^connected_vehicle_${name}_`),
      TopicRulePayload: Match.objectLike({
        Sql: `SELECT * FROM '${topic}' WHERE vin = topic(3)`,
        Actions: Match.arrayWith([Match.objectLike({ [action]: Match.anyValue() })]),
        ErrorAction: { [keeper]: Match.anyValue() },
      }),
    });
  });

  /** Modules whose function is invoked synchronously. */
  const ANSWERING = ['api'];

  test.each(ANSWERING)('a message that the function of %s cannot process raises an alarm', name => {
    templateOf(name).allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x', TracingConfig: { Mode: 'Active' }, LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
    });
    templateOf(name).hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/ApiGateway', MetricName: '5xx' });
  });

  test.each(MODULES.filter(name => !ANSWERING.includes(name)))('messages that the functions of %s cannot process are kept in an encrypted queue', name => {
    const functions = resourcesOf(name, 'AWS::Lambda::Function');

    templateOf(name).allResourcesProperties('AWS::Lambda::Function', {
      DeadLetterConfig: Match.anyValue(), Runtime: 'nodejs24.x', TracingConfig: { Mode: 'Active' }, LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
    });
    templateOf(name).allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 60 * 60 });
    templateOf(name).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, functions.length);
    templateOf(name).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS' }, resourcesOf(name, 'AWS::SQS::Queue').length);
  });
});

describe('names', () => {
  test.each(ALL)('the resources of %s carry its name, which roles are limited by', name => {
    const named = { 'AWS::IAM::Role': 'RoleName', 'AWS::Lambda::Function': 'FunctionName', 'AWS::SQS::Queue': 'QueueName', 'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName' };
    for (const [type, property] of Object.entries(named)) {
      for (const { Properties } of resourcesOf(name, type)) expect(Properties[property]).toMatch(new RegExp(`^connected-vehicle-${name}-`));
    }
    for (const { Properties } of resourcesOf(name, 'AWS::S3::Bucket')) {
      expect(Properties.BucketName).toEqual({ 'Fn::Join': ['', [expect.stringMatching(`^connected-vehicle-${name}-.*-$`), expect.anything()]] });
    }
  });
});

describe('permissions', () => {
  const statementsOf = (name: string): any[] => [
    ...resourcesOf(name, 'AWS::IAM::Policy').map(({ Properties }) => Properties.PolicyDocument),
    ...resourcesOf(name, 'AWS::IAM::Role').flatMap(({ Properties }) => (Properties.Policies ?? []).map(({ PolicyDocument }: any) => PolicyDocument)),
  ].flatMap(({ Statement }) => Statement);
  const knowsNoResource = (action: string) => isWildcardOnlyAction(...action.split(':') as [string, string]);

  test.each(ALL)('no statement of %s allows every action, or an action on every resource that AWS could limit', async name => {
    for (const { Action, Resource } of statementsOf(name)) {
      const actions: string[] = [Action].flat();
      expect(actions.filter(action => /^\*$|:\*$/.test(action))).toEqual([]);
      if ([Resource].flat().includes('*')) for (const action of actions) expect([action, await knowsNoResource(action)]).toEqual([action, true]);
    }
  });

  test.each(ALL)('%s attaches no managed policy of AWS, which would allow more than it needs', name => {
    for (const { Properties } of resourcesOf(name, 'AWS::IAM::Role')) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  test.each(ALL.filter(name => !WITHOUT_CDK.includes(name)))('cdk-nag finds nothing in %s without a reason beside it', name => {
    expect(new AwsSolutionsChecks().validateScope(makeModule(name)).violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });

  test.each(WITHOUT_CDK)('cdk-nag finds nothing in %s except the permission for traces, whose reason is a comment in its template', name => {
    const roles = Object.entries<any>(templateOf(name).findResources('AWS::IAM::Role'))
      .filter(([, { Properties: { Policies } }]) => JSON.stringify(Policies).includes('"xray:')).map(([id]) => `${name}/Template/${id}`);
    const { violations } = new AwsSolutionsChecks().validateScope(includedStack(name));
    const actions = statementsOf(name).filter(({ Resource }) => [Resource].flat().includes('*')).flatMap(({ Action }) => Action);
    const lines = readFileSync(join(examples, repositoryOf(name), 'cloudformation.yaml'), 'utf8').split('\n');

    expect(violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources.map(({ constructPath }) => constructPath)]))
      .toEqual([['AwsSolutions-IAM5[Resource::*]', roles]]);
    expect(actions.filter(action => !action.startsWith('xray:'))).toEqual([]);
    expect(lines.flatMap((line, index) => /Resource: "\*"/.test(line) ? [lines[index - 1].trim()] : []))
      .toEqual(roles.map(() => '# These actions do not support resource-level permissions.'));
  });

  test('notifications publishes only alerts, and sends text messages to phones but not to topics', () => {
    const publish = statementsOf('notifications').filter(({ Action }) => [Action].flat().some((action: string) => /^(iot|sns):/.test(action)));

    expect(publish).toEqual([
      { Effect: 'Allow', Action: 'iot:Publish', Resource: { 'Fn::Join': ['', expect.arrayContaining([':topic/connectedcar/alert/*'])] } },
      { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' },
    ]);
  });
});
