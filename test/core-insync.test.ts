import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CoreInSync, InSyncModule, Module, type ModuleOptions, Source } from '../src';
import { CORE_SOURCE, coreTemplate, solution } from './pipelines/solution';

/** CloudFormation accepts a template of 51,200 bytes in the call itself: "CloudFormation quotas" in its user guide. */
const LIMIT = 45_000;

const indented = (template: Template) => JSON.stringify(template.toJSON(), undefined, 1);

describe('with a list of modules in code', () => {
  const listing = (count: number, options: ModuleOptions = {}) => coreTemplate({
    modules: Array.from({ length: count }, (_, index) => Module.of(`module-${index}`, Source.gitHub(`acme/cv-module-${index}`), options)),
  });

  test.each([0, 25, 100, 500])('of %d modules, the core\'s template fits into one request', count => {
    expect(Buffer.byteLength(indented(listing(count)))).toBeLessThan(LIMIT);
  });

  test('the template does not depend on the list', () => {
    expect(listing(500, { parameters: { Text: 'x'.repeat(3000) }, approval: true }).toJSON()).toEqual(listing(1).toJSON());
  });

  test('of 500 modules in folders of the core\'s repository, it fits into one request, too', () => {
    const modules = Array.from({ length: 500 }, (_, index) =>
      Module.of(`module-${index}`, Source.gitHub('acme/connected-vehicle', { folder: `modules/module-${index}` })));

    expect(Buffer.byteLength(indented(coreTemplate({ modules })))).toBeLessThan(LIMIT);
  });
});

test('the core\'s stack needs no bootstrap and has no assets, although it is an ordinary stack', () => {
  const { app, stack } = solution();
  const artifact = app.synth().getStackArtifact(stack.artifactId);

  expect(Object.keys(artifact.template)).toEqual(['Resources']);
  expect(artifact.assets).toEqual([]);
  expect(artifact.requiresBootstrapStackVersion).toBeUndefined();
  expect(artifact.assumeRoleArn).toBeUndefined();
});

test('the logical ids do not depend on the id of the construct', () => {
  const ids = (id: string) => {
    const stack = new Stack(new App(), 'connected-vehicle-core');
    new CoreInSync(stack, id, { source: CORE_SOURCE, core: [], modules: [Module.of('driver-safety', Source.s3('acme', 'driver-safety.zip'))] });
    return Object.keys(Template.fromStack(stack).toJSON().Resources).sort();
  };

  expect(ids('InSync')).toEqual([
    'ArtifactBucket', 'ArtifactBucketPolicy', 'AssetBucket', 'AssetBucketPolicy', 'Boundary', 'DeployRole', 'DirectoryRule',
    'FailureRule', 'Key', 'LogGroup', 'ModuleArtifactBucket', 'ModuleArtifactBucketPolicy', 'Pipeline', 'PipelineRole', 'Prepare', 'PrepareRole',
    'StartRole', 'Topic', 'TopicPolicy', 'ValueArtifactBucket', 'ValueAssetBucket', 'ValueConnectionArn', 'ValueKeyArn',
    'ValueModuleArtifactBucket', 'ValueTopicArn',
  ]);
  expect(ids('Another')).toEqual(ids('InSync'));
});

test('two syntheses give the same files, byte for byte', () => {
  const [first, second] = [solution().app.synth().directory, solution().app.synth().directory];

  for (const file of ['connected-vehicle-core.template.json', 'insync.core.json', 'insync.module.json', 'fleet.template.json', 'fleet.assets.json']) {
    expect(readFileSync(join(first, file), 'utf8')).toBe(readFileSync(join(second, file), 'utf8'));
  }
});

test('buckets are private, encrypted, reached by TLS only, and deleted with the stack', () => {
  const template = coreTemplate();

  template.resourceCountIs('AWS::S3::Bucket', 3);
  template.allResources('AWS::S3::Bucket', {
    DeletionPolicy: 'Delete',
    Properties: Match.objectLike({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      BucketEncryption: Match.anyValue(),
    }),
  });
  template.allResourcesProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: Match.objectLike({
      Statement: [Match.objectLike({ Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    }),
  });
  template.hasResourceProperties('AWS::S3::Bucket', { BucketName: { 'Fn::Sub': 'connected-vehicle-assets-${AWS::AccountId}-${AWS::Region}' } });
});

test('the core publishes its resources as parameters', () => {
  const template = coreTemplate();

  for (const value of ['artifact-bucket', 'module-artifact-bucket', 'asset-bucket', 'key-arn', 'connection-arn', 'topic-arn']) {
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: `/connected-vehicle/core/${value}` });
  }
});

