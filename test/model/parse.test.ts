import * as fc from 'fast-check';
import { canonicalJson } from '../../src/model/json';
import { isRemoval, parseContract, parseEntry } from '../../src/model/parse';
import { formatProblems } from '../../src/model/problem';
import { parseRequirement } from '../../src/model/requirement';

const entry = (change: object = {}) => JSON.stringify({
  schema: 1, name: 'dtc', source: { kind: 'github', repository: 'acme/cv-dtc', branch: 'main' }, ...change,
});
const problems = (text: string, name = 'dtc') => formatProblems(parseEntry(text, name).problems);

describe('an entry', () => {
  test('is read with its optional members', () => {
    const text = entry({ parameters: { Threshold: '30' }, permissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }], approval: true });
    expect(parseEntry(text, 'dtc')).toEqual({ value: JSON.parse(text), problems: [] });
  });

  test('may grant an action on every resource, since some actions support nothing narrower', () => {
    const permissions = [{ actions: ['cloudwatch:PutMetricData'], resources: ['*'] }];
    expect(parseEntry(entry({ permissions }), 'dtc').problems).toEqual([]);
  });

  test('may say that a module is removed', () => {
    const { value } = parseEntry('{"schema":1,"name":"dtc","removed":true}', 'dtc');
    expect(value && isRemoval(value)).toBe(true);
  });

  test.each([
    ['gitlab with nested groups', { kind: 'gitlab', repository: 'acme/vehicles/cv-dtc', branch: 'main' }],
    ['a folder of a repository', { kind: 'bitbucket', repository: 'acme/cv', branch: 'release/2', folder: 'modules/dtc' }],
    ['a zip file', { kind: 's3', bucket: 'acme-modules', key: 'dtc/latest.zip' }],
    ['a connection of its own', {
      kind: 'github', repository: 'acme/cv', branch: 'main', connectionArn: 'arn:aws:codeconnections:eu-west-1:123456789012:connection/1a-2b',
    }],
  ])('comes from %s', (_, source) => expect(parseEntry(entry({ source }), 'dtc')).toEqual({ value: JSON.parse(entry({ source })), problems: [] }));

  test.each([
    ['is not JSON', '{"schema"', 'expected JSON'],
    ['is a list', '[]', 'expected an object'],
    ['has an unknown schema', entry({ schema: 2 }), 'schema: found 2, expected 1'],
    ['has the name of another key', entry({ name: 'other' }), 'name: found "other", expected "dtc"'],
    ['has an unknown kind of source', entry({ source: { kind: 'svn' } }), 'source.kind: found "svn", expected github, gitlab, bitbucket or s3'],
    ['lacks its source', JSON.stringify({ schema: 1, name: 'dtc' }), 'source: missing, expected an object'],
    ['has a misspelt member', entry({ aproval: true }), 'aproval: unknown member, expected one of schema, name, source'],
    ['leaves its repository by the folder', entry({ source: { kind: 'github', repository: 'a/b', branch: 'main', folder: 'x/../../y' } }), 'source.folder'],
    ['names a branch that could be an option', entry({ source: { kind: 'github', repository: 'a/b', branch: '--upload-pack=x' } }), 'source.branch'],
    ['has a URL as its bucket', entry({ source: { kind: 's3', bucket: 's3://acme-releases/dtc/latest.zip', key: 'dtc/latest.zip' } }), 'source.bucket: found "s3://acme-releases/dtc/latest.zip", expected the name of the bucket alone: bucket "acme-releases", key "dtc/latest.zip"'],
    ['has a key that is a pattern', entry({ source: { kind: 's3', bucket: 'acme-releases', key: 'team-?/*' } }), 'source.key: found "team-?/*", expected the key of a zip file, without *, ? and $'],
    ['grants more than a role can hold', entry({ permissions: [{ actions: ['s3:GetObject'], resources: Array.from({ length: 30 }, (_, index) => `arn:aws:dynamodb:eu-west-1:111122223333:table/orders-${index}`) }] }), 'permissions: found "'],
    ['grants every action', entry({ permissions: [{ actions: ['*'], resources: ['arn:aws:s3:::b'] }] }), 'permissions[0].actions[0]: found "*"'],
    ['allows what is not known', entry({ allows: ['retain', 'everything'] }), 'allows: found ["retain","everything"], expected a list of foreign-principals and retain, each at most once'],
    ['allows the same twice', entry({ allows: ['retain', 'retain'] }), 'allows: found'],
    ['allows by a word', entry({ allows: 'retain' }), 'allows: found "retain", expected a list of'],
    ['has permissions that are no list', entry({ permissions: { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b'] } }), 'expected a list of at most 5 statements, [{"actions": [...], "resources": [...]}]: put it in brackets'],
    ['has permissions that are text', entry({ permissions: 's3:GetObject' }), 'permissions: found "s3:GetObject", expected a list of at most 5 statements'],
    ['has too many statements', entry({ permissions: Array(6).fill({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b'] }) }), 'permissions: found "6 statements", expected at most 5; put actions on the same resources into one'],
    ['permits actions on nothing', entry({ permissions: [{ actions: ['s3:GetObject'], resources: [] }] }), 'permissions[0].resources: found [], expected at least one'],
    ['has a number as a parameter', entry({ parameters: { Threshold: 30 } }), 'parameters.Threshold: found 30, expected text'],
    ['is larger than a parameter', entry({ parameters: { Long: 'x'.repeat(5000) } }), 'expected at most 4096 bytes'],
  ])('that %s is refused with the place and what was expected', (_, text, message) => expect(problems(text)).toContain(message));

  test.each(['core', 'modules', 'delivery-x', 'registration', 'Dtc', '1dtc', 'dtc-', 'd--c', 'd'.repeat(25), 'd_c'])('cannot be named %s', name => {
    expect(problems(entry({ name }), name)).toContain('name');
  });

  test('reports all of its problems at once', () => {
    expect(parseEntry(entry({ schema: 3, approval: 'yes', source: { kind: 's3', bucket: 'B' } }), 'dtc').problems).toHaveLength(4);
  });

  test('never throws, and is either read or has problems', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map(value => entry(value))), fc.string(), (text, name) => {
      const { value, problems: found } = parseEntry(text, name);
      expect((value === undefined) === (found.length > 0)).toBe(true);
    }));
  });

  test('read and written again is the same', () => {
    const source = fc.oneof(
      fc.record({ kind: fc.constantFrom('github', 'bitbucket'), repository: fc.constant('acme/cv-x'), branch: fc.constantFrom('main', 'v1') }),
      fc.record({ kind: fc.constant('s3'), bucket: fc.constant('my-bucket'), key: fc.stringMatching(/^[a-z/]{1,20}$/) }),
    );
    const entries = fc.record({ schema: fc.constant(1), name: fc.constant('dtc'), source, approval: fc.constant(true) }, { requiredKeys: ['schema', 'name', 'source'] });
    fc.assert(fc.property(entries, value => {
      const text = canonicalJson(value);
      expect(canonicalJson(parseEntry(text, 'dtc').value)).toBe(text);
    }));
  });
});

describe('a contract', () => {
  const contract = { schema: 1, name: 'dtc', version: '1.2.0', produces: ['TableName'], consumes: ['fleet/TripTableName'] };

  test('is read', () => expect(parseContract(JSON.stringify(contract), 'dtc')).toEqual({ value: contract, problems: [] }));

  test('names every requirement that is not module/Output', () => {
    const { problems: found } = parseContract(JSON.stringify({ ...contract, consumes: ['fleet', 'fleet/X/Y'] }), 'dtc');
    expect(found.map(({ where }) => where)).toEqual(['dtc: consumes[0]', 'dtc: consumes[1]']);
  });
});

test('a requirement is a module and one of its outputs', () => {
  expect(parseRequirement('driver-safety/TableName')).toEqual({ module: 'driver-safety', output: 'TableName' });
  expect(parseRequirement('driver-safety/')).toBeUndefined();
  expect(parseRequirement('/TableName')).toBeUndefined();
});

test('a broken entry puts no line of its own into the message', () => {
  // Node.js quotes the text around an unexpected character, with its line breaks.
  const found = parseEntry('{"schema":1,"name":o\nok: everything is fine\n}', 'dtc');
  expect(found.problems).toHaveLength(1);
  expect(found.problems[0].message).not.toContain('\n');
});
