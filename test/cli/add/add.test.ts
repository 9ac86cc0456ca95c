import { add } from '../../../src/cli/add/add';
import { entry, solutionInMemory, type Setting } from '../operators/solution';
import { stackOf } from '../world';

async function run(name: string, wanted: Parameters<typeof add>[2], setting: Setting = {}) {
  const world = solutionInMemory(setting);
  const result = await add('s', name, wanted, world.account).catch((error: Error & { exitCode: number }) => error);
  return { ...world, result, written: world.operatorEntry(name) };
}

test('a new module gets an operator\'s entry', async () => {
  const { result, written } = await run('dtc', { source: 'github:acme/dtc@next#sub', parameters: { Threshold: '30' }, approval: true });

  expect(written).toEqual({
    schema: 1,
    name: 'dtc',
    approval: true,
    parameters: { Threshold: '30' },
    source: { kind: 'github', repository: 'acme/dtc', branch: 'next', folder: 'sub' },
  });
  expect(result).toMatchObject({ change: 'written', installed: false });
});

test('one value is changed and the others are kept, whoever owns the entry', async () => {
  const before = entry('dtc', { parameters: { Mode: 'fast', Old: '1' }, permissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x'] }] });
  for (const owner of ['core', 'operator']) {
    const { written } = await run('dtc', { parameters: { Threshold: '30' }, unset: ['Old'] }, { directory: { [`${owner}/dtc`]: before } });

    expect(written).toEqual({ ...before, parameters: { Mode: 'fast', Threshold: '30' } });
  }
});

test('permissions are replaced by those that are given, taken away, and checked like those of an entry', async () => {
  const before = entry('dtc', { permissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x'] }] });
  const changed = (...permission: string[]) => run('dtc', { permission }, { directory: { 'core/dtc': before } });
  const given = await changed('geo:CalculateRoute,geo:GetPlace=arn:aws:geo:*:*:route-calculator/a,arn:aws:geo:*:*:place-index/b', 'iot:Publish=*');

  expect(given.written).toHaveProperty('permissions', [
    { actions: ['geo:CalculateRoute', 'geo:GetPlace'], resources: ['arn:aws:geo:*:*:route-calculator/a', 'arn:aws:geo:*:*:place-index/b'] }, { actions: ['iot:Publish'], resources: ['*'] },
  ]);
  expect(given.result).toMatchObject({ notes: expect.arrayContaining([expect.stringMatching(/^its permissions: geo:CalculateRoute, geo:GetPlace on arn:.*; iot:Publish on \*$/)]) });
  expect((await changed()).written).toEqual(entry('dtc'));
  for (const [text, message] of [['iot:Publish', 'dtc: --permission: found "iot:Publish", expected action,action=resource'], ['*=*', 'permissions[0].actions[0]: found "*"']]) {
    expect(await changed(text)).toMatchObject({ written: undefined, result: { message: expect.stringContaining(message), exitCode: 2 } });
  }
});

test('what a deployed module declares that it needs is noted, and not permitted as a side effect', async () => {
  const permissions = [{ actions: ['iot:Publish'], resources: ['*'] }];
  const declares = { '/s/modules/dtc/contract': JSON.stringify({ schema: 1, name: 'dtc', version: '1.0.0', produces: [], consumes: [], permissions }) };
  const changed = (permission?: string[]) => run('dtc', { parameters: { Threshold: '30' }, permission }, { directory: { 'core/dtc': entry('dtc') }, parameters: declares });

  const { written, result } = await changed();
  expect(written).not.toHaveProperty('permissions');
  expect(result).toMatchObject({ notes: expect.arrayContaining(['dtc asks for iot:Publish on *, which its entry does not permit: permissions: [{ actions: [\'iot:Publish\'], resources: [\'*\'] }]']) });
  expect((await changed(['iot:Publish=*'])).result).toMatchObject({ notes: expect.not.arrayContaining([expect.stringContaining('asks for')]) });
});

test('what its template may have in addition is allowed, kept by other changes, and taken away', async () => {
  const before = entry('dtc', { allows: ['retain'] });
  const changed = async (change: Parameters<typeof add>[2], owner = 'operator') => (run('dtc', change, { directory: { [`${owner}/dtc`]: before } }));

  expect((await run('dtc', { source: 'github:acme/dtc', allows: ['retain', 'foreign-principals'] })).written).toMatchObject({ allows: ['foreign-principals', 'retain'] });
  expect((await changed({ approval: true })).written).toMatchObject({ allows: ['retain'], approval: true });
  expect((await changed({ allows: [] })).written).not.toHaveProperty('allows');
  expect((await changed({ approval: true })).result).toMatchObject({ notes: ['its template may also have: retain'] });
  expect((await changed({ allows: ['all'] })).result).toMatchObject({ message: expect.stringContaining('allows: found ["all"]') });
  expect((await changed({ parameters: { A: '1' } }, 'self')).written).not.toHaveProperty('allows');
});

test('permissions that a module requests are not approved as a side effect', async () => {
  const asked = entry('dtc', { permissions: [{ actions: ['iam:PassRole'], resources: ['arn:aws:iam::1:role/x'] }] });
  const { written, result } = await run('dtc', { parameters: { Threshold: '30' } }, { directory: { 'self/dtc': asked } });

  expect(written).toEqual(entry('dtc', { parameters: { Threshold: '30' } }));
  expect(result).toMatchObject({ notes: expect.arrayContaining([expect.stringContaining('cv-insync approve dtc')]) });
});

test('a connection is kept for the same host, and dropped for another one', async () => {
  const connectionArn = 'arn:aws:codeconnections:eu-central-1:111122223333:connection/0a1b';
  const before = entry('dtc', { source: { kind: 'github', repository: 'acme/dtc', branch: 'main', connectionArn } });
  const directory = { 'operator/dtc': before };

  expect((await run('dtc', { source: 'github:acme/other' }, { directory })).written).toMatchObject({ source: { repository: 'acme/other', connectionArn } });
  expect((await run('dtc', { source: 'gitlab:acme/other' }, { directory })).written).toEqual(entry('dtc', { source: { kind: 'gitlab', repository: 'acme/other', branch: 'main' } }));
});

test('a module on another host than the core needs a connection of its own', async () => {
  const onGitHub = stackOf('s-modules', { tags: { 'insync:solution': 's', 'insync:module': 'modules' }, parameters: { CoreModules: 'fleet', CoreHost: 'github' } });
  const connection = 'arn:aws:codeconnections:eu-central-1:111122223333:connection/0a1b';
  const added = (source: string, more = {}) => run('dtc', { source, ...more }, { stacks: [onGitHub], parameters: { '/s/core/key-arn': 'arn:aws:kms:eu-central-1:444455556666:key/1' } });
  const refused = await added('gitlab:acme/dtc');

  expect(refused.written).toBeUndefined();
  expect((refused.result as Error).message).toContain(
    'dtc: source.connectionArn: missing, and the core\'s connection is for GitHub, expected one for GitLab; give it the ARN of a connection that can read acme/dtc (connectionArn in code, --connection for cv-insync add)',
  );
  expect((await added('github:acme/dtc')).written).toEqual(entry('dtc'));
  expect((await added('gitlab:acme/dtc', { connection })).result).toMatchObject({
    change: 'written', notes: [expect.stringMatching(/^source.connectionArn: the connection belongs to the account 111122223333, and the solution to 444455556666/)],
  });
});

test('an entry that is the same already is not written again', async () => {
  const { result, written } = await run('dtc', { source: 'github:acme/dtc' }, { directory: { 'core/dtc': entry('dtc') } });

  expect([result, written]).toEqual([expect.objectContaining({ change: 'none' }), undefined]);
});

test('a removal is undone by deleting it, if another owner lists the module', async () => {
  const { result, written } = await run('dtc', {}, { directory: { 'self/dtc': entry('dtc'), 'operator/dtc': { schema: 1, name: 'dtc', removed: true } } });

  expect([result, written]).toEqual([expect.objectContaining({ change: 'deleted' }), undefined]);
});

test('all problems are reported at once, as wrong usage, and nothing is written', async () => {
  const { result, store } = await run('Dtc', { source: 'github:acme', connection: 'none', parameters: { 'a b': '1' }, unset: ['X'] });

  expect(result).toMatchObject({ exitCode: 2 });
  for (const word of ['"Dtc"', 'source.repository', 'source.connectionArn', 'parameters.a b', '--unset-parameter']) expect((result as Error).message).toContain(word);
  expect([...store.values.keys()].filter(name => name.includes('directory'))).toEqual(['/s/directory/listed/head']);
});

test('a module that nobody lists needs a source', async () => {
  expect((await run('dtc', { approval: true })).result).toMatchObject({ message: expect.stringMatching(/^dtc: --source is missing/), exitCode: 2 });
});

test('a name that overlaps others is refused', async () => {
  const taken = await run('fleet', { source: 'github:acme/x' });
  const prefix = await run('driver', { source: 'github:acme/x' }, { directory: { 'self/driver-safety': entry('driver-safety') } });

  expect(taken.result).toMatchObject({ message: expect.stringContaining('core module "fleet"'), exitCode: 1 });
  expect(prefix.result).toMatchObject({ message: expect.stringContaining('driver-safety would be held back') });
  expect(prefix.written).toBeUndefined();
});

test('a name that overlaps those of another solution in the account is refused', async () => {
  const neighbour = stackOf('s-x-core', { tags: { 'insync:solution': 's-x', 'insync:module': 'core' } });
  const { result } = await run('x', { source: 'github:acme/x' }, { stacks: [neighbour] });

  expect(result).toMatchObject({ message: expect.stringContaining('solution "s-x"') });
});

test('a one-time installation is refused, since it has no pipelines', async () => {
  const { account, store } = solutionInMemory();
  await store.remove(['/s/core/artifact-bucket']);

  await expect(add('s', 'dtc', { source: 'github:a/b' }, account)).rejects.toThrow(/^the solution "s" has no pipelines, it is a one-time installation: deploy its core with CoreInSync/);
});

test('a missing solution is reported with the existing ones', async () => {
  const { account } = solutionInMemory();

  await expect(add('other', 'dtc', { source: 'github:a/b' }, account)).rejects.toThrow(/no solution "other".*deployed here: s;/);
});

describe('a stack of the module\'s name that the solution did not make', () => {
  const stacks = [stackOf('s-dtc', { tags: { team: 'cars' } })];

  test('is not taken without a yes, and nothing is written', async () => {
    const { result, written } = await run('dtc', { source: 'github:acme/dtc' }, { stacks });

    expect(result).toMatchObject({ message: expect.stringMatching(/^dtc: the stack s-dtc exists already, and the solution did not make it; take it over \(cv-insync add dtc --take-over/) });
    expect(written).toBeUndefined();
  });

  test('is taken before the entry is written, which is written even if it is the same, as that starts the core\'s pipeline', async () => {
    const world = solutionInMemory({ stacks, directory: { 'operator/dtc': entry('dtc') } });
    const order: string[] = [];
    const write = world.account.store.write;
    const store = { ...world.account.store, write: async (...args: Parameters<typeof write>) => { order.push('written'); await write(...args); } };
    const result = await add('s', 'dtc', {}, { ...world.account, store }, async () => void order.push('taken'));

    expect(result.change).toBe('written');
    expect(order).toEqual(['taken', 'written']);
  });

  test('is the module\'s once it has the solution\'s tags', async () => {
    const own = [stackOf('s-dtc', { tags: { 'insync:solution': 's', 'insync:module': 'dtc' } })];
    expect((await run('dtc', { source: 'github:acme/dtc' }, { stacks: own })).result).toMatchObject({ change: 'written' });
  });
});
