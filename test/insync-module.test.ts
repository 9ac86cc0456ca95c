import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { InSyncModule, InSyncModuleProps, Source } from '../src';

const define = (id = 'dtc', props: InSyncModuleProps = {}) => new InSyncModule(new App(), id, props);
const LAMBDA = new ServicePrincipal('lambda.amazonaws.com');

test('a module is one stack, named after the solution and the module', () => {
  const dtc = define('dtc', { description: 'Trouble codes' });

  expect(dtc.stackName).toBe('connected-vehicle-dtc');
  expect(Template.fromStack(dtc).toJSON().Description).toBe('Trouble codes');
  expect(dtc.moduleName).toBe('dtc');
});

test('an output is a parameter that every module can read, and part of the contract', () => {
  const dtc = define('dtc', { version: '1.2.0' });
  dtc.produce('TableName', 'dtc-table', { description: 'Trouble codes by vehicle' });
  dtc.consume('notifications', 'FunctionArn');
  dtc.consume('fleet', 'TripTableName');
  const template = Template.fromStack(dtc);

  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/connected-vehicle/modules/dtc/outputs/TableName', Type: 'String', Value: 'dtc-table', Description: 'Trouble codes by vehicle',
  });
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/connected-vehicle/modules/dtc/contract',
    Value: '{"consumes":["fleet/TripTableName","notifications/FunctionArn"],"name":"dtc","produces":["TableName"],"schema":1,"version":"1.2.0"}',
  });
});

test('an output of another module is a typed template parameter; consuming it twice gives the same token', () => {
  const dtc = define();
  const token = dtc.consume('fleet', 'TripTableName');

  expect(dtc.consume('fleet', 'TripTableName')).toBe(token);
  expect(dtc.resolve(token)).toEqual({ Ref: 'FleetOutputTripTableName' });
  expect(Template.fromStack(dtc).toJSON().Parameters).toEqual({
    FleetOutputTripTableName: {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/connected-vehicle/modules/fleet/outputs/TripTableName',
      Description: 'Output TripTableName of the module fleet',
    },
  });
});

test('modules whose names differ only by a hyphen before a digit have parameters of their own', () => {
  const dtc = define();

  expect(dtc.resolve(dtc.consume('poi-2', 'Table'))).not.toEqual(dtc.resolve(dtc.consume('poi2', 'Table')));
});

test('the template requires no bootstrap and contains no metadata of the tools', () => {
  const dtc = define();
  dtc.produce('Name', 'value');

  expect(Object.keys(Template.fromStack(dtc).toJSON())).toEqual(['Resources']);
});

test('assets go to the solution\'s own bucket, below the name of the module', () => {
  const app = new App();
  const dtc = new InSyncModule(app, 'dtc');
  new Asset(dtc, 'Code', { path: __filename });
  const assets = JSON.parse(readFileSync(join(app.synth().directory, 'dtc.assets.json'), 'utf8'));

  const destinations = Object.values<any>(assets.files).flatMap(({ destinations: all }) => Object.values<any>(all));
  expect(destinations.length).toBe(2);
  for (const { bucketName, objectKey, assumeRoleArn } of destinations) {
    expect(bucketName).toBe('connected-vehicle-assets-${AWS::AccountId}-${AWS::Region}');
    expect(objectKey).toMatch(/^dtc\/[0-9a-f]{64}\.\w+$/);
    expect(assumeRoleArn).toBeUndefined();
  }
});

