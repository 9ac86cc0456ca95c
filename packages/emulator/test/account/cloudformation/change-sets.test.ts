import { parameter, Stacks } from './testing';

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

async function changeSet(template: object, input: Record<string, unknown> = {}): Promise<any> {
  const given = { StackName: 'one', ChangeSetName: 'cs', TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'] };
  const { Id } = await stacks.call('CreateChangeSet', { ...given, ...input });
  await stacks.account.settled();
  return stacks.call('DescribeChangeSet', { ChangeSetName: Id });
}

const changes = (described: any) => described.Changes.map(({ ResourceChange }: any) =>
  ({ id: ResourceChange.LogicalResourceId, action: ResourceChange.Action, replacement: ResourceChange.Replacement }));

test('a change set with nothing to change fails and says so', async () => {
  const template = { Resources: { P: parameter('x') } };
  await stacks.create('one', template);
  const { Status, StatusReason, ExecutionStatus } = await changeSet(template);
  expect([Status, ExecutionStatus]).toEqual(['FAILED', 'UNAVAILABLE']);
  expect(StatusReason).toBe("The submitted information didn't contain changes. Submit different information to create a change set.");
});

test('a change set is still being created when its request is answered', async () => {
  const { Id } = await stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources: { P: parameter('x') } }) });
  expect((await stacks.call('DescribeChangeSet', { ChangeSetName: Id })).Status).toBe('CREATE_PENDING');
  await stacks.account.settled();
  expect((await stacks.call('DescribeChangeSet', { ChangeSetName: Id })).Status).toBe('CREATE_COMPLETE');
});

test('what will be added, changed, replaced and removed, and nothing else', async () => {
  await stacks.create('one', { Resources: { Same: parameter('s'), Modified: parameter('1'), Replaced: parameter('r', { Name: '/a' }), Removed: parameter('x') } });
  const described = await changeSet({ Resources: { Same: parameter('s'), Modified: parameter('2'), Replaced: parameter('r', { Name: '/b' }), Added: parameter('n') } });
  expect(changes(described)).toEqual([
    { id: 'Added', action: 'Add', replacement: undefined },
    { id: 'Modified', action: 'Modify', replacement: 'False' },
    { id: 'Removed', action: 'Remove', replacement: undefined },
    { id: 'Replaced', action: 'Modify', replacement: 'True' },
  ]);
  expect(await stacks.events('one')).toHaveLength(2);
});

test('a resource that depends on a changed attribute may be replaced', async () => {
  const template = (description: string) => ({
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { Description: description } },
      Name: parameter('x', { Name: { 'Fn::Join': ['/', ['', { 'Fn::GetAtt': ['Key', 'KeyId'] }]] } }),
    },
  });
  await stacks.create('one', template('a'));
  expect(changes(await changeSet(template('b')))).toEqual([
    { id: 'Key', action: 'Modify', replacement: 'False' }, { id: 'Name', action: 'Modify', replacement: 'Conditional' },
  ]);
});

test('changed tags and metadata have their own scope', async () => {
  await stacks.create('one', { Resources: { P: parameter('x', { Metadata: { a: 1 } }) } }, { Tags: [{ Key: 'k', Value: '1' }] });
  const described = await changeSet({ Resources: { P: parameter('x', { Metadata: { a: 2 } }) } }, { Tags: [{ Key: 'k', Value: '2' }] });
  expect(described.Changes[0].ResourceChange.Scope).toEqual(['Metadata', 'Tags']);
});

test('an output alone can be changed by a change set without resource changes', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  const described = await changeSet({ Resources: { P: parameter('x') }, Outputs: { O: { Value: 'o' } } });
  expect([described.Status, described.Changes]).toEqual(['CREATE_COMPLETE', []]);
  await stacks.call('ExecuteChangeSet', { ChangeSetName: described.ChangeSetId });
  expect(await stacks.settle('one')).toBe('UPDATE_COMPLETE');
  expect(await stacks.outputs('one')).toEqual({ O: 'o' });
});

