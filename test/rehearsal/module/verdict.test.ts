import { type ModuleVerdict, verdictLines } from '../../../src/rehearsal/module/verdict';

const GOOD: ModuleVerdict = { module: 'geofence', consumes: ['fleet/A'], produces: [], standIns: [], installs: true, updates: true, isStable: true, removes: true, keeps: [], reinstalls: true };

test('a module without problems is reported in one line per check', () => {
  expect(verdictLines(GOOD)).toEqual([
    '✔ geofence installs', '✔ updates: with changed values of the outputs that it consumes', '✔ removes: nothing of its stacks and records is left', '  nothing is retained when it is removed',
    '✔ installs again: after its removal, and after a first deployment that failed',
  ]);
});

test('retained resources are reported by name and type, and so are values of stand-ins', () => {
  const keeps = [{ logicalId: 'T', type: 'AWS::DynamoDB::Table', physicalId: 's-geofence-T' }];

  expect(verdictLines({ ...GOOD, keeps, standIns: [{ name: 'weather', invented: true }] }).slice(3)).toEqual([
    '  retained when it is removed: s-geofence-T (AWS::DynamoDB::Table)',
    '✔ installs again: after its removal, and after a first deployment that failed',
    'note: the contract of weather is unknown; the rehearsal assumes the outputs that the module consumes',
  ]);
});

test('checks that did not run are not reported', () => {
  expect(verdictLines({ module: 'geofence', consumes: [], produces: [], standIns: [], installs: false })).toEqual(['✖ geofence does not install: see above']);
});

test('a template that depends on more than the code is a failure, even if everything else is fine', () => {
  expect(verdictLines({ ...GOOD, isStable: false })[2]).toMatch(/^✖ two builds of the same code resulted in different templates/);
});
