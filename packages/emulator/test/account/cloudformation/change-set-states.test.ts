import { CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, waitUntilStackCreateComplete, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import { served } from '../served';
import { broken, parameter, Stacks } from './testing';

// "ListChangeSets: Returns the ID and status of each active change set for a stack"; "ExecuteChangeSet: ... CloudFormation deletes
// all change sets associated with the stack because they aren't valid for the updated stack" (API reference). An ARN still answers:
// LocalStack's recordings test_name_conflicts, test_create_while_in_review and test_list_change_sets.

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const template = (value: string) => ({ Resources: { P: parameter(value) } });

async function make(ChangeSetName: string, value: string, input: Record<string, unknown> = {}): Promise<string> {
  const { Id } = await stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName, TemplateBody: JSON.stringify(template(value)), ...input });
  await stacks.account.settled();
  return Id;
}

async function execute(ChangeSetName: string, input: Record<string, unknown> = {}): Promise<string> {
  await stacks.call('ExecuteChangeSet', { StackName: 'one', ChangeSetName, ...input });
  return stacks.settle('one');
}

const describeSet = (ChangeSetName: string, input: Record<string, unknown> = {}) => stacks.call('DescribeChangeSet', { ChangeSetName, ...input });
const listed = async () => (await stacks.call('ListChangeSets', { StackName: 'one' })).Summaries
  .map(({ ChangeSetName, Status, ExecutionStatus }: any) => [ChangeSetName, Status, ExecutionStatus]);

test('executable and failed change sets are listed', async () => {
  await stacks.create('one', template('x'));
  await make('same', 'x');
  await make('other', 'y');
  expect(await listed()).toEqual([['same', 'FAILED', 'UNAVAILABLE'], ['other', 'CREATE_COMPLETE', 'AVAILABLE']]);
});

test('an executed change set is not listed, its name is free again, and its ARN still answers', async () => {
  const first = await make('deploy', 'x', { ChangeSetType: 'CREATE' });
  await execute('deploy');
  expect(await listed()).toEqual([]);
  expect((await describeSet(first)).ExecutionStatus).toBe('EXECUTE_COMPLETE');
  await expect(describeSet('deploy', { StackName: 'one' })).rejects.toMatchObject({ name: 'ChangeSetNotFound', message: 'ChangeSet [deploy] does not exist' });
  const second = await make('deploy', 'y');
  expect(second).not.toBe(first);
  expect(await listed()).toEqual([['deploy', 'CREATE_COMPLETE', 'AVAILABLE']]);
  expect((await describeSet('deploy', { StackName: 'one' })).ChangeSetId).toBe(second);
  expect((await describeSet(first)).ChangeSetId).toBe(first);
});

test('an execution removes the other change sets of the stack, whose ARNs say that they are obsolete', async () => {
  await stacks.create('one', template('x'));
  await make('first', 'y');
  const second = await make('second', 'z');
  await execute('first');
  expect(await listed()).toEqual([]);
  expect((await describeSet(second)).ExecutionStatus).toBe('OBSOLETE');
  await make('second', 'z');
  expect(await listed()).toEqual([['second', 'CREATE_COMPLETE', 'AVAILABLE']]);
});

test('so does an update without a change set', async () => {
  await stacks.create('one', template('x'));
  const id = await make('first', 'y');
  await stacks.update('one', template('z'));
  expect(await listed()).toEqual([]);
  expect((await describeSet(id)).ExecutionStatus).toBe('OBSOLETE');
});

test('a change set is listed while it is executed, and cannot be deleted or executed again meanwhile', async () => {
  await stacks.create('one', template('x'));
  const id = await make('cs', 'y');
  await stacks.call('ExecuteChangeSet', { ChangeSetName: id });
  expect(await listed()).toEqual([['cs', 'CREATE_COMPLETE', 'EXECUTE_IN_PROGRESS']]);
  await expect(stacks.call('DeleteChangeSet', { ChangeSetName: id })).rejects.toMatchObject({ name: 'InvalidChangeSetStatus' });
  await expect(stacks.call('ExecuteChangeSet', { ChangeSetName: id })).rejects.toThrow('cannot be executed in its current execution status of [EXECUTE_IN_PROGRESS]');
  await stacks.settle('one');
});