test('the cloud assembly describes the core, with its modules in deployment order', () => {
  const { app } = solution();
  const manifest = JSON.parse(readFileSync(join(app.synth().directory, 'insync.core.json'), 'utf8'));

  expect(manifest).toEqual({
    schema: 1,
    solution: 'connected-vehicle',
    stackName: 'connected-vehicle-core',
    templateFile: 'connected-vehicle-core.template.json',
    sourceKind: 'github',
    core: ['auth', 'fleet', 'telemetry'],
    entries: [{ schema: 1, name: 'dtc', source: { kind: 'github', repository: 'acme/cv-dtc', branch: 'main' } }],
  });
});

test('logs have the configured retention, and notifications can be subscribed to', () => {
  const { stack, core } = solution({ logRetention: RetentionDays.ONE_WEEK });
  const queue = new Queue(stack, 'Alerts');
  queue.node.addDependency(core.notifications);

  Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/connected-vehicle/core', RetentionInDays: 7 });
  expect(stack.resolve(core.notifications.topicArn)).toEqual({ Ref: 'Topic' });
  expect(core.pipelineName).toBe('core.connected-vehicle');
});

test('all problems of the input are reported at once', () => {
  const app = new App();
  const north = new InSyncModule(app, 'fleet', { solution: 'north' });
  const define = () => new CoreInSync(new Stack(new App(), 'anything'), 'InSync', {
    source: Source.gitHub('acme'),
    core: [north],
    modules: [
      Module.of('Dtc', Source.gitHub('acme/cv-dtc')), Module.of('poi', Source.s3('Acme', 'poi.zip')), Module.of('poi', Source.gitHub('acme/cv-poi')),
    ],
  });

  expect(define).toThrow(/^the core of solution "connected-vehicle" cannot be defined:/);
  for (const part of [
    'stack: found the name "anything", expected "connected-vehicle-core"',
    'core: source.repository', 'source: found no connectionArn',
    'core module "fleet": belongs to the solution "north", expected "connected-vehicle"',
    'module "poi": is listed twice', 'module "Dtc": name: found "Dtc"', 'module "poi": source.bucket',
  ]) expect(define).toThrow(part);
});

test('a module whose name overlaps a core module\'s or another\'s is an error in code', () => {
  expect(() => solution({ modules: [Module.of('fleet', Source.gitHub('acme/cv-fleet'))] })).toThrow(/module "fleet": its name is that of the core module "fleet"/);
  expect(() => solution({
    modules: [Module.of('driver', Source.gitHub('acme/cv-driver')), Module.of('driver-safety', Source.gitHub('acme/cv-safety'))],
  })).toThrow(/module "driver": "driver-" is a prefix of "driver-safety"/);
});

test('core modules with missing producers and core modules in a cycle are reported together', () => {
  const { app, telemetry, fleet } = solution();
  fleet.consume('telemetry', 'StreamName');
  telemetry.consume('weather', 'Forecast');

  const synth = () => app.synth();
  expect(synth).toThrow(/core module "telemetry": consumes "weather\/Forecast", but "weather" is not a core module/);
  expect(synth).toThrow(/core module "fleet": consumes "telemetry\/StreamName", which "telemetry" does not produce; it produces nothing/);
  expect(synth).toThrow(/fleet -> telemetry -> fleet: these modules wait for each other/);
});

test('the solution is named by the prop, else by the context, else by the build', () => {
  const named = (context: Record<string, string>, solutionProp?: string) => {
    const app = new App({ context });
    return new InSyncModule(app, 'fleet', { solution: solutionProp }).solution;
  };
  process.env.INSYNC_SOLUTION = 'from-build';
  try {
    expect(named({ 'cv-insync:solution': 'from-context' }, 'from-prop')).toBe('from-prop');
    expect(named({ 'cv-insync:solution': 'from-context' })).toBe('from-context');
    expect(named({})).toBe('from-build');
  } finally {
    delete process.env.INSYNC_SOLUTION;
  }
  expect(named({})).toBe('connected-vehicle');
});

test('an asset in the core\'s stack is an error that says where it belongs', () => {
  const { stack } = solution();

  expect(() => new Asset(stack, 'Code', { path: __filename })).toThrow(/^connected-vehicle-core: found the asset .*put what needs it into a module/);
});

