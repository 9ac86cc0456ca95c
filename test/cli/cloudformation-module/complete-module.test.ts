import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, aws_dynamodb as dynamodb, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { unzipSync } from 'fflate';
import { InSyncModule } from '../../../src';
import { completeModule } from '../../../src/cli/cloudformation-module/complete-module';
import { folderOf } from '../world';

const IDENTITY = { solution: 'cv', module: 'geofence' };
const FILES = {
  'module.yaml': `Name: geofence
Version: "1.2.0"
Consumes: [auth, fleet/OwnerTableName, { Module: fleet, Output: TripTableName, Parameter: Trips }]
Produces:
  - { Name: cv-geofence-table-name, Description: Name of the table }
  - { Name: QueueUrl }
Parameters: [{ Name: Radius, Description: In metres, Default: 100 }]
`,
  'cloudformation.yaml': `Parameters:
  Radius: { Type: Number }
  Trips: { Type: "AWS::SSM::Parameter::Value<String>" }
Resources:
  Areas:
    Type: AWS::DynamoDB::Table
    Properties: { BillingMode: PAY_PER_REQUEST }
  Left: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Description: !Sub
        - '\${Pool} \${Radius} \${FleetOutputOwnerTableName} \${Trips}'
        - { Pool: !ImportValue connected-vehicle-auth-user-pool-id }
Outputs:
  Table: { Value: !Ref Areas, Export: { Name: !Sub '\${AWS::StackName}-table-name' } }
  QueueUrl: { Value: !Ref Left, Description: Where to }
`,
};

/** A folder with the files of the module; without those that are undefined. */
const folderWith = (files: Record<string, string | undefined>) =>
  folderOf(Object.fromEntries(Object.entries({ ...FILES, ...files }).filter((file): file is [string, string] => file[1] !== undefined)));

function prepared(files: Record<string, string | undefined> = {}, given = {}) {
  const { value, problems } = completeModule(folderWith(files), IDENTITY, given);
  if (!value) throw new Error(problems.join('\n'));
  return { ...value, template: JSON.parse(value.template) };
}

function problemsOf(files: Record<string, string | undefined>, given = {}): readonly string[] {
  return completeModule(folderWith(files), IDENTITY, given).problems;
}

const template = (resources: string, more = '') => ({ 'module.yaml': 'Name: geofence', 'cloudformation.yaml': `Resources:\n${resources}\n${more}` });

test('it gets the same parameters, contract, outputs, names, boundary and retention as a CDK module', () => {
  const app = new App();
  const module = new InSyncModule(app, 'geofence', { solution: 'cv', version: '1.2.0' });
  const consumed = [module.consume('auth', 'UserPoolId'), module.consume('fleet', 'OwnerTableName'), module.consume('fleet', 'TripTableName')];
  const areas = new dynamodb.CfnTable(module, 'Areas', { keySchema: [], billingMode: 'PAY_PER_REQUEST' });
  const left = new sqs.CfnQueue(module, 'Left', { fifoQueue: true });
  new iam.CfnRole(module, 'Role', { assumeRolePolicyDocument: {}, description: consumed.join() });
  module.produce('TableName', areas.ref, { description: 'Name of the table' });
  module.produce('QueueUrl', left.ref, { description: 'Where to' });
  const expected = Template.fromStack(module).toJSON();

  const { template: { Resources, Parameters }, contract } = prepared();

  for (const id of ['Contract', 'OutputTableName', 'OutputQueueUrl', 'Left']) expect(Resources[id]).toEqual(expected.Resources[id]);
  expect(Parameters.AuthOutputUserPoolId).toEqual(expected.Parameters.AuthOutputUserPoolId);
  expect(Parameters.Trips).toEqual(expected.Parameters.FleetOutputTripTableName);
  const { DeletionPolicy, UpdateReplacePolicy } = expected.Resources.Areas;
  expect(Resources.Areas).toMatchObject({ DeletionPolicy, UpdateReplacePolicy });
  expect(Resources.Role.Properties).toMatchObject({
    RoleName: expected.Resources.Role.Properties.RoleName, PermissionsBoundary: expected.Resources.Role.Properties.PermissionsBoundary,
  });
  expect(contract).toEqual(module._contract());
});

