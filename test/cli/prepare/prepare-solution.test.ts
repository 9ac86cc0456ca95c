import { unzipSync } from 'fflate';
import { assemblyOf } from './assembly';
import { summarize } from '../../../src/cli/prepare/log-summary';
import { prepareSolution } from '../../../src/cli/prepare/prepare-solution';
import { canonicalJson } from '../../../src/model/json';
import { directoryDigest } from '../../../src/registry/entries';
import { readList } from '../../../src/registry/module-list';
import { listParameters } from '../../registry/memory-store';
import { memoryObjects, memoryStacks, memoryStore, stackOf, TOOLS } from '../world';

const entry = (name: string) => ({ schema: 1, name, source: { kind: 'github', repository: `acme/${name}`, branch: 'main' } });
const FLEET = { name: 'fleet', produces: ['Trips'] };
const TELEMETRY = { name: 'telemetry', consumes: ['fleet/Trips'], produces: ['Stream'] };

function setting(parameters: Record<string, string> = {}) {
  return {
    store: memoryStore({ '/s/core/artifact-bucket': 'artifacts', ...parameters }),
    objects: memoryObjects(),
    stacks: memoryStacks([stackOf('s-core', { parameters: { Kept: 'deployed' } })]),
    environment: async () => ({ account: '123456789012', region: 'eu-west-1', partition: 'aws' }),
  };
}
const run = async (assembly: ReturnType<typeof assemblyOf>, account = setting()) =>
  ({ account, prepared: await prepareSolution(assembly, 's', TOOLS, account, () => undefined) });
const core = (entries: object[] = [], template?: object) => assemblyOf([FLEET, TELEMETRY], { core: ['fleet', 'telemetry'], entries, template });

test('it writes a template and a configuration of all its parameters for every stack that the core pipeline deploys', async () => {
  const { prepared } = await run(core([entry('dtc')], { Parameters: { Kept: { Type: 'String' }, New: { Type: 'Number', Default: 3 } } }));

  expect(Object.keys(prepared.files)).toEqual([
    'own.template.json', 'own.config.json', 'core/fleet.template.json', 'core/fleet.config.json',
    'core/telemetry.template.json', 'core/telemetry.config.json', 'modules.template.json', 'modules.config.json',
  ]);
  expect(prepared.files['own.config.json']).toEqual({ Parameters: { Kept: 'deployed', New: '3' }, Tags: { team: 'vehicles' } });
  expect(prepared.files['core/fleet.config.json']).toEqual({ Parameters: {}, Tags: { 'owner': 'fleet', 'insync:solution': 's', 'insync:module': 'fleet' } });
  expect(prepared.files['modules.config.json']).toEqual({
    Parameters: expect.objectContaining({ Solution: 's', DefinitionKey: `definitions/${prepared.generated.bundle.digest}.zip` }),
    Tags: { 'insync:solution': 's', 'insync:module': 'modules' },
  });
});

test('tags of the core are those of core modules and of the definition; a core that the app does not define has its deployed ones', async () => {
  const assembly = core([entry('dtc')]);
  const tagged = { ...assembly, core: { ...assembly.core!, tags: { 'cost-centre': '4711' } } };
  const foreign = { ...setting(), stacks: memoryStacks([stackOf('s-core', { tags: { 'insync:solution': 's', 'insync:module': 'core', 'cost-centre': '0815' } })]) };
  const configured = async (...args: Parameters<typeof run>) => {
    const { prepared: { files } } = await run(...args);
    return ['core/fleet.config.json', 'modules.config.json'].map(name => (files[name] as { Tags: Record<string, string> }).Tags['cost-centre']);
  };

  expect(await configured(tagged)).toEqual(['4711', '4711']);
  expect(await configured(assemblyOf([TELEMETRY, FLEET]), foreign)).toEqual(['0815', '0815']);
  expect(await configured(assembly)).toEqual([undefined, undefined]);
});

test('the definition is uploaded once, under its digest, and contains the program that the second pipeline runs', async () => {
  const { prepared, account } = await run(core([entry('dtc')]), setting({ '/s/directory/self/notifications': JSON.stringify(entry('notifications')) }));
  const key = `artifacts/definitions/${prepared.generated.bundle.digest}.zip`;

  expect([...account.objects.stored.keys()]).toEqual([key]);
  expect(Object.keys(unzipSync(account.objects.stored.get(key)!)).sort()).toEqual([
    'apply.js', 'definition/dtc.json', 'definition/notifications.json', 'delivery/connection.template.json', 'delivery/s3.template.json',
  ]);
});

