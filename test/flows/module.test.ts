import { chmodSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import { Folder, module, ROOT, run } from './rehearsal';
import type { Report } from '../../src/rehearsal/report';

jest.setTimeout(240_000);

const folders: Folder[] = [];
afterAll(() => folders.forEach(folder => folder.remove()));

/** Runs apps as the CDK CLI does, without its own start-up time. */
const CDK = `#!/bin/sh
out=cdk.out; [ "$3" = --output ] && out="$4"; mkdir -p "$out"
CDK_OUTDIR="$out" exec sh -c "$(node -p "require('./cdk.json').app")"
`;

/** Rehearses the module `own` with these files. */
async function rehearse(files: Readonly<Record<string, string>>, ...args: string[]) {
  const folder = new Folder().write({ ...files, 'node_modules/.bin/cdk': CDK });
  folders.push(folder);
  chmodSync(join(folder.path, 'node_modules/.bin/cdk'), 0o755);
  for (const name of ['aws-cdk-lib', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(folder.path, 'node_modules', name));
  symlinkSync(ROOT, join(folder.path, 'node_modules', 'cv-insync'));
  const { code, output } = await run(['rehearse', '--module', 'own', '--report', 'report.json', ...args], folder.path);
  return { code, output, report: () => JSON.parse(readFileSync(join(folder.path, 'report.json'), 'utf8')) as Report };
}

test('a module that registers itself is installed, changed and removed, with a stand-in for the producer that is not a core module', async () => {
  const files = module('own', { consumes: ['fleet/TripTableName', 'weather/Url'], produces: ['Value'], registers: true });
  const { code, output, report } = await rehearse({ ...files, 'stand-ins.json': '{ "weather": { "Url": "https://weather.example" } }' }, '--stand-ins', 'stand-ins.json');
  const { steps, module: verdict, account } = report();

  expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });
  expect(steps.map(({ step }) => step)).toEqual(['setup', 'install', 'change', 'remove', 'failure', 'correction', 'end']);
  expect(verdict).toEqual({
    module: 'own',
    consumes: ['fleet/TripTableName', 'weather/Url'],
    produces: ['Value'],
    standIns: [{ name: 'weather', invented: false }],
    installs: true,
    updates: true,
    isStable: true,
    removes: true,
    keeps: [],
    reinstalls: true,
  });
  expect(steps[1].stacks.created).toEqual(expect.arrayContaining(['connected-vehicle-own', 'connected-vehicle-registration-own', 'connected-vehicle-weather']));
  expect(steps[2]).toMatchObject({ executions: [{ of: 'own', trigger: 'push', status: 'Succeeded' }], stacks: { updated: ['connected-vehicle-own'] } });
  expect(steps[3].stacks).toMatchObject({ updated: ['connected-vehicle-modules'] });
  expect(Object.keys(account.parameters).filter(path => path.includes('/own'))).toEqual([]);
  expect(output).toContain('✔ own installs\n✔ updates: with changed values of the outputs that it consumes\n✔ removes: nothing of its stacks and records is left\n  nothing is retained when it is removed\n✔ installs again: after its removal, and after a first deployment that failed\n');
});

// The flag is one of those that `cdk init` writes into cdk.json: aws-cdk-lib, recommended-feature-flags.json.
const FLAGS = '{ "@aws-cdk/aws-lambda:useCdkManagedLogGroup": true }';

/** A module with more resources. */
function withResources(code: string) {
  const files = module('own', { registers: true });
  const app = files['own/app.js'].replace('new App()', `new App({ context: ${FLAGS} })`).replace('app.synth()', `${code}\napp.synth()`);
  return { ...files, 'own/app.js': app };
}

const FUNCTION = `
const { aws_lambda: lambda, RemovalPolicy } = require('aws-cdk-lib');
const handler = new lambda.Function(module_, 'Handler', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1;') });
const logGroup = handler.logGroup;
`;

test('a module with a function whose log group the CDK manages can be installed again after its removal and after a failed first deployment', async () => {
  const { code, output, report } = await rehearse(withResources(FUNCTION));
  const { steps, module: verdict } = report();

  expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });
  expect(verdict).toMatchObject({ installs: true, removes: true, keeps: [], reinstalls: true });
  expect(steps[4].executions.filter(({ status }) => status === 'Failed').map(({ of }) => of).sort()).toEqual(['modules', 'own']);
  expect(steps[5].executions).toMatchObject([{ of: 'own', status: 'Succeeded' }]);
});

