import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { Folder, Rehearsed, ROOT, effectsOf, expectedEffects } from './rehearsal';
import { ALL, MODULES } from '../examples/modules';

jest.setTimeout(400_000);

const STACKS = ['core', ...ALL].map(name => `connected-vehicle-${name}`).sort();
const { solution, core, steps: [deploy, again] } = parse(readFileSync(join(ROOT, 'examples/one-time/rehearse.yaml'), 'utf8'));

/** Returns the table names of two modules. */
const TABLES = `node - <<'END'
const { CloudFormationClient, ListStackResourcesCommand } = require('@aws-sdk/client-cloudformation');
(async () => {
  const found = [];
  for (const StackName of ['connected-vehicle-fleet', 'connected-vehicle-poi']) {
    const { StackResourceSummaries } = await new CloudFormationClient({}).send(new ListStackResourcesCommand({ StackName }));
    found.push(...StackResourceSummaries.filter(({ ResourceType }) => ResourceType === 'AWS::DynamoDB::Table').map(({ PhysicalResourceId }) => PhysicalResourceId));
  }
  console.log('TABLES', found.sort().join());
})();
END`;

/** Updates the core's stack to the template of the one-time installation, and returns the result. */
const MISTAKE = `npx cdk synth --quiet && node - <<'END'
const { CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand, UpdateStackCommand } = require('@aws-sdk/client-cloudformation');
const TemplateBody = require('fs').readFileSync('cdk.out/connected-vehicle-core.template.json', 'utf8');
(async () => {
  const client = new CloudFormationClient({});
  const stack = { StackName: 'connected-vehicle-core' };
  await client.send(new UpdateStackCommand({ ...stack, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  for (;;) {
    const { Stacks: [{ StackStatus }] } = await client.send(new DescribeStacksCommand(stack));
    if (!StackStatus.endsWith('_IN_PROGRESS')) break;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const { StackEvents } = await client.send(new DescribeStackEventsCommand(stack));
  console.log('REASON', StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED').ResourceStatusReason);
})();
END`;

const STEPS = {
  'deploy': deploy,
  'deploy again': again,
  'operate': { invoke: '! npx cv-insync status' },
  'data': { invoke: TABLES },
  'take over': { setup: { repository: 'acme/connected-vehicle' } },
  'data after it': { invoke: TABLES },
  'install once by mistake': { invoke: MISTAKE },
};

describe('the examples, installed once, and then taken over by a core with pipelines', () => {
  let folder: Folder;
  let rehearsed: Rehearsed;
  beforeAll(async () => {
    folder = new Folder();
    const path = (example: string) => join(ROOT, 'examples', example);
    folder.write({
      'script.yaml': JSON.stringify({
        solution,
        core: { ...core, path: path('one-time') },
        repositories: { 'acme/connected-vehicle': path('core'), ...Object.fromEntries(MODULES.map(name => [`acme/cv-${name}`, path(`modules/${name}`)])) },
        steps: Object.values(STEPS),
      }),
    });
    rehearsed = await folder.rehearse('script.yaml');
  });
  afterAll(() => folder.remove());
  const happenedIn = (name: keyof typeof STEPS) => effectsOf(rehearsed.report, Object.keys(STEPS).indexOf(name));

  test('succeed', () => {
    expect({ code: rehearsed.code, output: rehearsed.code ? rehearsed.output : '' }).toEqual({ code: 0, output: '' });
  });

  test('one `cdk deploy --all` creates the stacks of all modules, each after those that it consumes, and places no pipeline', () => {
    expect(happenedIn('deploy')).toEqual(expectedEffects({ created: STACKS }));
  });

  test('a second deployment changes nothing', () => {
    expect(happenedIn('deploy again')).toEqual(expectedEffects({}));
  });

  test('operators\' commands say that it has no pipelines', () => {
    expect(rehearsed.output).toContain('error: the solution "connected-vehicle" has no pipelines, it is a one-time installation');
  });

  test('a core that is deployed later delivers the same stacks from their repositories', () => {
    const { ran, created, deleted } = happenedIn('take over');

    expect(ran).toEqual(['core', 'modules', ...MODULES].map(name => `${name}, creation: Succeeded`).sort());
    expect(created).toEqual(['modules', ...MODULES.map(name => `delivery-${name}`)].map(name => `connected-vehicle-${name}`).sort());
    expect(deleted).toEqual([]);
  });

  test('and their data is retained', () => {
    const [before, after] = [...rehearsed.output.matchAll(/TABLES (.*)/g)].map(([, names]) => names);

    expect(before.split(',')).toEqual(['fleet-HealthReports', 'fleet-Owners', 'fleet-Trips', 'poi-Offers', 'poi-Points'].map(name => expect.stringMatching(`^connected-vehicle-${name}`)));
    expect(after).toBe(before);
  });

  test('a one-time installation cannot be deployed over those pipelines', () => {
    expect(happenedIn('install once by mistake')).toEqual(expectedEffects({ updated: ['connected-vehicle-core'] }));
    expect(rehearsed.output).toMatch(/REASON .*'\/connected-vehicle\/core\/version' already exists/);
    expect(rehearsed.report.account.pipelines).toEqual(['core', 'modules', ...MODULES].map(name => `${name}.connected-vehicle`).sort());
    expect(rehearsed.report.account.stacks).toContainEqual(expect.objectContaining({ name: 'connected-vehicle-core', status: 'UPDATE_ROLLBACK_COMPLETE' }));
  });
});

