import { App, CfnParameter } from 'aws-cdk-lib';
import { InSyncModule } from '../../../src';
import { readAssembly } from '../../../src/assembly/cloud-assembly';
import { describeModule, type ModuleDescription } from '../../../src/cli/contract/describe';
import { contractMarkdown, withContract } from '../../../src/cli/contract/markdown';

const NOTHING: ModuleDescription = { name: 'geofence', version: '1.0.0', consumes: [], produces: [], parameters: [], permissions: [] };

test('the inputs, outputs and parameters of a module are read from its template', () => {
  const app = new App();
  const permissions = [{ actions: ['iot:Publish'], resources: ['arn:*:iot:*:*:topic/areas/*'] }];
  const module = new InSyncModule(app, 'geofence', { solution: 's', description: 'Watches areas', version: '1.2.0', permissions });
  new CfnParameter(module, 'Radius', { type: 'Number', default: 100, description: 'Meters' });
  new CfnParameter(module, 'Key', {});
  module.consume('fleet', 'TripTableName');
  module.consume('fleet', 'OwnerTableName');
  module.produce('TopicArn', 'arn', { description: 'Who left' });
  module.produce('Bare', 'value');
  const assembly = readAssembly(app.synth().directory);

  expect(describeModule(assembly, assembly.modules[0])).toEqual({
    name: 'geofence',
    version: '1.2.0',
    description: 'Watches areas',
    consumes: [{ module: 'fleet', outputs: ['OwnerTableName', 'TripTableName'] }],
    produces: [{ output: 'Bare' }, { output: 'TopicArn', description: 'Who left' }],
    parameters: [{ name: 'Key', type: 'String' }, { name: 'Radius', type: 'Number', default: '100', description: 'Meters' }],
    permissions,
  });
});

test('a readme lists them in tables, with any characters in descriptions', () => {
  expect(contractMarkdown({
    ...NOTHING,
    consumes: [{ module: 'fleet', outputs: ['A', 'B'] }],
    produces: [{ output: 'TopicArn', description: 'left | entered\nagain' }],
    parameters: [{ name: 'Key', type: 'String' }, { name: 'Radius', type: 'Number', default: '100' }],
    permissions: [{ actions: ['iot:Publish', 'iot:Receive'], resources: ['arn:*:iot:*:*:topic/a', 'arn:*:iot:*:*:topic/b'] }],
  })).toBe([
    '| consumes | of module |', '|---|---|', '| `A`, `B` | `fleet` |', '',
    '| produces | meaning |', '|---|---|', '| `TopicArn` | left \\| entered again |', '',
    '| parameter | type | default | meaning |', '|---|---|---|---|', '| `Key` | String | none: it is required |  |', '| `Radius` | Number | `100` |  |', '',
    '| permissions: actions | resources |', '|---|---|', '| `iot:Publish`, `iot:Receive` | `arn:*:iot:*:*:topic/a`, `arn:*:iot:*:*:topic/b` |',
  ].join('\n'));
  expect(contractMarkdown(NOTHING)).toBe('It consumes nothing.\n\nIt produces nothing.');
});

test('only the part between the marks of a readme is changed, and a second run changes nothing', () => {
  const readme = '# mine\n\n<!-- contract: by a tool -->\nold\n<!-- /contract -->\n\nmore\n';
  const once = withContract(readme, 'new', 'README.md');

  expect(once).toBe('# mine\n\n<!-- contract: by a tool -->\nnew\n<!-- /contract -->\n\nmore\n');
  expect(withContract(once, 'new', 'README.md')).toBe(once);
});

test.each(['# mine\n', '<!-- /contract -->\n<!-- contract -->\n'])('a readme without marks is refused: %j', readme => {
  expect(() => withContract(readme, 'new', 'README.md')).toThrow('README.md: no place for the contract, expected a line <!-- contract -->');
});
