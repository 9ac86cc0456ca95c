import { broken, parameter, Stacks } from './testing';

// "Choose how to handle failures when provisioning resources" (CloudFormation user guide, stack-failure-options), RollbackStack and
// ExecuteChangeSet (API reference).

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const RESERVED = 'aws-is-reserved';
const statuses = async () => {
  const { StackResources } = await stacks.call('DescribeStackResources', { StackName: 'one' });
  return Object.fromEntries(StackResources.map(({ LogicalResourceId, ResourceStatus }: any) => [LogicalResourceId, ResourceStatus]));
};
const NON_TERMINAL = (status: string) => `This stack is currently in a non-terminal [${status}] state. To update the stack from this state, please use the `
  + 'disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API';

/** A rule with an invalid schedule can neither be created nor be the result of an update. */
const rule = (ScheduleExpression: string) => ({ Type: 'AWS::Events::Rule', Properties: { Name: 'rule', ScheduleExpression } });
const schedule = async () => (await stacks.account.call('events', 'DescribeRule', { Name: 'rule' })).ScheduleExpression;

describe('a creation without rollback', () => {
  const template = { Resources: { Good: parameter('g', { Name: '/good' }), Bad: broken(), Later: parameter('l', { Name: '/later', DependsOn: 'Bad' }) } };

  test.each([{ DisableRollback: true }, { OnFailure: 'DO_NOTHING' }])('by %j keeps what does not depend on the failed resource', async input => {
    expect(await stacks.create('one', template, input)).toBe('CREATE_FAILED');
    expect(await statuses()).toEqual({ Good: 'CREATE_COMPLETE', Bad: 'CREATE_FAILED' });
    expect([await stacks.parameter('/good'), await stacks.parameter('/later')]).toEqual(['g', undefined]);
    expect((await stacks.describe('one')).StackStatusReason).toBe('The following resource(s) failed to create: [Bad]. ');
  });

  test('stops at the first failure of each path only', async () => {
    const path = { First: parameter('1', { Name: '/1' }), Second: parameter('2', { Name: '/2', DependsOn: 'First' }), Third: parameter('3', { Name: '/3', DependsOn: 'Second' }) };
    expect(await stacks.create('one', { Resources: { Bad: broken(), ...path } }, { DisableRollback: true })).toBe('CREATE_FAILED');
    expect(await stacks.parameter('/3')).toBe('3');
  });

  test('continues by an update, which must disable rollback', async () => {
    await stacks.create('one', template, { DisableRollback: true });
    const better = { Resources: { ...template.Resources, Bad: parameter('b', { Name: '/bad' }) } };
    await expect(stacks.update('one', better)).rejects.toThrow(NON_TERMINAL('CREATE_FAILED'));
    expect(await stacks.update('one', better, { DisableRollback: true })).toBe('UPDATE_COMPLETE');
    expect(await statuses()).toEqual({ Good: 'CREATE_COMPLETE', Bad: 'CREATE_COMPLETE', Later: 'CREATE_COMPLETE' });
  });

  test('has no complete state, so rolling back deletes its resources, even after an update that failed as well', async () => {
    await stacks.create('one', template, { DisableRollback: true });
    const more = { Resources: { ...template.Resources, More: parameter('m', { Name: '/more' }) } };
    expect(await stacks.update('one', more, { DisableRollback: true })).toBe('UPDATE_FAILED');
    await stacks.call('RollbackStack', { StackName: 'one' });
    expect(await stacks.settle('one')).toBe('ROLLBACK_COMPLETE');
    expect([await stacks.parameter('/good'), await stacks.parameter('/more')]).toEqual([undefined, undefined]);
  });
});

test.each([[{}, 'kept'], [{ RetainExceptOnCreate: true }, undefined]])('a failed creation with %j leaves %s of a retained resource', async (input, left) => {
  const kept = parameter('kept', { Name: '/kept', DeletionPolicy: 'Retain' });
  expect(await stacks.create('one', { Resources: { Kept: kept, Bad: broken({ DependsOn: 'Kept' }) } }, input)).toBe('ROLLBACK_COMPLETE');
  expect(await stacks.parameter('/kept')).toBe(left);
});

test('OnFailure DELETE deletes the stack', async () => {
  const { StackId } = await stacks.call('CreateStack', { StackName: 'one', TemplateBody: JSON.stringify({ Resources: { Bad: broken() } }), OnFailure: 'DELETE' });
  expect(await stacks.settle(StackId)).toBe('DELETE_COMPLETE');
});

