import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CoreInSync, InSyncModule, Module, Source } from '../../../src';
import { coreTemplate, CORE_SOURCE, solution, stagesOf } from '../solution';

const actionsOf = (stage: any[]) => stage.map(({ Name, RunOrder = 1 }) => `${RunOrder} ${Name}`);

test('the core pipeline has the stages source, preparation, its own stack, core modules and module definition', () => {
  const stages = stagesOf(coreTemplate().toJSON());

  expect(Object.keys(stages)).toEqual(['Source', 'Prepare', 'Update', 'Core', 'Modules']);
  expect(actionsOf(stages.Core)).toEqual(['1 auth', '1 fleet', '2 telemetry']);
  expect(actionsOf(stages.Modules)).toEqual(['1 Deploy', '2 Announce', '3 Ensure']);
});

test('executions of the core pipeline are superseded by newer ones, and it restarts when it is changed', () => {
  coreTemplate().hasResourceProperties('AWS::CodePipeline::Pipeline', {
    Name: 'core.connected-vehicle',
    PipelineType: 'V2',
    ExecutionMode: 'SUPERSEDED',
    RestartExecutionOnUpdate: true,
    Tags: [{ Key: 'insync:module', Value: 'core' }, { Key: 'insync:solution', Value: 'connected-vehicle' }],
  });
});

test('every stack is deployed with a template configuration of its own', () => {
  const stages = stagesOf(coreTemplate().toJSON());
  const deployments = Object.values(stages).flat().filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CloudFormation')
    .map(({ Configuration }) => ['StackName', 'TemplatePath', 'TemplateConfiguration', 'ActionMode'].map(name => Configuration[name]));

  expect(deployments).toEqual([
    ['connected-vehicle-core', 'own'], ['connected-vehicle-auth', 'core/auth'], ['connected-vehicle-fleet', 'core/fleet'],
    ['connected-vehicle-telemetry', 'core/telemetry'], ['connected-vehicle-modules', 'modules'],
  ].map(([stack, file]) => [stack, `Prepared::${file}.template.json`, `Prepared::${file}.config.json`, 'CREATE_UPDATE']));
});

test('a push to the branch, and with a folder only one that changes it, starts the core pipeline', () => {
  const push = (source: Source) => Object.values(coreTemplate({ source }).findResources('AWS::CodePipeline::Pipeline'))[0].Properties.Triggers[0].GitConfiguration;
  const connectionArn = CORE_SOURCE._entrySource().kind === 'github' ? (CORE_SOURCE._entrySource() as any).connectionArn : '';

  expect(push(CORE_SOURCE)).toEqual({ SourceActionName: 'Source', Push: [{ Branches: { Includes: ['main'] } }] });
  expect(push(Source.gitLab('acme/vehicles/core', { branch: 'live', folder: 'deploy/core', connectionArn })).Push)
    .toEqual([{ Branches: { Includes: ['live'] }, FilePaths: { Includes: ['deploy/core/**'] } }]);
});

test('a core in a zip file is started by the event of a new version', () => {
  const template = coreTemplate({ source: Source.s3('acme-sources', 'core/latest.zip') });

  expect(stagesOf(template.toJSON()).Source[0].Configuration).toEqual({ S3Bucket: 'acme-sources', S3ObjectKey: 'core/latest.zip', PollForSourceChanges: false });
  template.hasResourceProperties('AWS::CodePipeline::Pipeline', { Triggers: Match.absent() });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { name: ['acme-sources'] }, object: { key: ['core/latest.zip'] } } },
  });
  template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/connected-vehicle/core/connection-arn', Value: 'none' });
});

test('another list of modules changes nothing of the stack, unless one of them is in a folder of the core\'s repository', () => {
  const template = (...modules: Module[]) => coreTemplate({ modules }).toJSON();
  const [dtc, poi] = [Module.of('dtc', Source.gitHub('acme/cv-dtc')), Module.of('poi', Source.gitHub('acme/cv-poi'))];
  const inFolder = Module.of('eta', Source.gitHub('acme/connected-vehicle', { folder: 'modules/eta' }));

  expect(template(dtc, poi)).toEqual(template(dtc));
  const { Pipeline: { Properties: { Triggers, ...pipeline } }, ...others } = template(dtc, inFolder).Resources;
  const { Pipeline: { Properties: { Triggers: before, ...pipelineBefore } }, ...othersBefore } = template(dtc).Resources;
  expect([pipeline, Object.keys(others)]).toEqual([pipelineBefore, Object.keys(othersBefore)]);
  expect(Triggers).not.toEqual(before);
});

test('the build knows whether the code lists modules, as an unknown list is not an empty one', () => {
  const environment = (...modules: Module[]) => coreTemplate({ modules }).toJSON().Resources.Prepare.Properties.Environment.EnvironmentVariables;

  expect(environment()).not.toContainEqual(expect.objectContaining({ Name: 'INSYNC_LISTS_MODULES' }));
  expect(environment(Module.of('dtc', Source.gitHub('acme/cv-dtc')))).toContainEqual({ Name: 'INSYNC_LISTS_MODULES', Value: 'yes' });
});