test('a change set can be executed once, and makes the others of its stack obsolete', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  const first = await changeSet({ Resources: { P: parameter('y') } });
  const second = await changeSet({ Resources: { P: parameter('z') } }, { ChangeSetName: 'second' });
  await stacks.call('ExecuteChangeSet', { ChangeSetName: first.ChangeSetId });
  expect(await stacks.settle('one')).toBe('UPDATE_COMPLETE');
  for (const [{ ChangeSetId }, status] of [[first, 'EXECUTE_COMPLETE'], [second, 'OBSOLETE']] as const) {
    await expect(stacks.call('ExecuteChangeSet', { ChangeSetName: ChangeSetId }))
      .rejects.toMatchObject({ name: 'InvalidChangeSetStatus', message: `ChangeSet [${ChangeSetId}] cannot be executed in its current execution status of [${status}]` });
  }
});

test('a name can be used once, but the same request can be repeated', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  const first = await changeSet({ Resources: { P: parameter('y') } }, { ClientToken: 'token' });
  await expect(changeSet({ Resources: { P: parameter('y') } })).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  expect((await changeSet({ Resources: { P: parameter('y') } }, { ClientToken: 'token' })).ChangeSetId).toBe(first.ChangeSetId);
});

test('of two concurrent executions one succeeds; two concurrent change sets for a new stack share it', async () => {
  const make = (ChangeSetName: string) => stacks.call('CreateChangeSet', {
    StackName: 'one', ChangeSetName, ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources: { P: parameter('x', { Name: '/p' }) } }),
  });
  const [first, second] = await Promise.all([make('first'), make('second')]);
  expect(first.StackId).toBe(second.StackId);
  await stacks.account.settled();
  const execute = () => stacks.call('ExecuteChangeSet', { ChangeSetName: first.Id });
  expect((await Promise.allSettled([execute(), execute()])).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(await stacks.settle('one')).toBe('CREATE_COMPLETE');
});

test('a failing execution of a CREATE change set rolls back', async () => {
  const described = await changeSet({ Resources: { P: parameter('x', { Name: 'aws-reserved' }) } }, { ChangeSetType: 'CREATE' });
  await stacks.call('ExecuteChangeSet', { ChangeSetName: described.ChangeSetId });
  expect(await stacks.settle('one')).toBe('ROLLBACK_COMPLETE');
  expect((await stacks.call('DescribeChangeSet', { ChangeSetName: described.ChangeSetId })).ExecutionStatus).toBe('EXECUTE_FAILED');
});

test('a refused CREATE change set leaves no stack behind', async () => {
  await expect(changeSet({ Resources: {} }, { ChangeSetType: 'CREATE' })).rejects.toThrow('At least one Resources member must be defined.');
  await expect(stacks.describe('one')).rejects.toThrow('Stack with id one does not exist');
});

test('values before and after the change are returned on request, unknown ones marked', async () => {
  const template = (name: string) => ({ Resources: { A: parameter('v', { Name: name }), B: parameter({ 'Fn::Sub': 'see ${A}' }, { Name: '/b' }) } });
  await stacks.create('one', template('/old'));
  const { ChangeSetId } = await changeSet(template('/new'));
  const { Changes } = await stacks.call('DescribeChangeSet', { ChangeSetName: ChangeSetId, IncludePropertyValues: true });
  const [a, b] = Changes.map(({ ResourceChange }: any) => ResourceChange);
  expect(a.Details[0].Target).toMatchObject({ Path: '/Properties/Name', BeforeValue: '/old', AfterValue: '/new', AttributeChangeType: 'Modify' });
  expect(JSON.parse(b.BeforeContext)).toEqual({ Properties: { Name: '/b', Type: 'String', Value: 'see /old' } });
  expect(JSON.parse(b.AfterContext)).toEqual({ Properties: { Name: '/b', Type: 'String', Value: '{{changeSet:KNOWN_AFTER_APPLY}}' } });
});
