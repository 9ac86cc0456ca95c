import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readModuleFile } from '../../../src/cli/cloudformation-module/module-file';

const FULL = `Name: geofence
Description: Areas that vehicles should not leave
Version: "1.2.0"
Consumes:
  - auth
  - fleet/TripTableName
  - { Module: fleet, Output: OwnerTableName, Parameter: Owners }
Produces:
  - Name: connected-vehicle-geofence-table-name
    Description: Name of the table of areas
Parameters:
  - { Name: Radius, Description: In metres, Default: 100 }
Permissions:
  - { Actions: [iot:Publish], Resources: ["arn:*:iot:*:*:topic/areas/*"] }
`;

test('a module file is read with the place of everything that it lists', () => {
  expect(readModuleFile(FULL)).toEqual({
    problems: [],
    value: {
      at: 'module.yaml:1:7',
      name: 'geofence',
      description: 'Areas that vehicles should not leave',
      version: '1.2.0',
      consumes: [
        { at: 'module.yaml:5:5', module: 'auth' },
        { at: 'module.yaml:6:5', module: 'fleet', output: 'TripTableName' },
        { at: 'module.yaml:7:5', module: 'fleet', output: 'OwnerTableName', parameter: 'Owners' },
      ],
      produces: [{ at: 'module.yaml:9:5', name: 'connected-vehicle-geofence-table-name', description: 'Name of the table of areas' }],
      parameters: [{ at: 'module.yaml:12:5', name: 'Radius', description: 'In metres', default: '100' }],
      permissions: [{ actions: ['iot:Publish'], resources: ['arn:*:iot:*:*:topic/areas/*'] }],
    },
  });
});

test('a file without the optional members is valid', () => {
  const { value, problems } = readModuleFile('---\nName: my-module\nDescription: Amazing things.\nConsumes:\n  - auth\nProduces:\n  -\n    Name: connected-vehicle-my-module-a\n    Description: A.\n');

  expect({ problems, name: value?.name, version: value?.version }).toEqual({ problems: [], name: 'my-module', version: '0.0.0' });
});

test('all problems are reported at once, with their places', () => {
  const { value, problems } = readModuleFile('Name: Core\nVersion: 1.0\nConsume: []\nConsumes:\n  - fleet/trip-table\n  - { Module: fleet }\nProduces: [x y]\nParameters:\n  - { Name: a-b, Default: [] }\nPermissions:\n  - { Actions: [iot:*], Resources: [topic] }\n  - { Action: [] }\n  - { Actions: x, Resources: [[]] }\n');

  expect(value).toBeUndefined();
  expect(problems).toEqual([
    "module.yaml:3:1: module: unknown key 'Consume', did you mean 'Consumes'? (expected Name, Description, Version, Consumes, Produces, Parameters, Permissions)",
    "module.yaml:1:7: Name: found 'Core', expected at most 24 lower-case letters, digits and single hyphens, beginning with a letter",
    "module.yaml:2:10: Version: expected a text without spaces, like \"1.0.0\", got '1', a number: put it in quotes",
    "module.yaml:5:5: Consumes: expected module/Output, { Module: ..., Output: ... } or the name of a module, got 'fleet/trip-table'",
    'module.yaml:6:5: Consumes: Output: missing',
    "module.yaml:7:12: Produces: expected the name of an export, or the logical id of an output, or { Name: ..., Description: ... }, got 'x y'",
    "module.yaml:9:13: Parameters: Name: expected the name of a parameter of the template, got 'a-b'",
    'module.yaml:9:27: Parameters: Default: expected a text or a number, got a list',
    "module.yaml:12:7: Permissions: unknown key 'Action', did you mean 'Actions'? (expected Actions, Resources)",
    'module.yaml:12:5: Permissions: Actions: missing',
    'module.yaml:12:5: Permissions: Resources: missing',
    "module.yaml:13:16: Permissions: Actions: expected a list, got 'x'",
    'module.yaml:13:31: Permissions: Resources: expected a text, got a list',
  ]);
});

