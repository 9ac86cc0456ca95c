import * as fc from 'fast-check';
import { DirectoryRecord, readDirectory } from '../../src/model/directory';
import { OWNERS, Owner } from '../../src/model/owner';

const context = { solution: 'cv', core: ['fleet', 'telemetry'] };
const record = (owner: Owner, name: string, change: object = {}): DirectoryRecord => ({
  owner, name, value: JSON.stringify({ schema: 1, name, source: { kind: 'github', repository: `acme/cv-${owner}`, branch: 'main' }, ...change }),
});
const read = (...records: DirectoryRecord[]) => readDirectory(records, context);
const names = (list: readonly { name?: string; module?: string }[]) => list.map(item => item.name ?? item.module);

describe('the directory', () => {
  test('gives the operator precedence over the core, and the core over a self-registered module', () => {
    const { wanted, notices } = read(record('self', 'dtc'), record('operator', 'dtc'), record('core', 'dtc'), record('core', 'poi'), record('self', 'poi'));
    expect(wanted.map(({ source }) => 'repository' in source && source.repository)).toEqual(['acme/cv-operator', 'acme/cv-core']);
    expect(names(notices)).toEqual(['dtc', 'dtc', 'poi']);
  });

  test('does not list what the operator removed', () => {
    const { wanted, heldBack } = read(record('self', 'dtc'), { owner: 'operator', name: 'dtc', value: '{"schema":1,"name":"dtc","removed":true}' });
    expect([wanted, heldBack]).toEqual([[], []]);
  });

  test('holds a bad entry back, leaves the others alone and does not fall back to a weaker owner', () => {
    const { wanted, heldBack } = read({ owner: 'operator', name: 'dtc', value: 'no' }, record('self', 'dtc'), record('core', 'poi'));
    expect(names(wanted)).toEqual(['poi']);
    expect(heldBack).toEqual([{ module: 'dtc', reason: expect.stringContaining('expected JSON') }]);
  });

  test('says what is wrong with an entry without repeating its name, which messages put before the reason', () => {
    const { heldBack } = read(record('self', 'other', { name: 'another' }), record('self', 'svn', { source: { kind: 'svn' } }), { owner: 'self', name: 'text', value: '[]' });
    expect(heldBack).toEqual([
      { module: 'other', reason: 'name: found "another", expected "other", as the entry is stored under that name' },
      { module: 'svn', reason: 'source.kind: found "svn", expected github, gitlab, bitbucket or s3' },
      { module: 'text', reason: 'found [], expected an object' },
    ]);
  });

  test('notes what a deployed module declares that it needs and its entry does not permit', () => {
    const publish = { actions: ['iot:Publish', 'iot:Receive'], resources: ['arn:*:iot:*:*:topic/a'] };
    const notices = (permissions?: object[], owner: Owner = 'core') => readDirectory([record(owner, 'dtc', { permissions })], { ...context, declared: new Map([['dtc', [publish]]]) }).notices;

    expect(notices()).toEqual([{ module: 'dtc', reason: 'asks for iot:Publish, iot:Receive on arn:*:iot:*:*:topic/a, which its entry does not permit: permissions: [{ actions: [\'iot:Publish\', \'iot:Receive\'], resources: [\'arn:*:iot:*:*:topic/a\'] }]' }]);
    expect(notices([publish])).toEqual([]);
    expect(names(notices([{ actions: ['iot:Publish'], resources: ['*'] }], 'operator'))).toEqual(['dtc']);
    // It registered itself: what waits for an approval is told once.
    expect(notices([publish], 'self').map(({ reason }) => reason)).toEqual([expect.stringContaining('cv-insync approve')]);
    expect(names(readDirectory([record('core', 'poi')], { ...context, declared: new Map([['dtc', [publish]]]) }).notices)).toEqual([]);
  });

  test.each(['fleet', 'fleet-extra'])('holds back %s, which a core module or its names are', name => {
    expect(names(read(record('core', name)).heldBack)).toEqual([name]);
  });

  test('holds back the module whose name is the prefix of another', () => {
    const { wanted, heldBack } = read(record('core', 'driver'), record('core', 'driver-safety'), record('core', 'drivers'));
    expect(names(wanted)).toEqual(['driver-safety', 'drivers']);
    expect(heldBack[0].reason).toContain('"driver-" is a prefix of "driver-safety"');
  });

  test('does not let a self-registered module displace one of the operator or the core', () => {
    expect(names(read(record('core', 'driver'), record('self', 'driver-safety')).heldBack)).toEqual(['driver-safety']);
    expect(names(read(record('self', 'driver'), record('operator', 'driver-safety')).heldBack)).toEqual(['driver']);
  });

  test('keeps an installed module when a new module with an overlapping name is added, whoever owns the new entry', () => {
    const installed = { ...context, installed: ['driver'] };
    for (const owner of OWNERS) {
      const { wanted, heldBack } = readDirectory([record('self', 'driver'), record(owner, 'driver-safety')], installed);
      expect([names(wanted), names(heldBack)]).toEqual([['driver'], ['driver-safety']]);
    }
    expect(names(readDirectory([record('self', 'driver-safety'), record('core', 'driver')], { ...context, installed: ['driver-safety'] }).heldBack)).toEqual(['driver']);
    expect(names(readDirectory([record('self', 'driver'), record('core', 'driver-safety')], { ...context, installed: ['driver', 'driver-safety'] }).heldBack)).toEqual(['driver']);
  });

  test('holds back a name whose artifacts would be stored among those of another module', () => {
    expect(names(read(record('core', 'predictive-one'), record('core', 'predictive-two')).heldBack)).toEqual([]);
    expect(names(read(record('core', 'predictivemaintenances1'), record('self', 'predictivemaintenances2')).heldBack)).toEqual(['predictivemaintenances2']);
  });

  test('holds back a name that overlaps those of another solution', () => {
    const { heldBack } = readDirectory([record('core', 'x')], { solution: 'cv', core: [], neighbours: ['cv-x', 'other'] });
    expect(names(heldBack)).toEqual(['x']);
  });

  test('holds back a repository that no connection reaches, but neither a zip file nor one with a connection of its own', () => {
    const connectionArn = 'arn:aws:codeconnections:eu-west-1:123456789012:connection/1';
    const records = [
      record('core', 'unreached'),
      record('core', 'zipped', { source: { kind: 's3', bucket: 'acme-modules', key: 'zipped.zip' } }),
      record('core', 'connected', { source: { kind: 'github', repository: 'acme/cv', branch: 'main', connectionArn } }),
    ];
    expect(names(readDirectory(records, { ...context, connection: { host: 'none' } }).heldBack)).toEqual(['unreached']);
  });

  test('holds back a repository on another host than the core\'s, unless it has a connection of its own', () => {
    const connectionArn = 'arn:aws:codeconnections:us-east-1:123456789012:connection/1';
    const on = (kind: string, name: string, more = {}) => record('core', name, { source: { kind, repository: 'acme/cv', branch: 'main', ...more } });
    const records = [on('github', 'same'), on('gitlab', 'other'), on('bitbucket', 'connected', { connectionArn })];

    expect(readDirectory(records, { ...context, connection: { host: 'github' } }).heldBack).toEqual([{
      module: 'other',
      reason: 'source.connectionArn: missing, and the core\'s connection is for GitHub, expected one for GitLab; give it the ARN of a connection that can read acme/cv (connectionArn in code, --connection for cv-insync add)',
    }]);
    expect(readDirectory(records, context).heldBack).toEqual([]);
  });

  test('mentions a connection of another account, but not one of another region', () => {
    const connectionArn = 'arn:aws:codeconnections:us-east-1:123456789012:connection/1';
    const records = [record('core', 'dtc', { source: { kind: 'github', repository: 'acme/cv', branch: 'main', connectionArn } })];
    const notices = (account?: string) => readDirectory(records, { ...context, connection: { account } }).notices.map(({ reason }) => reason);

    expect(notices('999999999999')).toEqual([expect.stringMatching(/the connection belongs to the account 123456789012, and the solution to 999999999999; unless/)]);
    expect([notices('123456789012'), notices()]).toEqual([[], []]);
  });

  test('holds back a self-registered module that allows itself anything', () => {
    const { wanted, heldBack } = read(record('self', 'dtc', { allows: ['retain'] }), record('core', 'poi', { allows: ['retain'] }), record('operator', 'trips', { allows: ['foreign-principals'] }));

    expect(wanted.map(({ name, allows }) => [name, allows])).toEqual([['poi', ['retain']], ['trips', ['foreign-principals']]]);
    expect(heldBack).toEqual([{ module: 'dtc', reason: expect.stringContaining('allows: a module cannot set this for itself; leave it out') }]);
  });

  test('leaves out the permissions that a self-registered module requests', () => {
    const permissions = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }];
    const { wanted, notices } = read(record('self', 'dtc', { permissions }), record('core', 'poi', { permissions }));
    expect(wanted.map(entry => entry.permissions)).toEqual([undefined, permissions]);
    expect(names(notices)).toEqual(['dtc']);
  });

  test('does not let a registration that is refused keep another module from its name', () => {
    const zipped = record('self', 'driver-safety', { source: { kind: 's3', bucket: 'acme-modules', key: 'x.zip' } });
    expect(names(read(record('self', 'driver'), zipped).heldBack)).toEqual(['driver-safety']);

    const delivered = new Map([['driver', { place: 'acme/cv-self' }]]);
    const moved = record('self', 'driver', { source: { kind: 'github', repository: 'mallory/driver', branch: 'main' } });
    expect(names(readDirectory([moved, record('self', 'driver-safety')], { ...context, installed: ['driver'], delivered }).heldBack)).toEqual(['driver', 'driver-safety']);
  });

  test('does not depend on the order of the records, and classifies every name exactly once', () => {
    const records = fc.uniqueArray(
      fc.record({
        owner: fc.constantFrom(...OWNERS),
        name: fc.constantFrom('a', 'a-b', 'a-b-c', 'b', 'core', 'fleet', 'fleet-x', 'x'.repeat(21), `${'x'.repeat(20)}y`),
        bad: fc.boolean(),
      }),
      { selector: ({ owner, name }) => `${owner}/${name}` },
    ).map(list => list.map(({ owner, name, bad }) => (bad ? { owner, name, value: '{}' } : record(owner, name))));
    const inTwoOrders = records.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(fc.property(inTwoOrders, ([list, shuffled]) => {
      const directory = read(...list);
      expect(read(...shuffled)).toEqual(directory);
      // A module that is held back now is not admitted later only because the others were installed.
      expect(readDirectory(list, { ...context, installed: names(directory.wanted) as string[] }).wanted).toEqual(directory.wanted);
      expect([...names(directory.wanted), ...names(directory.heldBack)].sort()).toEqual([...new Set(list.map(({ name }) => name))].sort());
    }));
  });
});
