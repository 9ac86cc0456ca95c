import { checkRegistration, deployRegistration } from '../../../src/cli/register/deploy-registration';
import type { Registration } from '../../../src/cli/solution/app-registration';
import { viewSolution } from '../../../src/cli/solution/view';
import { entry, solutionInMemory } from '../operators/solution';
import { stackOf } from '../world';

const registrationOf = (name: string, changes: object = {}): Registration => ({
  module: name, solution: 's', stackName: `s-registration-${name}`, template: '{ "Resources": {} }', tags: {}, entry: JSON.stringify(entry(name, changes)),
});

test('a module is registered by its own stack', async () => {
  const { account, cloud } = solutionInMemory();

  expect(await deployRegistration(registrationOf('geofence'), account)).toBe('created');
  expect(cloud.log).toEqual(['create s-registration-geofence']);
});

test('registering again changes that stack, or finds nothing to change', async () => {
  const { account, cloud } = solutionInMemory({ stacks: [stackOf('s-registration-geofence')] });

  expect(await deployRegistration(registrationOf('geofence'), account)).toBe('updated');
  const unchanging = { ...account, stacks: { ...account.stacks, update: async () => false } };
  expect(await deployRegistration(registrationOf('geofence'), unchanging)).toBe('unchanged');
  expect(cloud.log).toEqual(['update s-registration-geofence']);
});

test('the remains of a failed attempt are deleted first', async () => {
  const { account, cloud } = solutionInMemory({ stacks: [stackOf('s-registration-geofence', { status: 'ROLLBACK_COMPLETE' })] });

  expect(await deployRegistration(registrationOf('geofence'), account)).toBe('created');
  expect(cloud.log).toEqual(['delete s-registration-geofence', 'create s-registration-geofence']);
});

test('a failed stack is reported with its reason', async () => {
  const { account } = solutionInMemory({ faults: { 's-registration-geofence': 'no permission' } });

  await expect(deployRegistration(registrationOf('geofence'), account))
    .rejects.toThrow('the stack s-registration-geofence could not be deployed (ROLLBACK_COMPLETE): Resource: no permission');
});

test('a registration that would be held back is refused, with the reason, before anything is changed', async () => {
  const { account } = solutionInMemory({ directory: { 'operator/weather': entry('weather') } });
  const view = await viewSolution('s', account);

  expect(() => checkRegistration(view, registrationOf('geofence'))).not.toThrow();
  expect(() => checkRegistration(view, registrationOf('fleet'))).toThrow('fleet would be held back: its name is that of the core module "fleet"; choose another; nothing was changed');
  expect(() => checkRegistration(view, registrationOf('weather-maps'))).toThrow('weather-maps would be held back');
});

test('a registration that names a bucket, or replaces the repository of a delivered module, is refused with what Prepare would say', async () => {
  const { account } = solutionInMemory({ installed: { weather: [] } });
  const view = await viewSolution('s', account);
  const moved = { source: { kind: 'github', repository: 'mallory/weather', branch: 'main' } };

  expect(() => checkRegistration(view, registrationOf('weather'))).not.toThrow();
  expect(() => checkRegistration(view, registrationOf('weather', moved)))
    .toThrow('weather would be held back: source: found mallory/weather, but weather is delivered from acme/weather, and a registration cannot replace that');
  expect(() => checkRegistration(view, registrationOf('geofence', { source: { kind: 's3', bucket: 'releases', key: 'g.zip' } })))
    .toThrow('geofence would be held back: source: found s3:releases/g.zip, but a module that registers itself cannot name a bucket');
});