test('the cloud assembly lists the modules of an app by name, however they are nested', () => {
  const app = new App();
  const dtc = new InSyncModule(app, 'dtc', { description: 'Trouble codes' });
  new InSyncModule(app, 'anomalies').consume('dtc', 'TableName');
  dtc.produce('TableName', 'x');
  new NestedStack(dtc, 'Part').exportValue;
  const manifest = JSON.parse(readFileSync(join(app.synth().directory, 'insync.module.json'), 'utf8'));

  expect(manifest.schema).toBe(1);
  expect(manifest.modules.map((entry: any) => entry.name)).toEqual(['anomalies', 'dtc']);
  expect(manifest.modules[1]).toEqual({
    name: 'dtc',
    solution: 'connected-vehicle',
    stackName: 'connected-vehicle-dtc',
    templateFile: 'dtc.template.json',
    assetsFile: 'dtc.assets.json',
    description: 'Trouble codes',
    contract: { schema: 1, name: 'dtc', version: '0.0.0', produces: ['TableName'], consumes: [] },
  });
});

describe('permissions', () => {
  const contractOf = (module: InSyncModule) => JSON.parse(Object.values<any>(Template.fromStack(module).toJSON().Resources).find(({ Properties }) => Properties.Name.endsWith('/contract')).Properties.Value);

  test('are declared in the contract, and grant nothing', () => {
    const permissions = [{ actions: ['iot:Publish'], resources: ['arn:*:iot:*:*:topic/alerts/*'] }];
    const dtc = new InSyncModule(new App(), 'dtc', { permissions });

    expect(contractOf(dtc).permissions).toEqual(permissions);
    expect(Object.keys(Template.fromStack(dtc).toJSON().Resources)).toEqual(['Contract']);
    expect(contractOf(new InSyncModule(new App(), 'dtc', { permissions: [] }))).not.toHaveProperty('permissions');
  });

  test('are checked as those of an entry', () => {
    const app = new App();
    new InSyncModule(app, 'dtc', { permissions: [{ actions: ['iot:*'], resources: [] }] });

    expect(() => app.synth()).toThrow(/permissions\[0\]\.actions\[0\]: found "iot:\*", expected an action[^]*permissions\[0\]\.resources: .* expected at least one/);
  });
});

describe('with a source', () => {
  const app = new App();
  new InSyncModule(app, 'driver-safety', {
    source: Source.bitbucket('acme/cv-safety', { branch: 'live', folder: 'module' }),
    parameters: { Threshold: '80' },
    permissions: [{ actions: ['ses:SendEmail'], resources: ['arn:aws:ses:eu-central-1:111122223333:identity/acme.example'] }],
    approval: true,
  });
  const stack = app.node.findChild('registration-driver-safety') as Stack;

  test('the app has a stack that registers the module: one parameter, no bootstrap', () => {
    const template = Template.fromStack(stack).toJSON();

    expect(stack.stackName).toBe('connected-vehicle-registration-driver-safety');
    expect(Object.keys(template)).toEqual(['Description', 'Resources']);
    expect(Object.keys(template.Resources)).toEqual(['Entry']);
    expect(template.Resources.Entry.Properties.Name).toBe('/connected-vehicle/directory/self/driver-safety');
    expect(JSON.parse(template.Resources.Entry.Properties.Value)).toEqual({
      schema: 1,
      name: 'driver-safety',
      source: { kind: 'bitbucket', repository: 'acme/cv-safety', branch: 'live', folder: 'module' },
      parameters: { Threshold: '80' },
      permissions: [{ actions: ['ses:SendEmail'], resources: ['arn:aws:ses:eu-central-1:111122223333:identity/acme.example'] }],
      approval: true,
    });
  });
});

test('a module that registers itself cannot allow itself anything', () => {
  expect(() => new InSyncModule(new App(), 'dtc', { source: Source.gitHub('acme/dtc'), allows: ['retain'] })).toThrow('allows: a module cannot set this for itself');
});

