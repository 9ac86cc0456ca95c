import { execFileSync } from 'child_process';
import { resolve } from 'path';
import { App, CfnResource, Stack, aws_iam as iam, aws_sns as sns } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CoreInSync, InSyncModule, ModulePermission, Source } from '../../src';

const ROOT = resolve(__dirname, '../..');

/** A module with an application of AppConfig, and a role that publishes to devices. */
function define(app: App, permissions?: ModulePermission[]) {
  const module = new InSyncModule(app, 'geofence', { solution: 'cv', permissions });
  new CfnResource(module, 'App', { type: 'AWS::AppConfig::Application', properties: { Name: 'x' } });
  new iam.Role(module, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })
    .addToPolicy(new iam.PolicyStatement({ actions: ['iot:Publish'], resources: ['arn:aws:iot:*:*:topic/x'] }));
  return module;
}

const warnings = (module: InSyncModule) => Annotations.fromStack(module).findWarning('*', Match.anyValue()).map(({ id, entry }) => [id, String(entry.data)]);

test('the synthesis of a module warns of what no deploy role may create, and of what the boundary denies, with the permissions to write', () => {
  expect(warnings(define(new App()))).toEqual([
    ['/geofence/App', expect.stringMatching(/may not do what CloudFormation does with an AWS::AppConfig::Application: .*permissions: \[\{ actions: \['appconfig:CreateApplication', .*\[ack: cv-insync:deploy-role\]$/)],
    ['/geofence/Role/DefaultPolicy/Resource', expect.stringMatching(/boundary .* denies: iot:Publish on arn:\*:iot:\*:\*:topic\/x; .*\[ack: cv-insync:boundary-denies\]$/)],
  ]);
});

test('what it declares is no warning, nor what every module may do', () => {
  const actions = ['Create', 'Delete', 'Get', 'Update'].map(verb => `appconfig:${verb}Application`).concat('appconfig:ListTagsForResource', 'appconfig:TagResource', 'appconfig:UntagResource');
  expect(warnings(define(new App(), [{ actions: [...actions, 'iot:Publish'], resources: ['*'] }]))).toEqual([]);

  const module = new InSyncModule(new App(), 'geofence', { solution: 'cv' });
  new sns.Topic(module, 'Left').grantPublish(new iam.Role(module, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  expect(warnings(module)).toEqual([]);
});

test('core modules are deployed by another role, and have another boundary', () => {
  const app = new App();
  const module = define(app);
  const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90';
  new CoreInSync(new Stack(app, 'cv-core'), 'InSync', { solution: 'cv', source: Source.gitHub('acme/core', { connectionArn }), core: [module] });

  expect(warnings(module)).toEqual([]);
});

test('the command line, which knows this, is loaded only where a module with resources is synthesized', () => {
  const loaded = (code: string) => execFileSync(process.execPath, ['-e', `
    const { App, aws_sns: sns } = require('aws-cdk-lib');
    const { InSyncModule } = require(${JSON.stringify(ROOT)});
    const app = new App();
    const module_ = new InSyncModule(app, 'geofence');
    ${code}
    app.synth();
    console.log(Object.keys(require.cache).filter(file => file.endsWith('cv-insync.js')).length);
  `], { cwd: ROOT, encoding: 'utf8' }).trim();

  expect(loaded('')).toBe('0');
  expect(loaded('new sns.CfnTopic(module_, \'Left\');')).toBe('1');
});