/** Two modules, one of which consumes the other and has an asset. */
const LIGHT = {
  'cdk.json': '{ "app": "node app.js" }',
  'poi/module.yaml': 'Name: poi\nConsumes: [fleet/TableName]',
  'poi/template.json': '{ "Resources": { "Inner": { "Type": "AWS::SSM::Parameter", "Properties": { "Type": "String", "Value": "inner" } } } }',
  'poi/cloudformation.yaml': `
Resources:
  Nested: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: template.json } }
  Read: { Type: AWS::SSM::Parameter, Properties: { Name: /cv-poi-read, Type: String, Value: !Ref FleetOutputTableName } }
`,
  'app.js': `
const { App, Stack, aws_dynamodb: dynamodb } = require('aws-cdk-lib');
const { CloudFormationModule, InSyncModule, OneTimeInstallation } = require('cv-insync');
const app = new App({ context: { 'cv-insync:solution': 'cv' } });
new CloudFormationModule(app, 'poi', { path: 'poi' });
const fleet = new InSyncModule(app, 'fleet');
const table = new dynamodb.Table(fleet, 'Trips', { partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING } });
fleet.produce('TableName', table.tableName);
new OneTimeInstallation(new Stack(app, 'cv-core'), 'Installation');
app.synth();
`,
};

test('`cv-insync destroy` deletes it with its assets and lists the retained data, after which it can be installed again', async () => {
  const folder = new Folder();
  const install = { invoke: 'npx cdk deploy --all --require-approval never' };
  folder.write(Object.fromEntries(Object.entries(LIGHT).map(([file, content]) => [`once/${file}`, content])));
  folder.write({
    'script.yaml': JSON.stringify({ solution: 'cv', core: { repository: 'acme/once', path: 'once' }, steps: [install, { invoke: 'npx cv-insync destroy --yes' }, install] }),
  });
  const { code, output, report } = await folder.rehearse('script.yaml');
  folder.remove();

  expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });
  const stacks = ['cv-core', 'cv-fleet', 'cv-poi', expect.stringMatching(/^cv-poi-Nested-/)];
  const expected = [{ created: stacks }, { deleted: stacks }, { created: stacks }].map(expectedEffects);
  expect([0, 1, 2].map(step => effectsOf(report, step))).toEqual(expected);
  expect(output).toMatch(/the solution cv is deleted, with 3 stacks\nkept:\n {2}cv-fleet-Trips\S* \(AWS::DynamoDB::Table\)/);
});
