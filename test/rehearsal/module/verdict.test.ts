import { type ModuleVerdict, verdictLines } from '../../../src/rehearsal/module/verdict';

const GOOD: ModuleVerdict = { module: 'geofence', consumes: ['fleet/A'], produces: [], standIns: [], installs: true, updates: true, isStable: true, removes: true, keeps: [] };

test('a good module is told in a line each', () => {
  expect(verdictLines(GOOD)).toEqual([
    '✔ geofence installs', '✔ updates: with other values of what it consumes', '✔ removes: nothing of its stacks and records is left', '  keeps nothing',
  ]);
});

test('what stays behind is told by name and type, and what was made up, too', () => {
  const keeps = [{ logicalId: 'T', type: 'AWS::DynamoDB::Table', physicalId: 's-geofence-T' }];

  expect(verdictLines({ ...GOOD, keeps, standIns: [{ name: 'weather', invented: true }] }).slice(3)).toEqual([
    '  keeps, for whoever removes it: s-geofence-T (AWS::DynamoDB::Table)',
    'note: nothing is known of weather but what the module consumes of it; what it consumes may not be there',
  ]);
});

test('what was not tried is not told', () => {
  expect(verdictLines({ module: 'geofence', consumes: [], produces: [], standIns: [], installs: false })).toEqual(['✖ geofence does not install: see above']);
});

test('a template that depends on more than the code is a fault, whatever else is good', () => {
  expect(verdictLines({ ...GOOD, isStable: false })[2]).toMatch(/^✖ two builds of the same code gave different templates/);
});
