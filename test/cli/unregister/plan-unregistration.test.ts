import { planUnregistration } from '../../../src/cli/unregister/plan-unregistration';
import type { StackResources } from '../../../src/model/stack-resource';
import { entry, solutionInMemory, type Setting } from '../operators/solution';
import { stackOf } from '../world';

const resources: StackResources = {
  list: async () => [{ logicalId: 'Table', type: 'AWS::DynamoDB::Table', physicalId: 's-geofence-table' }],
  template: async () => ({ Resources: { Table: { DeletionPolicy: 'RetainExceptOnCreate' } } }),
};

function plan(setting: Setting) {
  const { account } = solutionInMemory(setting);
  return planUnregistration('s', 'geofence', account, resources);
}

const registered = { directory: { 'self/geofence': entry('geofence') }, installed: { geofence: [] }, stacks: [stackOf('s-registration-geofence')] };

test('deleted and retained resources are listed by name', async () => {
  expect(await plan(registered)).toEqual({
    isRegistered: true,
    deleted: ['s-registration-geofence', 's-geofence', 's-delivery-geofence'],
    kept: [{ logicalId: 'Table', type: 'AWS::DynamoDB::Table', physicalId: 's-geofence-table' }],
    needsApproval: false,
  });
});

test('a module that another owner lists, too, loses only its registration', async () => {
  const directory = { ...registered.directory, 'core/geofence': entry('geofence') };

  expect(await plan({ ...registered, directory })).toMatchObject({ wantedBy: 'core', deleted: ['s-registration-geofence'], kept: [] });
});

test('an unregistered module needs no change', async () => {
  expect(await plan({})).toMatchObject({ isRegistered: false, deleted: [], kept: [] });
});

test('a module that others consume is refused, with their names', async () => {
  const setting = { ...registered, directory: { ...registered.directory, 'operator/api': entry('api') }, installed: { geofence: [], api: ['geofence/FunctionName'] } };

  await expect(plan(setting)).rejects.toThrow('geofence is required: api reads what it produces; nothing was changed');
});