test('an app defines one core, since the pipeline prepares one', () => {
  const app = new App();
  new CoreInSync(new Stack(app, 'north-core'), 'InSync', { solution: 'north', source: CORE_SOURCE, core: [] });

  expect(() => new CoreInSync(new Stack(app, 'south-core'), 'InSync', { solution: 'south', source: CORE_SOURCE, core: [] }))
    .toThrow('app: already has the core "north-core/InSync", expected one core in an app; define each solution in an app of its own');
});

test('a core module does not register itself', () => {
  const app = new App();
  const fleet = new InSyncModule(app, 'fleet', { source: Source.gitHub('acme/cv-fleet') });

  expect(() => new CoreInSync(new Stack(app, 'connected-vehicle-core'), 'InSync', { source: CORE_SOURCE, core: [fleet] }))
    .toThrow('core module "fleet": has a `source` with which it would register itself too');
});

test('a module that the core\'s app defines, but no list contains, is an error', () => {
  const app = new App();
  const fleet = new InSyncModule(app, 'fleet');
  new CoreInSync(new Stack(app, 'connected-vehicle-core'), 'InSync', { source: CORE_SOURCE, core: [fleet] });
  new InSyncModule(app, 'telemetry');

  expect(() => app.synth()).toThrow(/module "telemetry": is defined in the app of the core, but no pipeline delivers it; add it to the core's list/);
});

test('an invalid name does not hide other problems of the list', () => {
  const stack = new Stack(new App(), 'connected-vehicle-core');
  const modules = ['Wrong', 'driver', 'driver-safety'].map(name => Module.of(name, Source.gitHub(`acme/${name}`)));

  expect(() => new CoreInSync(stack, 'InSync', { source: CORE_SOURCE, core: [], modules })).toThrow(/found "Wrong"[^]*"driver-" is a prefix of "driver-safety"/);
});

test('a module on another host than the core needs a connection of its own, and one of another account is mentioned', () => {
  const connectionArn = 'arn:aws:codeconnections:us-east-1:111122223333:connection/0a1b';
  const define = (source: Source, coreSource = CORE_SOURCE) => {
    const stack = new Stack(new App(), 'connected-vehicle-core', { env: { account: '444455556666', region: 'eu-west-1' } });
    new CoreInSync(stack, 'InSync', { source: coreSource, core: [], modules: [Module.of('dtc', source)] });
    return stack;
  };

  expect(() => define(Source.gitLab('acme/dtc'))).toThrow('module "dtc": source.connectionArn: missing, and the core\'s connection is for GitHub, expected one for GitLab');
  expect(() => define(Source.gitHub('acme/dtc'), Source.s3('acme', 'core.zip'))).toThrow('module "dtc": source.connectionArn: missing, and the core has no connection');
  Annotations.fromStack(define(Source.gitLab('acme/dtc', { connectionArn }))).hasWarning('/connected-vehicle-core/InSync', Match.stringLikeRegexp('module "dtc": .* belongs to the account 111122223333'));
});

describe('tags', () => {
  const define = (tags?: Record<string, string>) => {
    const app = new App();
    const stack = new Stack(app, 'connected-vehicle-core');
    new CoreInSync(stack, 'InSync', { source: CORE_SOURCE, core: [], tags });
    return { app, stack };
  };

  test('are tags of the core\'s stack, and in the manifest for Prepare, which gives them to the other stacks', () => {
    const { app, stack } = define({ 'cost-centre': '4711' });
    const assembly = app.synth();

    expect(assembly.getStackByName(stack.stackName).tags).toEqual({ 'cost-centre': '4711', 'insync:solution': 'connected-vehicle', 'insync:module': 'core' });
    expect(JSON.parse(readFileSync(join(assembly.directory, 'insync.core.json'), 'utf8')).tags).toEqual({ 'cost-centre': '4711' });
  });

  test('that AWS or cv-insync would refuse are reported, all at once', () => {
    const tags = { 'aws:x': '1', 'insync:module': '2', 'a*': '3', 'long': 'x'.repeat(257), ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, ''])) };

    for (const message of ['found 34 tags, expected at most 30', 'the key "aws:x"', 'the key "insync:module"', 'the key "a*"', 'long: found "xxx']) expect(() => define(tags)).toThrow(message);
  });
});