test('the same definition gives the same bytes, anywhere and at any time', async () => {
  const one = await run(core([entry('dtc'), entry('api')]));
  const two = await run(core([entry('api'), entry('dtc')]), setting({ '/s/modules/old/contract': '{}' }));

  expect(JSON.stringify(two.prepared.files['modules.config.json'])).toBe(JSON.stringify(one.prepared.files['modules.config.json']));
});

test('a module whose repository no connection reaches is held back, where the core has none', async () => {
  const { prepared } = await run(core([entry('dtc')]), setting({ '/s/core/connection-arn': 'none' }));

  expect(prepared.generated.directory.heldBack).toEqual([{ module: 'dtc', reason: expect.stringContaining('connectionArn') }]);
});

test('a module on another host than the core, as the app tells it, is held back, and what the definitions pipeline is told of it is the host', async () => {
  const onGitLab = { ...entry('dtc'), source: { kind: 'gitlab', repository: 'acme/dtc', branch: 'main' } };
  const { prepared } = await run(core([onGitLab]));

  expect(prepared.generated.directory.heldBack).toEqual([{ module: 'dtc', reason: expect.stringContaining('for GitHub, expected one for GitLab') }]);
  expect(prepared.files['modules.config.json']).toMatchObject({ Parameters: { CoreHost: 'github' } });
});

test('the entries in code count, not those that are still stored', async () => {
  const { prepared, account } = await run(core([entry('dtc')]), setting(listParameters('s', 'gone')));

  expect(prepared.generated.directory.wanted.map(({ name }) => name)).toEqual(['dtc']);
  expect(await readList(account.store, 's')).toEqual([{ owner: 'core', name: 'dtc', value: canonicalJson(entry('dtc')) }]);
  expect(prepared.directoryDigest).toBe(directoryDigest([], account.store.values.get('/s/directory/listed/head')!));
});

test('an invalid entry is held back and reported, and does not affect others', async () => {
  const { prepared } = await run(core([entry('dtc')]), setting({ '/s/directory/self/bad': 'not JSON' }));

  expect(prepared.generated.directory.heldBack).toEqual([{ module: 'bad', reason: expect.stringContaining('JSON') }]);
  expect(summarize('s', prepared)).toMatch(/other modules: dtc\n[^]*held back: bad: /);
});

test('an app without CoreInSync keeps the core\'s stack as deployed, and the core modules in order of consumption', async () => {
  const { prepared } = await run(assemblyOf([TELEMETRY, FLEET]), setting({ '/s/directory/self/dtc': JSON.stringify(entry('dtc')) }));

  expect(prepared.files['own.template.json']).toBe('template of s-core');
  expect(prepared.files['own.config.json']).toEqual({ Parameters: { Kept: 'deployed' } });
  expect(prepared.core.map(({ name }) => name)).toEqual(['fleet', 'telemetry']);
  expect(prepared.generated.directory.wanted.map(({ name }) => name)).toEqual(['dtc']);
});

test('a stored list that is damaged does not keep the next one from being written', async () => {
  const damaged = { ...listParameters('s', ...Array.from({ length: 100 }, (_, index) => `module-${index}`)) };
  delete damaged[Object.keys(damaged).at(-1)!];
  const { account } = await run(core([entry('dtc')]), setting(damaged));

  expect(await readList(account.store, 's')).toHaveLength(1);
});

test('the list is stored after everything else, and not before the core\'s stack allows that', async () => {
  const failing = { ...setting(), objects: { exists: async () => false, put: async () => { throw new Error('no upload'); } } };
  await expect(run(core([entry('dtc')]), failing as any)).rejects.toThrow('no upload');
  expect(failing.store.values.has('/s/directory/listed/head')).toBe(false);

  const older = setting();
  await prepareSolution(core([entry('dtc')]), 's', TOOLS, older, () => undefined, { entries: [], isStored: false });
  expect(older.store.values.has('/s/directory/listed/head')).toBe(false);
});

