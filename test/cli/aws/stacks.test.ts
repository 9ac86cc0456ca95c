import { settle, deleteAndWait } from '../../../src/cli/aws/settle';
import { stacks } from '../../../src/cli/aws/stacks';
import { deploymentRole, servedAccount } from '../../registry/served-account';

servedAccount();
let roleArn: string;
beforeAll(async () => {
  roleArn = await deploymentRole();
});

const template = (...names: string[]) => JSON.stringify({
  Parameters: { Value: { Type: 'String', Default: 'x' } },
  Resources: Object.fromEntries(names.map((name, index) => [`P${index}`, { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: name, Value: { Ref: 'Value' } } }])),
});
const input = (name: string, changes = {}) => ({
  name, template: template(`/${name}/one`), parameters: { Value: 'one' }, tags: { 'insync:digest': '1' }, roleArn, ...changes,
});

test('a stack is created, found with parameters and tags, updated and deleted', async () => {
  const cloud = stacks();
  await cloud.create(input('life'));
  expect(await settle(cloud, 'life')).toEqual(expect.objectContaining({ name: 'life', status: 'CREATE_COMPLETE', parameters: { Value: 'one' }, tags: { 'insync:digest': '1' } }));
  expect(await cloud.template('life')).toBe(template('/life/one'));

  expect(await cloud.update(input('life', { parameters: { Value: 'two' }, tags: { 'insync:digest': '2' } }))).toBe(true);
  expect(await settle(cloud, 'life')).toEqual(expect.objectContaining({ status: 'UPDATE_COMPLETE', tags: { 'insync:digest': '2' } }));

  expect(await deleteAndWait(cloud, 'life')).toBeUndefined();
  expect(await cloud.find('life')).toBeUndefined();
});

test('an update without changes is not an error', async () => {
  const cloud = stacks();
  await cloud.create(input('same'));
  await settle(cloud, 'same');

  expect(await cloud.update(input('same'))).toBe(false);
});

test('all stacks of the account are listed', async () => {
  const cloud = stacks();
  for (const name of ['list-a', 'list-b']) await cloud.create(input(name));

  expect((await cloud.list()).map(({ name }) => name)).toEqual(expect.arrayContaining(['list-a', 'list-b']));
});

test('the reason of a failed stack is that of its first failed resource', async () => {
  const cloud = stacks();
  await cloud.create(input('first'));
  await settle(cloud, 'first');
  await cloud.create(input('second', { template: template('/second/one', '/first/one') }));
  const failed = await settle(cloud, 'second');

  expect(failed?.status).toBe('ROLLBACK_COMPLETE');
  expect(await cloud.failures(failed!.id)).toEqual([expect.stringMatching(/^P1: .*already exists/)]);
});

test('a wait ends, and says what it waited for', async () => {
  const waiting = { ...stacks(), find: async (name: string) => ({ name, id: name, status: 'DELETE_IN_PROGRESS', parameters: {}, tags: {} }) };
  await expect(settle(waiting, 's-dtc', 0)).rejects.toThrow('the stack s-dtc is still in DELETE_IN_PROGRESS after 0 minutes');
});
