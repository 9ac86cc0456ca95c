import { destroy } from '../../../src/cli/destroy/destroy';
import type { DestroyAccount } from '../../../src/cli/destroy/destroy-account';
import { checkProtection, stacksOf, takeInventory } from '../../../src/cli/destroy/inventory';
import { solutionInMemory, type Setting } from '../operators/solution';
import { stackOf } from '../world';

function accountOf(setting: Setting = {}, roleNames: readonly string[] = [], missing?: string) {
  const { cloud, store } = solutionInMemory(setting);
  const { log } = cloud;
  const present = new Set(roleNames);
  const account: DestroyAccount = {
    store,
    stacks: { ...cloud, delete: async (name, role) => { log.push(`with ${role?.split('/').pop() ?? 'its own role'}`); return cloud.delete(name); } },
    resources: {
      list: async stack => stack === 's-delivery-dtc' ? [{ logicalId: 'Boundary', type: 'AWS::IAM::ManagedPolicy', physicalId: 'boundary-of-left-boundary' }] : stack !== 's-core' || !cloud.present.has(stack) ? [] : [
        { logicalId: 'ArtifactBucket', type: 'AWS::S3::Bucket', physicalId: 'artifacts' },
        { logicalId: 'Photos', type: 'AWS::S3::Bucket', physicalId: 'photos-of-the-user' },
      ],
      template: async () => ({}),
    },
    pipelines: {
      stages: async pipeline => pipeline === missing ? [] : ['Source', 'Build', 'Deploy'],
      disableTransition: async (pipeline, stage) => void log.push(`close ${stage} of ${pipeline}`),
      stop: async pipeline => void log.push(`stop ${pipeline}`),
      disableRules: async prefix => { log.push(`disable ${prefix}*`); return [prefix]; },
      stopBuilds: async project => void log.push(`end builds of ${project}`),
    },
    buckets: { empty: async bucket => void log.push(`empty ${bucket}`) },
    roles: {
      find: async name => present.has(name) ? `arn:aws:iam::1:role/${name}` : undefined,
      copy: async (_, to) => { present.add(to); return `arn:aws:iam::1:role/${to}`; },
      boundBy: async policy => [...present].filter(name => policy.startsWith(`boundary-of-${name}-`)),
      remove: async name => { log.push(`remove ${name}`); present.delete(name); },
    },
  };
  return { account, cloud, store, log, present };
}

const SETTING: Setting = {
  installed: { dtc: ['fleet/Trips'], api: ['dtc/Table'] },
  directory: { 'operator/dtc': {}, 'self/api': {} },
  stacks: [
    stackOf('s-registration-api', { tags: { 'insync:solution': 's' } }),
    stackOf('s-telemetry', { tags: { 'insync:solution': 's', 'insync:module': 'telemetry' } }),
    stackOf('other-core', { tags: { 'insync:solution': 'other', 'insync:module': 'core' } }),
    stackOf('s-x-core', { tags: { 'insync:solution': 's-x', 'insync:module': 'core' } }),
    stackOf('s-delivery-of-somebody', {}),
  ],
  parameters: { '/s/modules/telemetry/contract': '{"consumes":["fleet/Trips"]}', '/other/core/key-arn': 'x' },
};

test('everything is stopped before anything is deleted, and producers are deleted after their consumers', async () => {
  const { account, log, cloud, store } = accountOf(SETTING);
  await destroy(await takeInventory('s', account), account, () => undefined);

  const deleted = log.filter(line => line.startsWith('delete '));
  expect(deleted).toEqual([
    's-api', 's-delivery-api', 's-dtc', 's-delivery-dtc', 's-modules', 's-telemetry', 's-fleet', 's-registration-api', 's-core',
  ].map(name => `delete ${name}`));
  const before = log.slice(0, log.indexOf('with its own role'));
  expect(before).toEqual(expect.arrayContaining([
    'disable s-core-*', 'disable s-delivery-*', 'close Build of core.s', 'stop core.s', 'stop modules.s', 'stop api.s', 'stop dtc.s', 'end builds of s-core-apply',
  ]));
  expect(log.filter(line => line.startsWith('empty '))).toEqual(['empty artifacts']);
  expect([...cloud.present.keys()]).toEqual(['other-core', 's-x-core', 's-delivery-of-somebody']);
  expect([...store.values.keys()]).toEqual(['/other/core/key-arn']);
});

