import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { Folder, ROOT, core, effectsOf, module, expectedEffects, push, rehearseOnce } from './rehearsal';
import { launchTemplate } from '../../src/pipelines/launch/template';

jest.setTimeout(240_000);

/** The contents of a launch template: a core module, and two modules to choose from, published by a vendor. */
function template(): string {
  const app = new App({ analyticsReporting: false });
  const entry = (name: string) => ({ schema: 1 as const, name, source: { kind: 'github' as const, repository: `vendor/${name}`, branch: 'main' } });
  const stack = launchTemplate(app, { core: [{ name: 'base', requirements: () => [] }], entries: [entry('one'), entry('two')], owner: 'vendor' });
  return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template);
}

/** Does what the console does: uploads the file to a bucket, and creates or updates the stack from there with the entered parameters. */
const LAUNCH = `
const { CloudFormationClient, CreateStackCommand, UpdateStackCommand, DescribeStacksCommand } = require('${ROOT}/node_modules/@aws-sdk/client-cloudformation');
const { S3Client, CreateBucketCommand, PutObjectCommand } = require('${ROOT}/node_modules/@aws-sdk/client-s3');
const [call, StackName, parameters, expected, file] = process.argv.slice(2);
const [cloudFormation, s3] = [new CloudFormationClient({}), new S3Client({ forcePathStyle: true })];
(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'cf-templates' })).catch(() => {});
  await s3.send(new PutObjectCommand({ Bucket: 'cf-templates', Key: 'launch.json', Body: require('fs').readFileSync(file) }));
  const Parameters = Object.entries(JSON.parse(parameters)).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  const input = { StackName, Parameters, TemplateURL: 'https://s3.amazonaws.com/cf-templates/launch.json', Capabilities: ['CAPABILITY_NAMED_IAM'] };
  await cloudFormation.send(call === 'create' ? new CreateStackCommand(input) : new UpdateStackCommand(input));
  for (;;) {
    const { Stacks: [{ StackStatus, Outputs }] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    if (!StackStatus.endsWith('_IN_PROGRESS')) {
      console.log(StackName, StackStatus, JSON.stringify(Outputs ?? []));
      process.exit(StackStatus === expected ? 0 : 1);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
})();
`;

const GIVEN = { Solution: 'cv', Repository: 'acme/core', ConnectionArn: 'arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555' };
const launch = (call: 'create' | 'update', stack: string, parameters: object, expected: string, file = 'launch.json') => ({
  invoke: `node - ${call} ${stack} '${JSON.stringify({ ...GIVEN, ...parameters })}' ${expected} ${file} <<'END'\n${LAUNCH}END`,
});

const STEPS = {
  'wrong name': launch('create', 'my-vehicles', {}, 'ROLLBACK_COMPLETE'),
  'launched': launch('create', 'cv-core', { InstallTwo: 'no', NotificationEmail: 'operators@acme.example' }, 'CREATE_COMPLETE'),
  'chosen': launch('update', 'cv-core', { InstallTwo: 'yes', NotificationEmail: 'operators@acme.example' }, 'UPDATE_COMPLETE'),
  'taken back': launch('update', 'cv-core', { InstallOne: 'no', InstallTwo: 'yes' }, 'UPDATE_COMPLETE'),
  'readme': push('core', 'echo "Hello" > README.md'),
  'module': push('two', "sed -i \"s/'two', threshold/'a better two', threshold/\" app.js"),
};
const rehearsal = rehearseOnce(STEPS, ['one', 'two'], {
  ...core(['listed-in-code']),
  'core/launch.json': template(),
  ...module('one', { consumes: ['base/ValueName'] }),
  ...module('two'),
});

const { happenedIn } = rehearsal;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('a stack whose name does not match the solution is not created, and leaves nothing behind', () => {
  expect(happenedIn('wrong name')).toEqual(expectedEffects({ created: ['my-vehicles'] }));
});

test('the template alone sets up the solution with the chosen modules, from the owner\'s copies of their repositories', () => {
  expect(happenedIn('launched')).toEqual(expectedEffects({
    ran: ['core, creation: Succeeded', 'modules, creation: Succeeded', 'one, creation: Succeeded'],
    created: ['cv-base', 'cv-core', 'cv-delivery-one', 'cv-modules', 'cv-one'],
  }));
  expect(rehearsal.all().output).toContain('https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/core.cv/view?region=us-east-1');
});

test('another choice in the console installs the module, after one run of the core pipeline', () => {
  expect(happenedIn('chosen')).toEqual(expectedEffects({
    ran: ['core, update: Succeeded', 'modules, update: Succeeded', 'two, creation: Succeeded'],
    created: ['cv-delivery-two', 'cv-two'],
    updated: ['cv-core', 'cv-modules'],
  }));
});

test('deselecting a module removes it', () => {
  expect(happenedIn('taken back')).toEqual(expectedEffects({
    ran: ['core, update: Succeeded', 'modules, update: Succeeded'],
    updated: ['cv-core', 'cv-modules'],
    deleted: ['cv-delivery-one', 'cv-one'],
  }));
});

test('from then on pushes are delivered, and the app\'s definition of the core\'s stack and modules does not count', () => {
  expect(happenedIn('readme')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'] }));
  expect(happenedIn('module')).toEqual(expectedEffects({ ran: ['two, push: Succeeded'], updated: ['cv-two'] }));
});

test('the published file sets up the reference solution under its own name with the chosen modules', async () => {
  const file = join(ROOT, 'templates', 'launch', 'connected-vehicle.template.json');
  const choices = Object.keys(JSON.parse(readFileSync(file, 'utf8')).Parameters).filter(name => name.startsWith('Install'));
  const parameters = {
    ...Object.fromEntries(choices.map(name => [name, name === 'InstallNotifications' ? 'yes' : 'no'])), Solution: 'fleet-north', Repository: 'acme/connected-vehicle',
  };
  const folder = new Folder().write({
    'script.yaml': JSON.stringify({
      solution: 'fleet-north',
      core: { repository: 'acme/connected-vehicle', path: join(ROOT, 'examples', 'core') },
      repositories: { 'acme/cv-notifications': join(ROOT, 'examples', 'modules', 'notifications') },
      steps: [
        { invoke: `! ${launch('create', 'fleet-north-core', { ...parameters, InstallApi: 'yes' }, 'CREATE_COMPLETE', file).invoke}` },
        launch('create', 'fleet-north-core', parameters, 'CREATE_COMPLETE', file),
      ],
    }),
  });
  const { code, output, report } = await folder.rehearse('script.yaml');
  folder.remove();

  expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });
  expect(choices.length).toBeGreaterThan(1);
  expect(effectsOf(report, 0)).toEqual(expectedEffects({}));
  expect(output).toContain('the module api consumes anomalies: install anomalies, too, or leave api out');
  expect(effectsOf(report, 1)).toEqual(expectedEffects({
    ran: ['core, creation: Succeeded', 'modules, creation: Succeeded', 'notifications, creation: Succeeded'],
    created: ['auth', 'core', 'delivery-notifications', 'fleet', 'modules', 'notifications', 'telemetry'].map(name => `fleet-north-${name}`),
  }));
});