test('imports become parameters, wherever they are, and exports are removed', () => {
  const { template: { Resources, Outputs, Parameters }, notes } = prepared();

  expect(Resources.Role.Properties.Description).toEqual({
    'Fn::Sub': ['${Pool} ${Radius} ${FleetOutputOwnerTableName} ${Trips}', { Pool: { Ref: 'AuthOutputUserPoolId' } }],
  });
  expect(Outputs).toEqual({ Table: { Value: { Ref: 'Areas' } }, QueueUrl: { Value: { Ref: 'Left' }, Description: 'Where to' } });
  expect(Parameters.Radius).toEqual({ Type: 'Number', Default: '100', Description: 'In metres' });
  expect(notes).toEqual([]);
});

test('the author\'s names, boundaries and retention policies are kept', () => {
  const { template: { Resources } } = prepared(template(`  Own: { Type: AWS::IAM::Role, Properties: { RoleName: x, PermissionsBoundary: y, AssumeRolePolicyDocument: {} } }
  Cache: { Type: AWS::DynamoDB::Table, DeletionPolicy: Delete, Properties: {} }`));

  expect(Resources.Own.Properties).toMatchObject({ RoleName: 'x', PermissionsBoundary: 'y' });
  expect(Resources.Cache).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Retain' });
});

test('a module that is listed as consumed, but of which nothing is imported, is not waited for, with a note', () => {
  const { contract, notes } = prepared({ ...template('  A: { Type: AWS::SNS::Topic }'), 'module.yaml': 'Name: geofence\nConsumes: [fleet]' });

  expect(contract.consumes).toEqual([]);
  expect(notes).toEqual(['module.yaml:2:12: Consumes: nothing of fleet is imported, so the module does not wait for it; list an output of it, or leave it out']);
});

test('an export whose name has a parameter in it is named by the value that the entry gives', () => {
  const files = { ...template('  A: { Type: AWS::SNS::Topic }', 'Parameters: { Kind: { Type: String, Default: topic } }\nOutputs: { A: { Value: x, Export: { Name: !Sub "geofence-${Kind}-arn" } } }') };

  expect(prepared(files).contract.produces).toEqual(['TopicArn']);
  expect(prepared(files, { Kind: 'queue' }).contract.produces).toEqual(['QueueArn']);
});

describe('a module without resources of its own', () => {
  const NAMES = 'Name: geofence\nParameters: [{ Name: TableName, Description: Of the fleet, Default: vehicles-prod }]\nProduces: [{ Name: TableName, Description: Table of vehicles }]\n';
  const offered = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/cv/modules/geofence/outputs/TableName', Type: 'String', Value: { Ref: 'TableName' }, Description: 'Table of vehicles' } };

  test('is module.yaml with parameters and outputs alone: its contract and outputs are the resources that CloudFormation needs', () => {
    const { template: { Parameters, Resources }, contract } = prepared({ 'module.yaml': NAMES, 'cloudformation.yaml': undefined });

    expect(contract).toMatchObject({ produces: ['TableName'], consumes: [] });
    expect(Parameters).toEqual({ TableName: { Type: 'String', Default: 'vehicles-prod', Description: 'Of the fleet' } });
    expect(Object.keys(Resources).sort()).toEqual(['Contract', 'OutputTableName']);
    expect(Resources.OutputTableName).toEqual(offered);
  });

  test.each(['', 'Resources:\n', 'Resources: {}\n'])('may have a template of parameters and outputs, with %j', resources => {
    const { template: { Resources } } = prepared({
      'module.yaml': NAMES, 'cloudformation.yaml': `${resources}Parameters: { TableName: { Type: String } }\nOutputs: { TableName: { Value: !Ref TableName } }\n`,
    });

    expect(Resources.OutputTableName).toEqual(offered);
  });

  test('offers only what its parameters hold, without a template', () => {
    expect(problemsOf({ 'module.yaml': 'Name: geofence\nParameters: [{ Name: Table }]\nProduces: [{ Name: TableName }]\n', 'cloudformation.yaml': undefined })).toEqual([
      'module.yaml:3:12: Produces: found "TableName", expected one of the Parameters, whose value it offers, as there is no cloudformation.yaml; they are Table',
    ]);
  });

  test('has at least an output', () => {
    expect(problemsOf({ 'module.yaml': 'Name: geofence', 'cloudformation.yaml': 'Outputs: {}\n' })).toEqual(['cloudformation.yaml:1:1: Resources: expected a mapping with at least one resource']);
  });
});