describe('roles', () => {
  test('have names that begin with the module\'s, and the boundary', () => {
    const dtc = define();
    new Role(dtc, 'Reader', { assumedBy: LAMBDA });
    new CfnResource(dtc, 'Plain', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: {} } });
    const template = Template.fromStack(dtc);

    template.allResourcesProperties('AWS::IAM::Role', {
      RoleName: Match.stringLikeRegexp('^connected-vehicle-dtc-(Reader\\w+|Plain)$'),
      PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/connected-vehicle-delivery-dtc-boundary' },
    });
  });

  test('keep the name and the boundary that they were given', () => {
    const dtc = define();
    new Role(dtc, 'Reader', {
      assumedBy: LAMBDA, roleName: 'connected-vehicle-dtc-mine', permissionsBoundary: ManagedPolicy.fromManagedPolicyName(dtc, 'Stricter', 'stricter'),
    });

    Template.fromStack(dtc).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'connected-vehicle-dtc-mine', PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([':policy/stricter'])] },
    });
  });

  test('have short, stable and different names, however long their ids are', () => {
    const named = () => {
      const safety = define('marketing-points-of-area', { solution: 'connected-vehicles-eu' .slice(0, 20) });
      const part = new NestedStack(safety, 'TelemetryProcessingPart');
      for (const scope of [safety, part]) new Role(scope, 'AVeryLongNameOfARoleThatReadsAllTrips', { assumedBy: LAMBDA });
      return [safety, part].map(stack => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.RoleName);
    };

    for (const name of named()) {
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).toMatch(/^connected-vehicles-e-marketing-points-of-area-/);
    }
    expect(new Set(named()).size).toBe(2);
    expect(named()).toEqual(named());
  });
});

test('functions, queues and buckets have unique names that begin with the module\'s', () => {
  const dtc = define();
  new Function(dtc, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = () => {}') });
  new Queue(dtc, 'Waiting', { fifo: true });
  new Bucket(dtc, 'Raw');
  const template = Template.fromStack(dtc);

  template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: Match.stringLikeRegexp('^connected-vehicle-dtc-Handler') });
  template.hasResourceProperties('AWS::SQS::Queue', { QueueName: Match.stringLikeRegexp('^connected-vehicle-dtc-Waiting\\w+\\.fifo$') });
  const [{ Properties: { BucketName } }] = Object.values(template.findResources('AWS::S3::Bucket'));
  expect(BucketName['Fn::Join'][1][0]).toMatch(/^connected-vehicle-dtc-raw[0-9a-f]+-$/);
  expect(BucketName['Fn::Join'][1][0].length + 8).toBeLessThanOrEqual(63);
  expect(JSON.stringify(BucketName['Fn::Join'][1][1])).toContain('AWS::StackId');
});

test('data is retained on removal and replacement, but not when creation is rolled back, unless the author has it deleted', () => {
  const dtc = define();
  new Table(dtc, 'Codes', { partitionKey: { name: 'vin', type: AttributeType.STRING } });
  new Table(dtc, 'Cache', { partitionKey: { name: 'vin', type: AttributeType.STRING }, removalPolicy: RemovalPolicy.DESTROY });
  new CfnResource(dtc, 'Stream', { type: 'AWS::Kinesis::Stream' });
  const { Resources } = Template.fromStack(dtc).toJSON();

  const policies = (prefix: string) => {
    const [, { DeletionPolicy, UpdateReplacePolicy }] = Object.entries<any>(Resources).find(([id]) => id.startsWith(prefix))!;
    return [DeletionPolicy, UpdateReplacePolicy];
  };
  expect(policies('Codes')).toEqual(['RetainExceptOnCreate', 'Retain']);
  expect(policies('Stream')).toEqual(['RetainExceptOnCreate', 'Retain']);
  expect(policies('Cache')).toEqual(['Delete', 'Delete']);
});