test('a log group that is kept under a fixed name is found out: installing again fails as it does on AWS', async () => {
  const { code, output, report } = await rehearse(withResources(`${FUNCTION}logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);`));

  expect(code).toBe(1);
  expect(report().module).toMatchObject({ installs: true, updates: true, removes: true, keeps: [{ type: 'AWS::Logs::LogGroup' }], reinstalls: false });
  expect(output).toMatch(/Resource of type 'AWS::Logs::LogGroup' with identifier '\/aws\/lambda\/connected-vehicle-own-Handler\w+' already exists/);
  expect(output).toContain('✖ does not install again after its removal and a first deployment that failed: see above');
});

test('a module gets the permissions that it declares, and no others', async () => {
  const files = withResources('new (require(\'aws-cdk-lib\').CfnResource)(module_, \'Settings\', { type: \'AWS::AppConfig::Application\', properties: { Name: \'x\' } });');
  const actions = ['Create', 'Delete', 'Get', 'Tag', 'Untag', 'Update'].map(verb => `appconfig:${verb}${/ag$/.test(verb) ? 'Resource' : 'Application'}`);
  const declaring = (permissions: object[]) => ({ ...files, 'own/app.js': files['own/app.js'].replace('{ description', `{ permissions: ${JSON.stringify(permissions)}, description`) });

  const granted = await rehearse(declaring([{ actions: [...actions, 'appconfig:ListTagsForResource'], resources: ['*'] }]));
  expect({ code: granted.code, output: granted.code ? granted.output : '' }).toEqual({ code: 0, output: '' });
  expect(granted.report().module).toMatchObject({ installs: true, removes: true, reinstalls: true });

  const refused = await rehearse(declaring([]));
  expect(refused.code).toBe(1);
  expect(refused.output).toMatch(/is not authorized to perform: appconfig:CreateApplication on resource: /);
});

test('a template that depends on the time fails', async () => {
  const app = module('own')['own/app.js'].replace('\'own\', threshold', 'String(Date.now()), threshold');
  const { code, output, report } = await rehearse({ ...module('own'), 'own/app.js': app });

  expect(code).toBe(1);
  expect(report().module).toMatchObject({ installs: true, updates: true, isStable: false, removes: true });
  expect(output).toContain('✖ two builds of the same code resulted in different templates');
});

test('an output that its producer lacks prevents the installation, with the reason', async () => {
  const { code, output, report } = await rehearse(module('own', { consumes: ['fleet/Misspelt'], registers: true }));

  expect(code).toBe(1);
  expect(report().steps.map(({ step }) => step)).toEqual(['setup', 'install']);
  expect(report().module).toMatchObject({ installs: false });
  expect(report().module).not.toHaveProperty('removes');
  expect(output).toMatch(/own\.connected-vehicle, Gate \/ Gate: .*fleet.*Misspelt/);
  expect(output).toContain('✖ own does not install: see above');
});

test.each([
  ['an app that ends with an error', { 'own/cdk.json': '{ "app": "echo no such module >&2; exit 1" }' }, '| no such module'],
  ['an app of another solution', { 'own/app.js': module('own')['own/app.js'].replace('{ description', '{ solution: \'north\', description') }, 'says that its solution is "north", expected "connected-vehicle"'],
])('%s is reported, and nothing is installed', async (_, changed, message) => {
  const { code, output, report } = await rehearse({ ...module('own'), ...changed });

  expect(code).toBe(1);
  expect(output).toContain(message);
  expect(report().steps).toHaveLength(1);
  expect(report().module).toBeUndefined();
});

test.each([
  [['--module', 'nowhere'], 1, 'nowhere/cdk.json is missing, expected the folder of a module'],
  [['script.yaml', '--module', 'own'], 2, 'found a script and --module, expected one of them'],
  [['script.yaml', '--stand-ins', 'x.json'], 2, '--stand-ins is for the rehearsal of a module'],
  [['script.yaml', '--allow', 'retain'], 2, '--allow is for the rehearsal of a module'],
  [['--module', 'own', '--allow', 'all'], 2, '--allow all: expected foreign-principals or retain'],
])('%j ends with %i and one message', async (args, code, message) => {
  const folder = new Folder().write(module('own'));
  folders.push(folder);
  const ended = await run(['rehearse', ...args], folder.path);

  expect(ended.code).toBe(code);
  expect(ended.output).toContain(message);
});

test('invalid values for stand-ins are reported with what is expected', async () => {
  const { code, output } = await rehearse({ ...module('own'), 'bad.json': '{ "weather": "sunny" }' }, '--stand-ins', 'bad.json');

  expect(code).toBe(1);
  expect(output).toContain('bad.json: expected JSON with texts by module and output, like { "weather": { "Url": "https://weather.example" } }');
});
