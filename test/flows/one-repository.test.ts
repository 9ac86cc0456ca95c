import { module, expectedEffects, push, rehearseOnce } from './rehearsal';

jest.setTimeout(240_000);

const CORE = `
const { App, Stack, aws_ssm: ssm } = require('aws-cdk-lib');
const { CoreInSync, InSyncModule, Module, Source } = require('cv-insync');
const app = new App();
const connectionArn = 'arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555';
const base = new InSyncModule(app, 'base', { solution: 'cv' });
const value = new ssm.StringParameter(base, 'Value', { parameterName: '/cv-base-value', stringValue: 'one' });
base.produce('ValueName', value.parameterName);
new CoreInSync(new Stack(app, 'cv-core'), 'InSync', {
  solution: 'cv',
  source: Source.gitHub('acme/core', { connectionArn }),
  core: [base],
  modules: ['a', 'b'].map(name => Module.of(name, Source.gitHub('acme/core', { folder: 'modules/' + name }))),
});
app.synth();
`;
const inFolder = (files: Record<string, string>) => Object.fromEntries(Object.entries(files).map(([name, content]) => [`core/modules/${name}`, content]));

const STEPS = {
  'set-up': 'setup',
  'a': push('core', 'sed -i "s/\'a\', threshold/\'a better a\', threshold/" modules/a/app.js'),
  'b': push('core', 'sed -i "s/ParameterValue/Another/" modules/b/cloudformation.yaml'),
  'both': push('core', 'touch modules/a/README.md modules/b/README.md'),
  'core': push('core', 'sed -i "s/stringValue: \'one\'/stringValue: \'two\'/" app.js'),
  'root': push('core', 'echo "{ \\"private\\": true }" > package.json'),
  'beside modules': push('core', 'touch modules/README.md'),
  'a and root': push('core', 'touch modules/a/NOTES.md README.md'),
};
const rehearsal = rehearseOnce(STEPS, [], {
  'core/cdk.json': '{ "app": "node app.js" }',
  'core/app.js': CORE,
  ...inFolder(module('a', { consumes: ['base/ValueName', 'b/Value'] })),
  'core/modules/b/module.yaml': 'Name: b\nProduces: [{ Name: Value, Description: A name }]\n',
  'core/modules/b/cloudformation.yaml': `Resources:
  Value: { Type: AWS::SSM::Parameter, Properties: { Name: /cv-b-value, Type: String, Value: ParameterValue } }
Outputs:
  Value: { Value: !Ref Value }
`,
});
const { happenedIn } = rehearsal;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('the core and the modules of one repository are set up', () => {
  expect(happenedIn('set-up').ran).toEqual(['a', 'b', 'core', 'modules'].map(name => `${name}, creation: Succeeded`));
});

test('a push to the folder of a module runs that module\'s pipeline alone', () => {
  expect(happenedIn('a')).toEqual(expectedEffects({ ran: ['a, push: Succeeded'], updated: ['cv-a'] }));
  expect(happenedIn('b')).toEqual(expectedEffects({ ran: ['b, push: Succeeded'], updated: ['cv-b'] }));
  expect(happenedIn('both')).toEqual(expectedEffects({ ran: ['a, push: Succeeded', 'b, push: Succeeded'] }));
});

test('a push elsewhere runs the core pipeline alone', () => {
  expect(happenedIn('core')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'], updated: ['cv-base'] }));
  expect(happenedIn('root')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'] }));
  expect(happenedIn('beside modules')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'] }));
});

test('a push to both runs both', () => {
  expect(happenedIn('a and root')).toEqual(expectedEffects({ ran: ['a, push: Succeeded', 'core, push: Succeeded'] }));
});