test.each([
  ['', 'module.yaml:1:1: the file is empty: expected a mapping with Name'],
  ['- a', 'module.yaml:1:1: module: expected a mapping with Name, Description'],
  ['Description: x', 'module.yaml:1:1: Name: missing; expected the name of the module'],
  ['Name: core', '"core" is reserved for the solution itself'],
])('%j is refused', (text, problem) => expect(readModuleFile(text).problems.join('\n')).toContain(problem));

describe('the schema that editors complete with', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../../schemas/module.schema.json'), 'utf8'));
  const valid = new Ajv().compile(schema);

  const scalar = fc.constantFrom<unknown>('fleet', 'core', 'delivery-x', 'corex', 'Fleet', 'a--b', 'fleet/Trip', 'fleet/trip-x', '', ' ', 'a b', 'Trips', 'a'.repeat(24), 'a'.repeat(25),
    'x'.repeat(65), '1x', 7, 1.5, true, null, [], {});
  const some = (...keys: string[]) => fc.dictionary(fc.constantFrom(...keys), scalar, { maxKeys: 4 });
  const listOf = (items: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 6, arbitrary: fc.array(items, { maxLength: 3 }) }, { weight: 1, arbitrary: scalar });
  const texts = (...accepted: string[]) =>
    fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom<unknown>(...accepted) }, { weight: 1, arbitrary: scalar }), { maxLength: 2 });
  const statements = fc.record({
    Actions: texts('iot:Publish', 'iot:Get*', 's3:GetObject'), Resources: texts('*', 'arn:aws:s3:::b/*', 'arn:*:iot:*:*:topic/a'),
  }, { requiredKeys: [] });
  const documents = fc.record({
    Name: fc.oneof({ weight: 20, arbitrary: fc.constant<unknown>('geofence') }, { weight: 1, arbitrary: scalar }),
    Description: fc.oneof({ weight: 20, arbitrary: fc.constant<unknown>('text') }, { weight: 1, arbitrary: scalar }),
    Version: fc.oneof({ weight: 20, arbitrary: fc.constant<unknown>('1.0.0') }, { weight: 1, arbitrary: scalar }),
    Consumes: listOf(fc.oneof({ weight: 8, arbitrary: fc.constant<unknown>('fleet/Trips') }, scalar, some('Module', 'Output', 'Parameter', 'Other'))),
    Produces: listOf(fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>({ Name: 'Table' }) }, some('Name', 'Description', 'Other'))),
    Parameters: listOf(fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>({ Name: 'Radius', Default: 1 }) }, some('Name', 'Description', 'Default'))),
    Permissions: fc.oneof(
      { weight: 20, arbitrary: fc.constant<unknown>([{ Actions: ['iot:Publish'], Resources: ['*'] }]) },
      { weight: 4, arbitrary: listOf(fc.oneof({ weight: 6, arbitrary: statements }, some('Actions', 'Resources', 'Other'))) },
      { weight: 1, arbitrary: fc.array(fc.constant<unknown>({ Actions: ['iot:Publish'], Resources: ['*'] }), { minLength: 4, maxLength: 6 }) },
    ),
    Other: fc.constant<unknown>(1),
  }, { requiredKeys: [] });

  test('accepts exactly what the command line accepts', () => {
    const accepted = { yes: 0, no: 0 };
    fc.assert(fc.property(documents, document => {
      const { value } = readModuleFile(stringify(document, { aliasDuplicateObjects: false }));
      accepted[value ? 'yes' : 'no']++;
      expect({ document, valid: valid(document) }).toEqual({ document, valid: value !== undefined });
    }), { numRuns: 1000, seed: 7 });
    expect(Math.min(accepted.yes, accepted.no)).toBeGreaterThan(50);
  });

  test('accepts the example above', () => expect(valid(parse(FULL))).toBe(true));
});