describe('it stops before anything is uploaded', () => {
  const fails = async (assembly: ReturnType<typeof assemblyOf>, parameters = {}) => {
    const account = setting(parameters);
    const error = await run(assembly, account).then(() => undefined, (caught: Error) => caught);
    expect(account.objects.stored.size).toBe(0);
    return error?.message;
  };

  test('if a core module drops what a deployed module requires, naming the module', async () => {
    expect(await fails(core(), {
      '/s/modules/fleet/contract': JSON.stringify({ produces: ['Owners', 'Trips'], consumes: [] }),
      '/s/modules/dtc/gated': '{"consumes":["fleet/Owners"]}',
    })).toBe('core module fleet: no longer produces Owners, which dtc requires; keep producing it until no module requires it');
  });

  test('with all problems between core modules at once', async () => {
    const message = await fails(assemblyOf([
      { name: 'a', consumes: ['b/Out'], produces: ['Out'] }, { name: 'b', consumes: ['a/Out'], produces: ['Out'] }, { name: 'c', consumes: ['a/Other', 'dtc/Table'] },
    ], { core: ['a', 'b', 'c'] }));

    expect(message).toContain('a -> b -> a');
    expect(message).toContain('c: consumes a/Other, but a produces only Out');
    expect(message).toContain('c: consumes dtc/Table, but "dtc" is not a core module');
  });

  test('if a parameter has neither a value nor a default', async () => {
    expect(await fails(core([], { Parameters: { Fresh: { Type: 'String' } } }))).toContain('stack s-core: parameter Fresh');
  });

  test('if the app belongs to another solution, or defines nothing', async () => {
    await expect(prepareSolution(core(), 'other', TOOLS, setting(), () => undefined)).rejects.toThrow('the core of the solution "s", expected "other"');
    expect(await fails(assemblyOf([]))).toContain('defines no module of the solution "s"');
  });

  test('if the core is not deployed here', async () => {
    const account = { ...setting(), store: memoryStore() };
    await expect(run(core(), account)).rejects.toThrow('/s/core/artifact-bucket: no such parameter');
  });
});

describe('the stack of a core module', () => {
  const withFleet = (status: string) => ({ ...setting(), stacks: memoryStacks([stackOf('s-core'), stackOf('s-fleet', { status }), stackOf('s-other', { status })]) });

  test.each([
    ['ROLLBACK_COMPLETE', /its first deployment failed.*delete-stack/], ['ROLLBACK_FAILED', /delete-stack/], ['CREATE_FAILED', /delete-stack/],
    ['DELETE_FAILED', /could not be deleted.*delete-stack/], ['UPDATE_ROLLBACK_FAILED', /could not be rolled back.*continue-update-rollback/],
  ])('in %s stops it before anything is uploaded, and says what to do', async (status, advice) => {
    const account = withFleet(status);

    const error = await run(core(), account).then(() => undefined, (caught: Error) => caught.message);
    expect(error).toMatch(`core module fleet: the stack s-fleet is in ${status}`);
    expect(error).toMatch(advice);
    expect(account.objects.stored.size).toBe(0);
  });

  test.each(['CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'])('in %s is not a problem', async status => {
    await run(core(), withFleet(status));
  });
});

test('a core module may drop outputs that no module outside of the core requires', async () => {
  await run(core(), setting({
    '/s/modules/fleet/contract': JSON.stringify({ produces: ['Old', 'Trips'], consumes: [] }),
    '/s/modules/telemetry/contract': JSON.stringify({ produces: [], consumes: ['fleet/Old'] }),
  }));
});

test('the log says what a deployed module asks for and its entry does not permit', async () => {
  const permissions = [{ actions: ['iot:Publish'], resources: ['*'] }];
  const contract = JSON.stringify({ schema: 1, name: 'dtc', version: '1.0.0', produces: [], consumes: [], permissions });
  const noted = async (change: object) => summarize('s', (await run(core([{ ...entry('dtc'), ...change }]), setting({ '/s/modules/dtc/contract': contract }))).prepared);

  expect(await noted({})).toContain('note: dtc: asks for iot:Publish on *, which its entry does not permit: permissions: [{ actions: [\'iot:Publish\'], resources: [\'*\'] }]');
  expect(await noted({ permissions })).not.toContain('note:');
});
