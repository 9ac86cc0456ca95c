import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnOutput, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CoreInSync, InSyncModule, OneTimeInstallation, Source } from '../src';
import { CORE_SOURCE, coreTemplate } from './pipelines/solution';

/** An app with an installation and modules with the given consumption, defined in this order. */
function installation(consumption: Readonly<Record<string, readonly string[]>>, scope: App | Stage = new App()) {
  const stack = new Stack(scope, 'core', { stackName: 'connected-vehicle-core' });
  const once = new OneTimeInstallation(stack, 'Installation');
  const modules = Object.fromEntries(Object.entries(consumption).map(([name, providers]) => {
    const module = new InSyncModule(scope, name);
    module.produce('Name', name);
    providers.forEach(provider => module.consume(provider, 'Name'));
    return [name, module];
  }));
  return { app: scope as App, stack, once, modules };
}

test('each module is deployed after the core and after the modules that it consumes, in any order of definition', () => {
  const assembly = installation({ dtc: ['fleet', 'notifications'], notifications: ['fleet'], fleet: [] }).app.synth();
  const after = (id: string) => assembly.getStackArtifact(id).dependencies.map(({ id: other }) => other).filter(other => !other.endsWith('.assets')).sort();

  expect(Object.fromEntries(['core', 'fleet', 'notifications', 'dtc'].map(id => [id, after(id)]))).toEqual({
    core: [], fleet: ['core'], notifications: ['core', 'fleet'], dtc: ['core', 'fleet', 'notifications'],
  });
});

test('the core\'s stack holds the bucket of assets and the boundary of roles, as a core with pipelines has them, and the version that it was installed with', () => {
  const { stack } = installation({ fleet: [] });
  const { Resources } = Template.fromStack(stack).toJSON();
  const { Resources: withPipelines } = coreTemplate().toJSON();

  expect(Object.keys(Resources).sort()).toEqual(['AssetBucket', 'AssetBucketPolicy', 'Boundary', 'ValueVersion']);
  expect([Resources.AssetBucket, Resources.AssetBucketPolicy]).toEqual([withPipelines.AssetBucket, withPipelines.AssetBucketPolicy]);
  expect(Resources.Boundary.Properties.ManagedPolicyName).toEqual(withPipelines.Boundary.Properties.ManagedPolicyName);
});

test('its boundary limits roles as that of a core does, except for the key, which only pipelines need', () => {
  const denied = (template: Template) => Object.values<any>(template.findResources('AWS::IAM::ManagedPolicy'))[0].Properties.PolicyDocument.Statement
    .map((statement: { Resource: unknown }) => Array.isArray(statement.Resource) ? statement.Resource.map(one => JSON.stringify(one)) : statement);
  const once = denied(Template.fromStack(installation({}).stack));

  expect(once).toEqual(denied(coreTemplate()).map((resources: unknown) => Array.isArray(resources) ? resources.filter((text: string) => !text.includes('${Key.Arn}')) : resources));
});

test('cdk-nag finds nothing in it without a reason beside it', () => {
  expect(new AwsSolutionsChecks().validateScope(installation({}).stack).violations).toEqual([]);
});

test('it needs no CDK bootstrap, and no module registers itself', () => {
  const assembly = installation({ fleet: [] }).app.synth();

  expect(assembly.stacks.map(({ stackName }) => stackName).sort()).toEqual(['connected-vehicle-core', 'connected-vehicle-fleet']);
  for (const stack of assembly.stacks) expect([stack.requiresBootstrapStackVersion, stack.assumeRoleArn]).toEqual([undefined, undefined]);
  expect(assembly.getStackArtifact('core').tags).toEqual({ 'insync:module': 'core', 'insync:solution': 'connected-vehicle' });
});

test('two syntheses give the same files, byte for byte', () => {
  const files = () => {
    const { directory } = installation({ dtc: ['fleet'], fleet: [] }).app.synth();
    return ['manifest.json', 'core.template.json', 'dtc.template.json', 'fleet.template.json', 'insync.module.json'].map(file => readFileSync(join(directory, file), 'utf8'));
  };

  expect(files()).toEqual(files());
});

test('everything that would not be deployed together is reported at once', () => {
  const { app, modules } = installation({ fleet: ['telemetry'], telemetry: ['fleet'], dtc: ['weather'] });
  modules.dtc.consume('fleet', 'Trips');
  new InSyncModule(app, 'north', { solution: 'north' });
  new InSyncModule(app, 'poi', { source: Source.gitHub('acme/cv-poi') });
  const synth = () => app.synth();

  expect(synth).toThrow('fleet -> telemetry -> fleet: these modules wait for each other');
  expect(synth).toThrow('module "dtc": consumes "weather/Name", but the app has no module "weather"; define it in the app as well');
  expect(synth).toThrow('module "dtc": consumes "fleet/Trips", which "fleet" does not produce; it produces Name');
  expect(synth).toThrow('module "north": belongs to the solution "north", expected "connected-vehicle"');
  expect(synth).toThrow('module "poi": has a `source` with which it would register itself with a core');
});

