import { NAME_PATTERN, OUTPUT_PATTERN } from '../../src/model/names';
import { formatRequirement, isRequirement, parseRequirement, providersOf, REQUIREMENT_PATTERN, requirementOf, requirementPath } from '../../src/model/requirement';

test('a requirement is written as module/Output and read again', () => {
  expect(formatRequirement({ module: 'driver-safety', output: 'TableName' })).toBe('driver-safety/TableName');
  expect(parseRequirement('driver-safety/TableName')).toEqual({ module: 'driver-safety', output: 'TableName' });
  expect(requirementOf('driver-safety/TableName')).toEqual({ module: 'driver-safety', output: 'TableName' });
});

test.each(['', '/', 'fleet', 'fleet/', '/Trips', 'fleet/Trips/x', 'Fleet/Trips', 'fleet/trip-table', '../core/X', ['fleet/Trips'], undefined])('%j is not a requirement', value => {
  expect(isRequirement(value)).toBe(false);
});

test('the pattern of a requirement consists of those of its two names', () => {
  expect(REQUIREMENT_PATTERN.source).toBe(`${NAME_PATTERN.source.slice(0, -1)}\\/${OUTPUT_PATTERN.source.slice(1)}`);
});

test('providers are named once, and the value of an output is found by its path', () => {
  expect(providersOf(['fleet/Trips', 'auth/PoolId', 'fleet/Owners'])).toEqual(['fleet', 'auth']);
  expect(requirementPath('s', 'fleet/Trips')).toBe('/s/modules/fleet/outputs/Trips');
});