test('the pipeline is created after everything else, because it starts at once', () => {
  const { Resources } = coreTemplate().toJSON();
  const others = Object.keys(Resources).filter(id => id !== 'Pipeline');

  expect([...Resources.Pipeline.DependsOn].sort()).toEqual(others.sort());
});

test('preparation installs, synthesizes and prepares in the folder of the core, and exports the modules that it held back', () => {
  const source = Source.gitHub('acme/connected-vehicle', { folder: 'core', connectionArn: (CORE_SOURCE._entrySource() as any).connectionArn });
  const { BuildSpec } = Object.values(coreTemplate({ source }).findResources('AWS::CodeBuild::Project'))[0].Properties.Source;
  const spec = JSON.parse(BuildSpec);

  expect(spec.phases.install.commands[0]).toBe('cd "./core"');
  expect(spec.phases.build.commands.slice(0, 2)).toEqual(['npx cdk synth --quiet', 'npx cv-insync prepare']);
  expect(spec.env['exported-variables']).toContain('INSYNC_HELD_BACK');
  expect(spec.artifacts['base-directory']).toBe('./core/.insync/prepared');
});

test('a core without core modules has no stage for them', () => {
  const app = new App();
  const stack = new Stack(app, 'connected-vehicle-core');
  new CoreInSync(stack, 'InSync', { source: CORE_SOURCE, core: [] });

  expect(Object.keys(stagesOf(Template.fromStack(stack).toJSON()))).toEqual(['Source', 'Prepare', 'Update', 'Modules']);
});

test('a change in the directory by a module or an operator starts the core pipeline, one by the core itself does not', () => {
  coreTemplate().hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.ssm'],
      'detail-type': ['Parameter Store Change'],
      'detail': { name: [{ prefix: '/connected-vehicle/directory/self/' }, { prefix: '/connected-vehicle/directory/operator/' }] },
    },
    Targets: [Match.objectLike({ Arn: { 'Fn::Sub': Match.stringLikeRegexp(':core\\.connected-vehicle$') } })],
  });
});

test('a failed pipeline of the solution is notified with its name, its stage and a link', () => {
  const [{ Targets: [target], EventPattern }] = Object.values(coreTemplate().findResources('AWS::Events::Rule'))
    .map(({ Properties }) => Properties).filter(({ Description }) => Description === 'A pipeline failed');

  expect(EventPattern.detail).toEqual({ state: ['FAILED'], pipeline: [{ suffix: '.connected-vehicle' }] });
  expect(target.Arn).toEqual({ 'Fn::Sub': '${Topic}' });
  expect(JSON.parse(target.InputTransformer.InputTemplate)).toBe('The pipeline <pipeline> (account <account>, <region>) failed in its stage <stage>: '
    + 'https://<region>.console.aws.amazon.com/codesuite/codepipeline/pipelines/<pipeline>/executions/<execution>/timeline?region=<region> says why. Retry it there, or push a correction.');
});

test.each([['us-gov-west-1', 'console.amazonaws-us-gov.com'], ['eu-west-1', 'eu-west-1.console.aws.amazon.com']])('in %s, the link leads to %s', (region, domain) => {
  const stack = new Stack(new App(), 'connected-vehicle-core', { env: { account: '111122223333', region } });
  new CoreInSync(stack, 'InSync', { source: CORE_SOURCE, core: [] });

  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(`https://${domain}/codesuite/codepipeline`);
});

test('the check of missed pushes is turned off by a parameter that functions read', () => {
  const id = 'ValueMissedPushes';

  expect(coreTemplate().toJSON().Resources[id]).toBeUndefined();
  expect(coreTemplate({ checkMissedPushes: false }).toJSON().Resources[id].Properties).toMatchObject({ Name: '/connected-vehicle/core/missed-pushes', Value: 'unchecked' });
});

test('as many core modules as a stage takes, with the longest names, leave every value of an action short enough', () => {
  const app = new App();
  const core = Array.from({ length: 100 }, (_, index) => new InSyncModule(app, `m${index}-${'x'.repeat(24)}`.slice(0, 24)));
  const stack = new Stack(app, 'connected-vehicle-core');
  new CoreInSync(stack, 'InSync', { source: CORE_SOURCE, core });

  const { Modules } = stagesOf(Template.fromStack(stack).toJSON());
  expect(Modules.map(({ Configuration }: any) => Configuration.UserParameters)).toEqual([undefined, undefined, undefined]);
});

test('what CodePipeline would refuse is refused when the app is synthesized', () => {
  const app = new App();
  const core = Array.from({ length: 101 }, (_, index) => new InSyncModule(app, `m${index}`));
  new CoreInSync(new Stack(app, 'connected-vehicle-core'), 'InSync', { source: CORE_SOURCE, core });

  expect(() => app.synth()).toThrow('pipeline "core.connected-vehicle", stage "Core": actions: found 101, expected 1 to 100, which is what CodePipeline takes');
});

test('the core modules are deployed in the order of consumption, also if they declare it late', () => {
  const { app, fleet, auth, stack } = solution();
  auth.produce('UserPoolId', 'pool');
  fleet.consume('auth', 'UserPoolId');

  expect(actionsOf(stagesOf(Template.fromStack(stack).toJSON()).Core)).toEqual(['1 auth', '2 fleet', '3 telemetry']);
  expect(app.synth().stacks.length).toBe(4);
});