describe('local files', () => {
  const NESTED = {
    ...template(`  Alert:
    Type: AWS::Lambda::Function
    Properties: { Code: src/alert, Handler: index.handler, Runtime: nodejs22.x, Role: x }
  Inline: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: x } } }
  Storage: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: nested/storage.yaml } }`),
    'src/alert/index.js': 'exports.handler = 1;',
    'nested/storage.yaml': 'Resources:\n  Table: { Type: AWS::DynamoDB::Table, Properties: {} }\n  Worker: { Type: AWS::Lambda::Function, Properties: { Code: ../src/worker.js } }\n',
    'src/worker.js': 'exports.handler = 2;',
  };

  test('are uploaded to the solution\'s bucket, below the module\'s name', () => {
    const { template: { Resources }, artifacts } = prepared(NESTED);
    const [worker, alert, storage] = artifacts;

    expect(Resources.Alert.Properties.Code).toEqual({ S3Bucket: { 'Fn::Sub': 'cv-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `geofence/${alert.fileName}` });
    expect(Object.keys(unzipSync(alert.content))).toEqual(['index.js']);
    expect(Object.keys(unzipSync(worker.content))).toEqual(['worker.js']);
    expect(Resources.Inline.Properties.Code).toEqual({ ZipFile: 'x' });
    expect(Resources.Storage.Properties.TemplateURL)
      .toEqual({ 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/cv-assets-\${AWS::AccountId}-\${AWS::Region}/geofence/${storage.fileName}` });
  });

  test('of nested templates are treated like those of the module\'s template', () => {
    const { artifacts: [worker, , storage] } = prepared(NESTED);
    const { Resources } = JSON.parse(Buffer.from(storage.content).toString());

    expect(Resources.Table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
    expect(Resources.Worker.Properties).toMatchObject({ FunctionName: 'cv-geofence-Storage-Worker', Code: { S3Key: `geofence/${worker.fileName}` } });
  });

  test('give the same package if they are the same', () => {
    const [once, again] = [prepared(NESTED), prepared(NESTED)];
    const changed = prepared({ ...NESTED, 'src/alert/index.js': 'exports.handler = 3;' });

    expect(again).toEqual(once);
    expect(changed.template.Resources.Alert.Properties.Code.S3Key).not.toBe(once.template.Resources.Alert.Properties.Code.S3Key);
    expect(changed.template.Resources.Storage).toEqual(once.template.Resources.Storage);
  });

  test.each([
    ['../elsewhere', 'found "../elsewhere", expected a file or a folder below the module\'s folder'],
    ['.', 'found ".", expected a file or a folder below'],
    ['src/missing', 'found "src/missing", which does not exist'],
  ])('at %s are refused', (path, problem) => {
    expect(problemsOf(template(`  A: { Type: AWS::Lambda::Function, Properties: { Code: ${path} } }`)).join()).toContain(`cloudformation.yaml:2:51: Code: ${problem}`);
  });

  test('a template that contains itself is refused', () => {
    const folder = folderOf(template('  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: n.yaml } }'));
    mkdirSync(join(folder, 'n'), { recursive: true });
    writeFileSync(join(folder, 'n.yaml'), 'Resources:\n  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: n.yaml } }');

    expect(completeModule(folder, IDENTITY, {}).problems).toEqual([expect.stringContaining('n.yaml:2:56: found more than 5 templates nested in each other')]);
  });

  test('imports and exports of nested templates are refused with their places', () => {
    expect(problemsOf({ ...NESTED, 'nested/storage.yaml': 'Resources:\n  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !ImportValue x } }\nOutputs:\n  A: { Value: x, Export: { Name: x } }\n' })).toEqual([
      expect.stringMatching(/^nested\/storage.yaml:2:45: found an import in a nested template/),
      expect.stringMatching(/^nested\/storage.yaml:4:18: found an export in a nested template/),
    ]);
  });
});

describe('problems are reported with their places:', () => {
  test.each<[string, Record<string, string>, readonly unknown[]]>([
    ['another name than the entry has', { ...template('  A: { Type: AWS::SNS::Topic }'), 'module.yaml': 'Name: other' },
      ['module.yaml:1:7: Name: found "other", expected "geofence", the name in the module\'s entry; correct one of them']],
    ['an import of nobody', { ...template('  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !ImportValue fleet-x } }') },
      [expect.stringMatching(/^cloudformation.yaml:2:45: the import "fleet-x" is produced by none of the modules in Consumes/)]],
    ['an import whose name only AWS knows', { ...template('  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !ImportValue { "Fn::Sub": "x-${AWS::Region}" } } }') },
      [expect.stringMatching(/^cloudformation.yaml:2:\d+: found {"Fn::Sub":"x-\${AWS::Region}"}, expected a name that is known before/)]],
    ['a produced output that is none', { ...template('  A: { Type: AWS::SNS::Topic }'), 'module.yaml': 'Name: geofence\nProduces:\n  - { Name: x }' },
      ['module.yaml:3:5: Produces: the template has no output that exports "x", and none with this logical id; it has no outputs']],
    ['two exports of one name', template('  A: { Type: AWS::SNS::Topic }', 'Outputs:\n  A: { Value: 1, Export: { Name: a-b } }\n  B: { Value: 2, Export: { Name: AB } }'),
      ['cloudformation.yaml:5:3: both A and B would be the output AB; rename one of their exports']],
    ['a parameter that is none', { ...template('  A: { Type: AWS::SNS::Topic }'), 'module.yaml': 'Name: geofence\nParameters: [{ Name: X }]' },
      ['module.yaml:2:14: Parameters: the template has no parameter "X"; it has none']],
    ['two defaults', { ...template('  A: { Type: AWS::SNS::Topic }', 'Parameters:\n  X: { Type: String, Default: a }'), 'module.yaml': 'Name: geofence\nParameters: [{ Name: X, Default: b }]' },
      ['cloudformation.yaml:4:22: found the default "a", but module.yaml says "b"; leave one of them out']],
    ['a consumed parameter of another type', { ...template('  A: { Type: AWS::SNS::Topic }', 'Parameters:\n  X: { Type: String }'), 'module.yaml': 'Name: geofence\nConsumes: [{ Module: fleet, Output: A, Parameter: X }]' },
      ['cloudformation.yaml:4:8: found the type String, expected AWS::SSM::Parameter::Value<String>, since this parameter reads the output fleet/A']],
    ['itself as a producer', { ...template('  A: { Type: AWS::SNS::Topic }'), 'module.yaml': 'Name: geofence\nConsumes: [geofence/A]' },
      ['module.yaml:2:12: Consumes: a module cannot consume itself; use the value directly']],
    ['a name that cv-insync gives', template('  Contract: { Type: AWS::SNS::Topic }'),
      ['cloudformation.yaml:2:3: the logical id Contract is reserved for what is added to every module; choose another one']],
    ['a serverless resource, and its transform', template('  A: { Type: AWS::Serverless::Function }', 'Transform: AWS::Serverless-2016-10-31'),
      [expect.stringMatching(/^cloudformation.yaml:2:8: A: found AWS::Serverless::Function, which a transform/), expect.stringMatching(/^cloudformation.yaml:3:1: found the transform AWS::Serverless/)]],
    ['references to nothing', template('  A: { Type: AWS::SNS::Topic, DependsOn: C, Properties: { TopicName: !Sub "${B}${D.Arn}" } }'), [
      'cloudformation.yaml:2:59: refers to "B", which is neither a parameter nor a resource of the template',
      'cloudformation.yaml:2:59: refers to an attribute of "D", which is not a resource of the template',
      'cloudformation.yaml:2:31: depends on "C", which is not a resource of the template',
    ]],
    ['a template of no form', template('  A: {}\n  B: { Type: AWS::SNS::Topic, Properties: [] }', 'Outputs: { C: 1 }'), [
      'cloudformation.yaml:2:3: A: expected a mapping with Type',
      'cloudformation.yaml:3:31: B: expected Properties to be a mapping',
      'cloudformation.yaml:4:12: C: expected a mapping with Value',
    ]],
    ['what only CloudFormation knows', template('  A: { Type: AWS::SNS::Topic, Condition: Missing }'),
      ['cloudformation.yaml:1:1: Template format error: Unresolved condition dependency Missing in the Resources block of the template']],
    ['both files at once', { 'module.yaml': 'Name: Geo', 'cloudformation.yaml': 'Resources: {}' },
      [expect.stringMatching(/^module.yaml:1:7/), 'cloudformation.yaml:1:1: Resources: expected a mapping with at least one resource']],
  ])('%s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));

  test('a missing template', () => {
    expect(completeModule(folderOf({ 'module.yaml': 'Name: geofence' }), IDENTITY, {}).problems)
      .toEqual(["cloudformation.yaml: missing; expected the module's template beside module.yaml, or Produces in module.yaml that lists parameters"]);
  });
});

test.each([
  ['a section', 'resources: { A: { Type: "AWS::SQS::Queue" } }', 'cloudformation.yaml:1:1: the template: found "resources", expected "Resources"; names are case-sensitive'],
  ['properties', 'Resources:\n  A:\n    Type: AWS::SQS::Queue\n    properties: { FifoQueue: true }', 'cloudformation.yaml:4:5: A: found "properties", expected "Properties"; names are case-sensitive'],
  ['a type', 'Resources:\n  A: { type: "AWS::SQS::Queue" }', 'cloudformation.yaml:2:8: A: found "type", expected "Type"; names are case-sensitive'],
  ['an output', 'Resources: { A: { Type: "AWS::SQS::Queue" } }\nOutputs: { B: { value: x } }', 'cloudformation.yaml:2:17: B: found "value", expected "Value"; names are case-sensitive'],
  ['a parameter', 'Parameters: { P: { Type: String, Allowed: [a] } }\nResources: { A: { Type: "AWS::SQS::Queue" } }', 'cloudformation.yaml:1:34: P: found "Allowed", expected one of AllowedPattern, '],
])('a misspelt name is reported with where it is and its right spelling: %s', (_, text, problem) => {
  expect(problemsOf({ 'module.yaml': 'Name: geofence', 'cloudformation.yaml': text })).toEqual([expect.stringContaining(problem)]);
});

test('what is produced can be listed by its name alone', () => {
  const { contract } = prepared({ 'module.yaml': 'Name: geofence\nConsumes: [auth, fleet, { Module: fleet, Output: TripTableName, Parameter: Trips }, fleet/OwnerTableName]\nProduces:\n  - QueueUrl\n  - { Name: cv-geofence-table-name }\n' });

  expect(contract.produces).toEqual(['QueueUrl', 'TableName']);
  expect(problemsOf({ 'module.yaml': 'Name: geofence\nProduces: [[x], 5]' })).toEqual(expect.arrayContaining([
    expect.stringContaining('module.yaml:2:12: Produces: expected a mapping'), expect.stringContaining('module.yaml:2:17: Produces: expected the name of an export, or the logical id of an output, or { Name: ..., Description: ... }, got \'5\''),
  ]));
});

test('a folder of code without files is refused', () => {
  const folder = folderOf({ 'module.yaml': 'Name: geofence', 'cloudformation.yaml': 'Resources: { F: { Type: "AWS::Lambda::Function", Properties: { Code: src } } }' });
  mkdirSync(join(folder, 'src', 'deeper'), { recursive: true });

  expect(completeModule(folder, IDENTITY, {}).problems).toEqual([expect.stringContaining('Code: found "src", a folder without files, which Lambda refuses')]);
});

test.each(['cloudformation.yml', 'template.yaml'])('a template named %s is recognized', name => {
  expect(completeModule(folderOf({ 'module.yaml': 'Name: geofence', [name]: '' }), IDENTITY, {}).problems).toEqual([
    `cloudformation.yaml: missing; expected the module's template beside module.yaml: rename ${name}`,
  ]);
});
