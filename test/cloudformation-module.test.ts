import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CloudFormationModule, OneTimeInstallation } from '../src';
import { folderOf } from './cli/world';
import { assembleCloudFormationModule } from '../src/cli/cloudformation-module/write-assembly';

const FILES = {
  'module.yaml': 'Name: poi\nDescription: Points of interest\nVersion: 1.2.0\nConsumes: [fleet/TripTableName]\nProduces: [{ Name: Points }]',
  'cloudformation.yaml': `
Resources:
  Table: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref FleetOutputTripTableName } }
  Guide:
    Type: AWS::Lambda::Function
    Properties: { Code: src, Handler: handler.handler, Runtime: nodejs24.x, Role: !GetAtt Role.Arn }
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }] } }
Outputs:
  Points: { Value: !Ref Table }
`,
  'src/handler.js': 'exports.handler = async () => {};',
};

const define = (path: string, id = 'poi', app = new App()) => new CloudFormationModule(app, id, { path });

test('a module without the CDK is deployed from an app as its own pipeline deploys it, byte for byte, but with the boundary of core modules', () => {
  const path = folderOf(FILES);
  const app = new App();
  const poi = define(path, 'poi', app);
  const assembly = app.synth();
  const packaged = assembleCloudFormationModule(path, { solution: 'connected-vehicle', module: 'poi', isCore: true }, {}, () => undefined);

  expect(poi.stackName).toBe('connected-vehicle-poi');
  expect(readFileSync(join(assembly.directory, poi.templateFile), 'utf8')).toBe(packaged.read('poi.template.json'));
  const [manifest] = JSON.parse(readFileSync(join(assembly.directory, 'insync.module.json'), 'utf8')).modules;
  expect(manifest).toMatchObject({ name: 'poi', description: 'Points of interest', contract: packaged.modules[0].contract });
  expect(assembly.getStackArtifact('poi').tags).toEqual({ 'insync:module': 'poi', 'insync:solution': 'connected-vehicle' });
});

test('its code is an asset in the location that the template refers to', () => {
  const app = new App();
  const poi = define(folderOf(FILES), 'poi', app);
  const { directory } = app.synth();
  const { files } = JSON.parse(readFileSync(join(directory, 'poi.assets.json'), 'utf8'));
  const { Guide } = JSON.parse(readFileSync(join(directory, poi.templateFile), 'utf8')).Resources;
  const code: any = Object.values<any>(files).find(({ source }) => source.path !== poi.templateFile);

  expect(existsSync(join(directory, code.source.path))).toBe(true);
  expect(code.source.packaging).toBe('file');
  expect(Object.values(code.destinations)).toEqual([{ bucketName: 'connected-vehicle-assets-${AWS::AccountId}-${AWS::Region}', objectKey: Guide.Properties.Code.S3Key }]);
});

test('its contract takes part in an app: its producers are required, and its outputs are available', () => {
  const app = new App();
  new OneTimeInstallation(new Stack(app, 'connected-vehicle-core'), 'Installation');
  define(folderOf(FILES), 'poi', app);

  expect(() => app.synth()).toThrow('module "poi": consumes "fleet/TripTableName", but the app has no module "fleet"');
});

test('all problems of its files are reported with their places', () => {
  const path = folderOf({ ...FILES, 'module.yaml': 'Name: poi\nConsumes: [Fleet]\nVersions: 1' });

  expect(() => define(path)).toThrow(/^module "poi" cannot be defined from .*:\nmodule\.yaml:3:1: .*'Versions'.*\nmodule\.yaml:2:12: Consumes: [^\n]*$/);
});

test('warnings about its files are shown by the CDK', () => {
  const app = new App();
  const poi = define(folderOf({ ...FILES, 'module.yaml': FILES['module.yaml'].replace('[fleet/TripTableName]', '[fleet/TripTableName, auth]') }), 'poi', app);

  Annotations.fromStack(poi).hasInfo('/poi', Match.stringLikeRegexp('^module.yaml:4:.* Consumes: nothing of auth is imported, so the module does not wait for it'));
});

test('a folder without a module is an error, and so is a name that differs from the module\'s', () => {
  expect(() => define(folderOf({ 'readme.md': '' }))).toThrow(/no module\.yaml here, expected the folder of a module without the CDK/);
  expect(() => define('cv-nowhere')).toThrow(`cannot be defined from cv-nowhere:\n${join(process.cwd(), 'cv-nowhere')}: no module.yaml here`);
  expect(() => define(folderOf(FILES), 'guide')).toThrow('module "guide" cannot be defined: its module.yaml names it "poi", expected the id of the construct; correct one of them');
});

test('an invalid name is an error before anything is written', () => {
  const app = new App();

  expect(() => define(folderOf(FILES), 'Poi', app)).toThrow(/^module "Poi" cannot be defined:\nmodule "Poi": the name is wrong/);
  expect(() => new CloudFormationModule(app, 'poi', { path: folderOf(FILES), solution: '-x' })).toThrow(/solution: found "-x"/);
  expect(readdirSync(app.outdir)).toEqual([]);
});

test('adding resources to it in an app is an error, since they would not be deployed', () => {
  const app = new App();
  const poi = define(folderOf(FILES), 'poi', app);
  new Topic(poi, 'Extra');
  poi.consume('auth', 'UserPoolId');

  expect(() => app.synth()).toThrow('module "poi": found "poi/Extra/Resource" in its stack, expected only the template; add it to the module\'s template, or to a module of its own');
  expect(() => app.synth()).toThrow('found "poi/AuthOutputUserPoolId" in its stack');
});