test('an executed change set can be deleted by name repeatedly', async () => {
  await make('cs', 'x', { ChangeSetType: 'CREATE' });
  await execute('cs');
  await stacks.call('DeleteChangeSet', { StackName: 'one', ChangeSetName: 'cs' });
  await expect(describeSet('cs', { StackName: 'one' })).rejects.toMatchObject({ name: 'ChangeSetNotFound' });
});

test('a failed execution leaves the name free, too', async () => {
  await make('cs', 'x', { ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources: { Bad: broken() } }) });
  expect(await execute('cs')).toBe('ROLLBACK_COMPLETE');
  expect(await listed()).toEqual([]);
  expect((await stacks.describe('one')).ChangeSetId).toBeUndefined();
});

describe('a stack in REVIEW_IN_PROGRESS', () => {
  test('takes no UPDATE change set', async () => {
    await make('cs', 'x', { ChangeSetType: 'CREATE' });
    await expect(make('next', 'y')).rejects.toThrow(/^Stack:arn:.* is in REVIEW_IN_PROGRESS state and can not be updated\.$/);
  });

  test('is deleted with its change sets, and its name is free', async () => {
    const id = await make('cs', 'x', { ChangeSetType: 'CREATE' });
    const { StackId } = await stacks.describe('one');
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
    await expect(describeSet(id)).rejects.toMatchObject({ name: 'ChangeSetNotFound' });
    await expect(describeSet('cs', { StackName: 'one' })).rejects.toThrow('Stack [one] does not exist');
    await make('cs', 'x', { ChangeSetType: 'CREATE' });
    expect((await stacks.describe('one')).StackId).not.toBe(StackId);
  });

  test('stays when its last change set is deleted', async () => {
    await make('cs', 'x', { ChangeSetType: 'CREATE' });
    await stacks.call('DeleteChangeSet', { StackName: 'one', ChangeSetName: 'cs' });
    expect((await stacks.describe('one')).StackStatus).toBe('REVIEW_IN_PROGRESS');
  });
});

// Recorded by LocalStack: test_changeset_for_deleted_stack, test_create_changeset_for_deleted_stack.
describe('a change set of a stack that is deleted', () => {
  let StackName: string;
  beforeEach(async () => {
    await stacks.create('one', template('x'));
    StackName = (await stacks.describe('one')).StackId;
  });

  test.each(['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'])('is refused in %s', async status => {
    await stacks.call('DeleteStack', { StackName });
    if (status === 'DELETE_COMPLETE') await stacks.settle(StackName);
    await expect(make('cs', 'y', { StackName })).rejects.toThrow(`Stack:${StackName} is in ${status} state and can not be updated.`);
    await expect(make('cs', 'y', { StackName, ChangeSetType: 'CREATE' }))
      .rejects.toThrow(`Stack [${StackName}] already exists and cannot be created again with the changeSet [cs].`);
  });

  test('cannot be executed during the deletion, and does not exist afterwards', async () => {
    const id = await make('cs', 'y');
    await stacks.call('DeleteStack', { StackName });
    await expect(stacks.call('ExecuteChangeSet', { ChangeSetName: id })).rejects.toThrow(`Stack:${StackName} is in DELETE_IN_PROGRESS state and can not be updated.`);
    await stacks.settle(StackName);
    await expect(describeSet(id)).rejects.toMatchObject({ name: 'ChangeSetNotFound' });
  });
});

test('a client that does not wait finds the stack in progress, as on AWS', async () => {
  const account = await served();
  try {
    const client = new CloudFormationClient(account.config);
    const waiter = { client, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 };
    const TemplateBody = JSON.stringify(template('x'));
    const change = (StackName: string) => client.send(new CreateChangeSetCommand({ StackName, ChangeSetName: 'cs', TemplateBody }));
    const { StackId } = await client.send(new CreateStackCommand({ StackName: 'one', TemplateBody }));
    await expect(change('one')).rejects.toThrow(`Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`);
    await waitUntilStackCreateComplete(waiter, { StackName: 'one' });
    await client.send(new DeleteStackCommand({ StackName: StackId }));
    await expect(change(StackId!)).rejects.toThrow(`Stack:${StackId} is in DELETE_IN_PROGRESS state and can not be updated.`);
    await waitUntilStackDeleteComplete(waiter, { StackName: StackId });
  } finally {
    await account.close();
  }
});