describe('what is kept does not prevent another installation:', () => {
  // What `cdk init` writes into cdk.json: aws-cdk-lib, recommended-feature-flags.json.
  const managed = () => new InSyncModule(new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true } }), 'dtc');
  const func = (scope: InSyncModule) => new Function(scope, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = () => {}') });
  const policies = (stack: Stack, type: string) => Object.values<any>(Template.fromStack(stack).findResources(type))
    .map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]);

  test('log groups of functions, which have the functions\' names, are deleted', () => {
    const dtc = managed();
    func(dtc);

    expect(policies(dtc, 'AWS::Logs::LogGroup')).toEqual([['Delete', 'Delete']]);
  });

  test('log groups of functions are kept if their author says more than the CDK\'s default', () => {
    const dtc = managed();
    (func(dtc).logGroup as LogGroup).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    expect(policies(dtc, 'AWS::Logs::LogGroup')).toEqual([['RetainExceptOnCreate', 'Retain']]);
  });

  test('other log groups are kept, but not when creation is rolled back', () => {
    const dtc = managed();
    new LogGroup(dtc, 'Audit');

    expect(policies(dtc, 'AWS::Logs::LogGroup')).toEqual([['RetainExceptOnCreate', 'Retain']]);
  });

  test('a name that cv-insync gives to a kept resource is new in every installation', () => {
    const dtc = define();
    const rule = new CfnResource(dtc, 'Rule', { type: 'AWS::IoT::TopicRule', properties: { TopicRulePayload: {} } });
    const queue = new Queue(dtc, 'Waiting', { fifo: true, removalPolicy: RemovalPolicy.RETAIN });
    rule.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const digits = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

    expect(policies(dtc, 'AWS::IoT::TopicRule')).toEqual([['RetainExceptOnCreate', 'Retain']]);
    Template.fromStack(dtc).hasResourceProperties('AWS::IoT::TopicRule', { RuleName: { 'Fn::Join': ['', ['connected_vehicle_dtc_Rule_', digits]] } });
    Template.fromStack(dtc).hasResourceProperties('AWS::SQS::Queue', {
      QueueName: { 'Fn::Join': ['', [`connected-vehicle-dtc-${dtc.getLogicalId(queue.node.defaultChild as CfnResource)}-`, digits, '.fifo']] },
    });
  });
});

describe('problems of a module are reported', () => {
  test.each([
    ['Dtc', 'module "Dtc": the name is wrong'], ['core', '"core" is reserved'], ['assets', '"assets" is reserved'], ['a'.repeat(25), 'at most 24'],
  ])('immediately for the name %s', (name, message) => expect(() => define(name)).toThrow(message));

  test('immediately for the name of the solution', () => {
    expect(() => define('dtc', { solution: 'A Solution' })).toThrow('solution: found "A Solution", expected at most 20 lower-case letters');
  });

  test('immediately for an invalid source', () => {
    expect(() => define('dtc', { source: Source.gitHub('cv-dtc') })).toThrow('module "dtc": source.repository');
  });

  test('together for outputs, consumption and registration', () => {
    const app = new App();
    const dtc = new InSyncModule(app, 'dtc', { approval: true });
    dtc.produce('Table-Name', 'x');
    dtc.produce('TableName', 'x');
    dtc.produce('TableName', 'y');
    dtc.consume('dtc', 'TableName');
    dtc.consume('fleet', 'Trip Table');

    for (const part of [
      'approval: is part of the registration, which needs a `source`', 'produce("Table-Name"): found "Table-Name"',
      'produce("TableName"): the module already produces', 'consume("dtc", "TableName"): a module cannot consume its own output',
      'consume("fleet", "Trip Table"): found "Trip Table"',
    ]) expect(() => app.synth()).toThrow(part);
  });
});

test('a reference to another module\'s resources is an error that recommends consuming an output', () => {
  const app = new App();
  const [fleet, trips] = [new InSyncModule(app, 'fleet'), new InSyncModule(app, 'trips')];
  const queue = new Queue(fleet, 'Queue');
  new CfnResource(trips, 'Reader', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Value: queue.queueArn } });

  expect(() => app.synth()).toThrow('module "trips": depends on the stack "connected-vehicle-fleet", expected none, because an export that is in use blocks updates of its stack');
});
