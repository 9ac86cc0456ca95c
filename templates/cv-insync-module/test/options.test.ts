import { OUTPUT_PATTERN } from '../../../src/model/names';
import * as names from '../../../src/model/names';
import { MODULE_NAME_LIMIT, NAME, OUTPUT, problemsOf, RESERVED, SOLUTION_NAME_LIMIT } from '../src/options';

test('names are judged as cv-insync judges them', () => {
  expect([NAME, MODULE_NAME_LIMIT, SOLUTION_NAME_LIMIT, RESERVED, OUTPUT])
    .toEqual([names.NAME_PATTERN, names.MODULE_NAME_LIMIT, names.SOLUTION_NAME_LIMIT, [...names.RESERVED_NAMES], OUTPUT_PATTERN]);
});

test('good options have no problem', () => {
  expect(problemsOf({
    name: 'geofence',
    repository: 'acme/cv-geofence',
    solution: 'fleet-north',
    connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90',
    consumes: ['notifications/FunctionName'],
    standIns: { weather: { Url: 'https://weather.example' } },
  })).toEqual([]);
});

test('everything that is wrong is told at once, with what was found and what is expected', () => {
  expect(problemsOf({
    name: 'Geo', repository: 'acme', solution: 'a'.repeat(21), connectionArn: 'arn', consumes: ['fleet', 'fleet/A/B', 'core/A'], standIns: { weather: { 'a-b': '' } },
  }).map(problem => problem.slice(0, 35))).toEqual([
    'name: found "Geo", expected the nam', 'repository: found "acme", expected ', 'solution: found "aaaaaaaaaaaaaaaaaa', 'connectionArn: found "arn", expecte',
    'consumes: found "fleet", expected a', 'consumes: found "fleet/A/B", expect', 'consumes: found "core/A", expected ', 'standIns: found "weather" with "a-b',
  ]);
});

test.each(['core', 'core-x', 'registration-y'])('the name %s belongs to the solution itself', name => {
  expect(problemsOf({ name })).toEqual([expect.stringContaining(`name: found "${name}"`)]);
});