test('a role that was left behind keeps the delivery whose boundary it has, and says how to go on', async () => {
  const { account, log } = accountOf(SETTING, ['left']);

  await expect(destroy(await takeInventory('s', account), account, () => undefined)).rejects.toThrow(
    'dtc: the role left stayed, and IAM does not delete the permissions boundary of a role; delete the role first, or let this command do that: --delete-roles');
  expect(log).toContain('delete s-dtc');
  expect(log.filter(line => ['delete s-delivery-dtc', 'delete s-modules', 'remove left'].includes(line))).toEqual([]);
});

test('if that is wanted, such a role is deleted before its boundary', async () => {
  const { account, log } = accountOf(SETTING, ['left']);
  await destroy(await takeInventory('s', account), account, () => undefined, true);

  expect(log.filter(line => ['delete s-dtc', 'delete s-delivery-dtc', 'remove left', 'delete s-core'].includes(line))).toEqual([
    'delete s-dtc', 'remove left', 'delete s-delivery-dtc', 'delete s-core',
  ]);
});

test('it counts the existing pipelines', async () => {
  const { account } = accountOf(SETTING, [], 'modules.s');
  const lines: string[] = [];
  await destroy(await takeInventory('s', account), account, line => lines.push(line));

  expect(lines).toContain('pipelines stopped, transitions disabled: 3');
});

test('a second run finds nothing', async () => {
  const { account } = accountOf(SETTING);
  await destroy(await takeInventory('s', account), account, () => undefined);

  expect(stacksOf(await takeInventory('s', account))).toEqual([]);
});

test('a stack that cannot be deleted keeps its producers, and another run continues from there', async () => {
  const faults: Record<string, string> = { 's-dtc': 'the bucket is not empty' };
  const { account, cloud } = accountOf({ ...SETTING, faults });

  await expect(destroy(await takeInventory('s', account), account, () => undefined)).rejects.toThrow(/dtc: the stack s-dtc could not be deleted.*the bucket is not empty/);
  expect([...cloud.present.keys()]).toEqual(expect.arrayContaining(['s-dtc', 's-delivery-dtc', 's-fleet', 's-modules', 's-core']));
  expect(cloud.present.has('s-api')).toBe(false);

  delete faults['s-dtc'];
  await destroy(await takeInventory('s', account), account, () => undefined);
  expect(cloud.present.has('s-core')).toBe(false);
});

test('the core\'s stack is deleted with a copy of its own role, and then the copy is deleted, too', async () => {
  const { account, log, cloud, present } = accountOf({}, ['s-core-deploy']);
  cloud.present.set('s-core', { ...cloud.present.get('s-core')!, roleArn: 'arn:aws:iam::1:role/s-core-deploy' });
  await destroy(await takeInventory('s', account), account, () => undefined);

  expect(log[log.indexOf('delete s-core') - 1]).toBe('with s-core-destroy');
  expect([...present]).toEqual(['s-core-deploy']);
});

test('a stack with termination protection stops it before anything is changed', async () => {
  const { account, cloud, log } = accountOf(SETTING);
  cloud.present.set('s-fleet', { ...cloud.present.get('s-fleet')!, isProtected: true });

  await expect(checkProtection(await takeInventory('s', account), account)).rejects.toThrow('termination protection is enabled for s-fleet');
  expect(log).toEqual([]);
});

test('a stack with such a name, but without the tags, is left alone', async () => {
  const { account, cloud } = accountOf();
  cloud.present.set('s-core', stackOf('s-core'));

  expect((await takeInventory('s', account)).coreStack).toBeUndefined();
});
