import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Entry } from '../../../src/model/entry';
import { canonicalJson } from '../../../src/model/json';
import { launchTemplate } from '../../../src/pipelines/launch/template';
import { coreTemplate } from '../solution';

const entry = (name: string, repository = `vendor/${name}`): Entry => ({ schema: 1, name, source: { kind: 'github', repository, branch: 'main' } });
const CORE = ['auth', 'fleet', 'telemetry'].map(name => ({ name, requirements: () => name === 'telemetry' ? [{ module: 'fleet', output: 'TripTableName' }] : [] }));
const launch = (...entries: Entry[]) => Template.fromStack(launchTemplate(new App(), { core: CORE, entries, owner: 'vendor' }));

const resources = (template: Template) => Object.entries<any>(template.toJSON().Resources).map(([id, { Type }]) => `${id} ${Type}`).sort();

test('the launch template creates the same resources as the construct, with the same logical ids, so that an app can take over', () => {
  const own = ['Modules1 AWS::SSM::Parameter', 'StackName AWS::SSM::Parameter', 'Subscription AWS::SNS::Subscription'];

  expect(resources(launch(entry('dtc'))).filter(one => !own.includes(one))).toEqual(resources(coreTemplate()));
});

/** The parameters with the entries of the modules to choose from. */
const listsOf = (template: Template) => Object.entries<any>(template.toJSON().Resources).filter(([id]) => /^Modules\d+$/.test(id)).map(([, { Properties }]) => Properties);

test('each module is one choice, and an entry of a list that Prepare reads', () => {
  const template = launch(entry('dtc', 'elsewhere/dtc'), entry('driver-safety', 'elsewhere/driver-safety'));

  expect(template.toJSON().Parameters.InstallDriverSafety).toMatchObject({ AllowedValues: ['yes', 'no'], Default: 'yes' });
  expect(listsOf(template)).toEqual([{
    Name: { 'Fn::Sub': '/${Solution}/core/launched-modules/1' },
    Type: 'String',
    Value: [entry('dtc', 'elsewhere/dtc'), entry('driver-safety', 'elsewhere/driver-safety')].map(each => canonicalJson(each)).join('\n'),
  }]);
});

test('a module cannot be chosen without those that it consumes', () => {
  const entries = ['api', 'dtc', 'anomalies', 'jitr'].map(name => entry(name));
  const { Rules } = Template.fromStack(launchTemplate(new App(), { core: CORE, entries, consumption: { api: ['anomalies', 'dtc'] }, owner: 'vendor' })).toJSON();
  const chosen = (name: string) => ({ 'Fn::Equals': [{ Ref: name }, 'yes'] });

  expect(Rules).toEqual({
    ConsumedByApi: {
      RuleCondition: chosen('InstallApi'),
      Assertions: [
        { Assert: chosen('InstallAnomalies'), AssertDescription: 'the module api consumes anomalies: install anomalies, too, or leave api out' },
        { Assert: chosen('InstallDtc'), AssertDescription: 'the module api consumes dtc: install dtc, too, or leave api out' },
      ],
    },
  });
});

test('repositories of the vendor become those of the owner of the core\'s copy; others are unchanged', () => {
  const [{ Value }] = listsOf(launch(entry('dtc'), entry('poi', 'elsewhere/poi')));
  const owner = { RepositoryOwner: { 'Fn::Select': [0, { 'Fn::Split': ['/', { Ref: 'Repository' }] }] } };

  expect(Value['Fn::Sub']).toEqual([expect.stringMatching(/"repository":"\$\{RepositoryOwner\}\/dtc"[^]*\n[^]*"repository":"elsewhere\/poi"/), owner]);
});