test('it owns a parameter that belongs to the stack of the second pipeline in a core with pipelines, so that it cannot be deployed over one', () => {
  const { ValueVersion: { Type, Properties: { Name, Value } } } = Template.fromStack(installation({}).stack).toJSON().Resources;
  const template = JSON.parse(readFileSync(join(__dirname, '..', 'assets', 'templates', 'modules.template.json'), 'utf8'));

  expect({ Type, Name, Value }).toEqual({
    Type: 'AWS::SSM::Parameter',
    Name: template.Resources.ValueVersion.Properties.Name['Fn::Sub'].replace('${Solution}', 'connected-vehicle'),
    Value: template.Resources.ValueVersion.Properties.Value,
  });
  expect(coreTemplate().toJSON().Resources).not.toHaveProperty('ValueVersion');
});

test('modules in another account or region than the core are an error', () => {
  const app = new App();
  new OneTimeInstallation(new Stack(app, 'connected-vehicle-core', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Installation');
  new InSyncModule(app, 'fleet', { env: { region: 'eu-central-1' } });
  new InSyncModule(app, 'dtc', { env: { account: '111122223333', region: 'eu-west-1' } });
  new InSyncModule(app, 'poi');
  const synth = () => app.synth();

  expect(synth).toThrow('module "fleet": is deployed to eu-central-1, expected 111122223333/eu-west-1, where "connected-vehicle-core/Installation" is; give both the same `env`');
  expect(synth).not.toThrow(/module "(dtc|poi)"/);
});

test('modules in different regions are an error, even if the region of the core is that of the deploying user', () => {
  const { app } = installation({ fleet: [] });
  new InSyncModule(app, 'dtc', { env: { region: 'eu-west-1' } });
  new InSyncModule(app, 'jitr', { env: { region: 'eu-central-1' } });
  new InSyncModule(app, 'poi', { env: { region: 'eu-west-1' } });
  const synth = () => app.synth();

  expect(synth).toThrow('module "jitr": is deployed to eu-central-1, expected eu-west-1, where "dtc" is; give both the same `env`');
  expect(synth).not.toThrow(/module "(fleet|poi)"/);
});

test('a module in a nested stage, which `cdk deploy --all` would not deploy, is an error', () => {
  const { app } = installation({ fleet: [] });
  new InSyncModule(new Stage(app, 'Prod'), 'dtc');

  expect(() => app.synth()).toThrow('module "dtc": is in the stage "Prod", which has no installation, expected it in the same stage as "core/Installation"');
});

test('a reference to another module\'s stack is an error, even if that module is consumed', () => {
  const { app, modules } = installation({ dtc: ['fleet'], fleet: [] });
  new CfnOutput(modules.dtc, 'Direct', { value: new Topic(modules.fleet, 'Topic').topicArn });

  expect(() => app.synth()).toThrow('module "dtc": depends on the stack "connected-vehicle-fleet", expected none');
});

test('an app has one way to install the solution', () => {
  const { app } = installation({});
  new CoreInSync(new Stack(app, 'connected-vehicle-core'), 'InSync', { source: CORE_SOURCE, core: [] });

  expect(() => app.synth()).toThrow('app: has both "core/Installation" and "connected-vehicle-core/InSync", expected one core or one-time installation');
});

test('its stack is named as modules expect it', () => {
  expect(() => new OneTimeInstallation(new Stack(new App(), 'anything'), 'Installation', { solution: 'North' }))
    .toThrow(/^the one-time installation of solution "North" cannot be defined:[^]*solution: found "North"[^]*stack: found the name "anything", expected "North-core"/);
});

test('the installations of several stages are independent', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map(id => new Stage(app, id));
  installation({ fleet: [], dtc: ['fleet'] }, one);
  installation({ fleet: [] }, two);
  const assembly = app.synth();

  expect(assembly.getNestedAssembly('assembly-One').stacks.map(({ stackName }) => stackName)).toEqual(['connected-vehicle-core', 'connected-vehicle-fleet', 'connected-vehicle-dtc']);
  expect(assembly.getNestedAssembly('assembly-Two').stacks.map(({ stackName }) => stackName)).toEqual(['connected-vehicle-core', 'connected-vehicle-fleet']);
});
