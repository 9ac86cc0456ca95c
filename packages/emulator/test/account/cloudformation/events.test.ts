import { parameter, Stacks } from './testing';

// The forms of event ids are those of LocalStack's recordings: test_invalid_stack_deploy, test_list_events_after_deployment, and the
// updates of test_change_set_*.

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';

/** Oldest first. */
async function eventsOf(name: string): Promise<any[]> {
  return (await stacks.call('DescribeStackEvents', { StackName: name })).StackEvents.reverse();
}
const shown = ({ LogicalResourceId, ResourceStatus }: any) => `${LogicalResourceId} ${ResourceStatus}`;

test('events of a stack have opaque ids, and those of a resource ids with status and time', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  const events = await eventsOf('one');
  expect(events.map(shown)).toEqual(['one CREATE_IN_PROGRESS', 'P CREATE_IN_PROGRESS', 'P CREATE_IN_PROGRESS', 'P CREATE_COMPLETE', 'one CREATE_COMPLETE']);
  for (const event of events) {
    const form = event.LogicalResourceId === 'one' ? UUID : `P-${event.ResourceStatus}-${TIME}`;
    expect(event.EventId).toMatch(new RegExp(`^${form}$`));
  }
});

test('a missing required property fails the resource when it would be created, once and without a physical id', async () => {
  const template = { Resources: { First: parameter('x'), MyParameter: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'abc123' }, DependsOn: 'First' } } };
  expect(await stacks.create('one', template)).toBe('ROLLBACK_COMPLETE');
  const events = await eventsOf('one');
  expect(events.map(shown)).toEqual([
    'one CREATE_IN_PROGRESS', 'First CREATE_IN_PROGRESS', 'First CREATE_IN_PROGRESS', 'First CREATE_COMPLETE',
    'MyParameter CREATE_IN_PROGRESS', 'MyParameter CREATE_FAILED', 'one ROLLBACK_IN_PROGRESS',
    'MyParameter DELETE_COMPLETE', 'First DELETE_IN_PROGRESS', 'First DELETE_COMPLETE', 'one ROLLBACK_COMPLETE',
  ]);
  expect(events[5]).toMatchObject({
    EventId: expect.stringMatching(new RegExp(`^MyParameter-CREATE_FAILED-${TIME}$`)),
    PhysicalResourceId: '',
    ResourceProperties: '{"Value":"abc123"}',
    ResourceStatusReason: 'Property validation failure: [The property {/Type} is required]',
  });
  expect(events[6].ResourceStatusReason).toBe('The following resource(s) failed to create: [MyParameter]. Rollback requested by user.');
});

test('cleanup events of an update have their own form of id and no properties', async () => {
  await stacks.create('one', { Resources: { Replaced: parameter('x', { Name: '/old' }), Removed: parameter('y') } });
  await stacks.update('one', { Resources: { Replaced: parameter('x', { Name: '/new' }) } });
  const cleanup = (await eventsOf('one')).filter(event => event.ResourceStatus.startsWith('DELETE_'));
  expect(cleanup.map(shown).sort()).toEqual([
    'Removed DELETE_COMPLETE', 'Removed DELETE_IN_PROGRESS', 'Replaced DELETE_COMPLETE', 'Replaced DELETE_IN_PROGRESS',
  ]);
  for (const event of cleanup) {
    expect(event.EventId).toMatch(new RegExp(`^${event.LogicalResourceId}-${UUID}$`));
    expect(event.ResourceProperties).toBeUndefined();
  }
});

test('the deletion of a stack has events as its creation does', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  const { StackId } = await stacks.describe('one');
  await stacks.delete('one');
  const last = (await eventsOf(StackId)).slice(-4);
  expect(last.map(shown)).toEqual(['one DELETE_IN_PROGRESS', 'P DELETE_IN_PROGRESS', 'P DELETE_COMPLETE', 'one DELETE_COMPLETE']);
  expect(last[1]).toMatchObject({ EventId: expect.stringMatching(/^P-DELETE_IN_PROGRESS-/), ResourceProperties: '{"Type":"String","Value":"x"}' });
});

test('an output with an attribute that the type lacks fails the deployment before any resource', async () => {
  // Recorded by LocalStack: test_invalid_getatt_fails.
  const template = { Resources: { MyParam: parameter('x') }, Outputs: { InvalidOutput: { Value: { 'Fn::GetAtt': ['MyParam', 'Invalid'] } } } };
  await stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify(template) });
  await stacks.account.settled();
  await stacks.call('ExecuteChangeSet', { StackName: 'one', ChangeSetName: 'cs' });
  expect(await stacks.settle('one')).toBe('ROLLBACK_COMPLETE');
  expect(await eventsOf('one')).toHaveLength(4);
  expect(await stacks.events('one')).toEqual([
    'REVIEW_IN_PROGRESS: User Initiated', 'CREATE_IN_PROGRESS: User Initiated',
    'ROLLBACK_IN_PROGRESS: [Error] /Outputs/InvalidOutput/Value/Fn::GetAtt: Resource type AWS::SSM::Parameter does not support attribute {Invalid}. Rollback requested by user.',
    'ROLLBACK_COMPLETE',
  ]);
});