test('each choice names the source of the module as in its entry', () => {
  const inFolder: Entry = { schema: 1, name: 'jitr', source: { kind: 'gitlab', repository: 'vendor/modules', branch: 'stable', folder: 'jitr' } };
  const zipped: Entry = { schema: 1, name: 'eta', source: { kind: 's3', bucket: 'vendor-modules', key: 'eta.zip' } };
  const { Parameters } = launch(entry('dtc', 'vendor/cv-dtc'), entry('poi', 'elsewhere/poi'), inFolder, zipped).toJSON();

  expect(['InstallDtc', 'InstallPoi', 'InstallJitr', 'InstallEta'].map(name => Parameters[name].Description)).toEqual([
    'Whether the module dtc is installed, from <owner>/cv-dtc, branch main',
    'Whether the module poi is installed, from elsewhere/poi, branch main',
    'Whether the module jitr is installed, from <owner>/modules, branch stable, folder jitr',
    'Whether the module eta is installed, from s3://vendor-modules/eta.zip',
  ]);
});

test('another choice changes the environment of Prepare, so that the core pipeline starts', () => {
  const { Pipeline } = launch(entry('dtc'), entry('poi')).toJSON().Resources;
  const [prepare] = Pipeline.Properties.Stages.find(({ Name }: any) => Name === 'Prepare').Actions;

  expect(prepare.Configuration.EnvironmentVariables['Fn::Sub']).toMatch(/"INSYNC_CHOICES","value":"[0-9a-f]{64} \$\{InstallDtc\} \$\{InstallPoi\}"/);
});

test('90 modules with the longest names fit into the values of actions and parameters, and more are refused', () => {
  const entries = Array.from({ length: 90 }, (_, index) => entry(`m${index}-${'x'.repeat(24)}`.slice(0, 24)));
  const template = launch(...entries);
  const { Pipeline } = template.toJSON().Resources;
  const [prepare] = Pipeline.Properties.Stages.find(({ Name }: any) => Name === 'Prepare').Actions;
  const text = prepare.Configuration.EnvironmentVariables['Fn::Sub'];
  // The longest name of an owner on GitHub has 39 characters.
  const lists = listsOf(template).map(({ Value }) => Value['Fn::Sub'][0].replaceAll('${RepositoryOwner}', 'x'.repeat(39)));

  expect(text.replace(/\${\w+}/g, 'yes').length).toBeLessThanOrEqual(1000);
  expect(lists.flatMap(list => list.split('\n')).map(line => JSON.parse(line).name)).toEqual(entries.map(({ name }) => name));
  expect(Math.max(...lists.map(list => Buffer.byteLength(list)))).toBeLessThanOrEqual(4096);
  expect(lists.length).toBeLessThan(6);
  expect(() => launch(...entries, entry('one-more'))).toThrow('found 91 modules to choose from, expected at most 90');
});

test('nothing is created before the name of the stack is right, and the pipeline is created last', () => {
  const { StackName, Pipeline, ...others } = launch(entry('dtc')).toJSON().Resources;

  expect(StackName.Properties).toMatchObject({ Value: { Ref: 'AWS::StackName' }, AllowedPattern: { 'Fn::Sub': '^${Solution}-core$' } });
  for (const resource of Object.values<any>(others)) expect([resource.DependsOn].flat()).toContain('StackName');
  const always = Object.keys(others).filter(id => !others[id].Condition);
  expect([...Pipeline.DependsOn].sort()).toEqual(always.sort());
});

test('it needs no bootstrap, no asset and no rule, and fits into one call', () => {
  const template = launch(...['dtc', 'notifications', 'anomalies', 'driver-safety', 'jitr', 'api', 'poi'].map(name => entry(name))).toJSON();

  expect(JSON.stringify(template)).not.toMatch(/BootstrapVersion|cdk-hnb659fds|AssetParameters/);
  expect(Object.keys(template.Parameters).filter(name => !name.startsWith('Install'))).toEqual(['Solution', 'NotificationEmail', 'Repository', 'Branch', 'ConnectionArn']);
  expect(Buffer.byteLength(JSON.stringify(template))).toBeLessThan(51_200);
});