describe('an update without rollback', () => {
  const template = (value: string, expression: string, more: object = {}) =>
    ({ Resources: { P: parameter(value, { Name: '/p' }), R: rule(expression), ...more } });
  const fail = () => stacks.update('one', template('2', 'never', { New: parameter('n', { Name: '/new' }) }), { DisableRollback: true });
  beforeEach(async () => { await stacks.create('one', template('1', 'rate(1 day)')); });

  test('keeps what succeeded, and reverts the failed resource', async () => {
    expect(await fail()).toBe('UPDATE_FAILED');
    expect(await statuses()).toEqual({ P: 'UPDATE_COMPLETE', R: 'UPDATE_FAILED', New: 'CREATE_COMPLETE' });
    expect([await stacks.parameter('/p'), await stacks.parameter('/new'), await schedule()]).toEqual(['2', 'n', 'rate(1 day)']);
    const { StackStatusReason, DisableRollback } = await stacks.describe('one');
    expect([StackStatusReason, DisableRollback]).toEqual(['The following resource(s) failed to update: [R]. ', true]);
  });

  test('is rolled back to the last complete state, however many updates failed', async () => {
    await fail();
    expect(await stacks.update('one', template('3', 'never'), { DisableRollback: true })).toBe('UPDATE_FAILED');
    await stacks.call('RollbackStack', { StackName: 'one' });
    expect(await stacks.settle('one')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([await stacks.parameter('/p'), await stacks.parameter('/new'), await schedule()]).toEqual(['1', undefined, 'rate(1 day)']);
  });

  test('continues by another one', async () => {
    await fail();
    await expect(stacks.update('one', template('3', 'rate(2 days)'))).rejects.toThrow(NON_TERMINAL('UPDATE_FAILED'));
    expect(await stacks.update('one', template('3', 'rate(2 days)'), { DisableRollback: true })).toBe('UPDATE_COMPLETE');
    expect([await stacks.parameter('/p'), await stacks.parameter('/new'), await schedule()]).toEqual(['3', undefined, 'rate(2 days)']);
    await expect(stacks.call('RollbackStack', { StackName: 'one' })).rejects.toThrow('is in UPDATE_COMPLETE state and can not be rolled back.');
  });

  test('cannot be continued like a rollback that failed', async () => {
    await fail();
    await expect(stacks.call('ContinueUpdateRollback', { StackName: 'one' })).rejects.toThrow('is in UPDATE_FAILED state and can not continue rollback.');
  });

  test('replaces nothing', async () => {
    const renamed = { Resources: { P: parameter('1', { Name: '/other' }), R: rule('rate(1 day)') } };
    expect(await stacks.update('one', renamed, { DisableRollback: true })).toBe('UPDATE_FAILED');
    expect(await stacks.events('one', 'P')).toContain('UPDATE_FAILED: Replacement type updates not supported on stack with disable-rollback.');
    expect([await stacks.parameter('/p'), await stacks.parameter('/other')]).toEqual(['1', undefined]);
  });

  test('accepts a change set, which can only be executed without rollback', async () => {
    await fail();
    const { Id } = await stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName: 'cs', TemplateBody: JSON.stringify(template('3', 'rate(2 days)')) });
    await stacks.account.settled();
    await expect(stacks.call('ExecuteChangeSet', { ChangeSetName: Id })).rejects.toThrow(NON_TERMINAL('UPDATE_FAILED'));
    await stacks.call('ExecuteChangeSet', { ChangeSetName: Id, DisableRollback: true });
    expect(await stacks.settle('one')).toBe('UPDATE_COMPLETE');
  });
});

test('a resource that could not be created is deleted by the next operation before it is created again', async () => {
  // The policy exists although its creation failed.
  const policy = (Roles: string[]) => ({
    Resources: {
      P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [] }, Roles } },
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'role', AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } } },
    },
  });
  expect(await stacks.create('one', policy([]), { DisableRollback: true })).toBe('CREATE_FAILED');
  expect(await stacks.update('one', policy([]), { DisableRollback: true })).toBe('UPDATE_FAILED');
  expect((await stacks.events('one', 'P')).map(event => event.split(':')[0])).toContain('DELETE_FAILED');
});

describe('OnStackFailure of a change set', () => {
  const make = (input: Record<string, unknown>) => stacks.call('CreateChangeSet', {
    StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources: { Good: parameter('g'), Bad: parameter('x', { Name: RESERVED }) } }), ...input,
  });

  test.each([['DO_NOTHING', 'CREATE_FAILED'], ['ROLLBACK', 'ROLLBACK_COMPLETE'], ['DELETE', 'DELETE_COMPLETE']])('%s ends in %s', async (OnStackFailure, status) => {
    const { StackId } = await make({ OnStackFailure });
    await stacks.account.settled();
    await stacks.call('ExecuteChangeSet', { StackName: 'one', ChangeSetName: 'cs' });
    expect(await stacks.settle(StackId)).toBe(status);
  });

  test('excludes DisableRollback', async () => {
    await make({ OnStackFailure: 'ROLLBACK' });
    await stacks.account.settled();
    await expect(stacks.call('ExecuteChangeSet', { StackName: 'one', ChangeSetName: 'cs', DisableRollback: true })).rejects.toThrow(/not both/);
  });

  test('DELETE is for creations', async () => {
    await stacks.create('one', { Resources: { Good: parameter('g') } });
    await expect(make({ OnStackFailure: 'DELETE', ChangeSetType: 'UPDATE' })).rejects.toThrow(/OnStackFailure DELETE/);
  });
});

// Validated on AWS by LocalStack: test_failure_options_for_stack_update.
test.each([[false, 2], [true, 1]])('of two buckets, one with a wrong rule, DisableRollback %p leaves %i complete', async (DisableRollback, complete) => {
  const lifecycle = { Rules: [{ Id: 'Invalid', Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: { Ref: 'Days' } }] }] };
  const template = {
    Parameters: { Days: { Type: 'String', Default: '30' } },
    Resources: { Bucket1: { Type: 'AWS::S3::Bucket' }, Bucket2: { Type: 'AWS::S3::Bucket', Properties: { LifecycleConfiguration: lifecycle } } },
  };
  await stacks.create('one', template);
  await stacks.update('one', template, { DisableRollback, Parameters: [{ ParameterKey: 'Days', ParameterValue: '-1' }] });
  expect(Object.values(await statuses()).filter(status => ['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(status as string))).toHaveLength(complete);
});
