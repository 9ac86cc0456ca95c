import { outputOfExport, requirementOfImport } from '../../../src/cli/cloudformation-module/export-names';

test.each([
  ['connected-vehicle-fleet-trip-table-name', 'cv', 'fleet', 'TripTableName'],
  ['cv-fleet-TripTableName', 'cv', 'fleet', 'TripTableName'],
  ['fleet-table', 'cv', 'fleet', 'Table'],
  ['TripTableName', 'cv', 'fleet', 'TripTableName'],
  ['other:trip_table.name', 'cv', 'fleet', 'OtherTripTableName'],
  ['connected-vehicle-notifications-function-name', 'connected-vehicle', 'notifications', 'FunctionName'],
  ['fleet-', 'cv', 'fleet', undefined],
  ['fleet-2', 'cv', 'fleet', undefined],
  ['a'.repeat(65), 'cv', 'fleet', undefined],
])('the export %s of a module of solution %s named %s is the output %s', (name, solution, module, output) => {
  expect(outputOfExport(name, solution, module)).toBe(output);
});

const at = 'module.yaml:1:1';
const whole = (...modules: string[]) => modules.map(module => ({ module, at }));
const one = (module: string, output: string) => ({ module, output, at });

describe('which module produces an imported name', () => {
  test.each<[string, Parameters<typeof requirementOfImport>[1], string, unknown]>([
    ['the name tells it', whole('auth', 'fleet'), 'connected-vehicle-fleet-trip-table', { module: 'fleet', output: 'TripTable' }],
    ['the longest name that fits tells it', whole('driver', 'driver-safety'), 'driver-safety-score', { module: 'driver-safety', output: 'Score' }],
    ['only one module is consumed', whole('fleet'), 'TripTable', { module: 'fleet', output: 'TripTable' }],
    ['an output is listed', [one('fleet', 'TripTable'), one('auth', 'PoolId')], 'TripTable', { module: 'fleet', output: 'TripTable' }],
    ['an output is listed besides whole modules', [one('fleet', 'TripTable'), ...whole('auth', 'api')], 'trip-table', { module: 'fleet', output: 'TripTable' }],
    ['two modules may', whole('auth', 'fleet'), 'TripTable', 'may come from auth or fleet; list it in Consumes as module/Output, like auth/TripTable'],
    ['two outputs may', [one('fleet', 'Table'), one('auth', 'Table')], 'Table', expect.stringContaining('may be fleet/Table or auth/Table')],
    ['none may', [], 'TripTable', expect.stringContaining('is produced by none of the modules in Consumes')],
    ['the module is consumed, but not this output', [one('fleet', 'Owners')], 'fleet-trips', 'would be fleet/Trips, which Consumes does not list; list it there, or correct the name'],
    ['nothing is left of the name', whole('fleet'), '---', expect.stringContaining('has no letters or digits')],
  ])('%s', (_, consumes, name, expected) => {
    expect(requirementOfImport(name, consumes, 'cv')).toEqual(expected);
  });
});
