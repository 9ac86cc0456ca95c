import { broken, parameter, Stacks, TRUST } from './testing';

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

test('an update with nothing to change is refused', async () => {
  const template = { Resources: { P: parameter('x') } };
  await stacks.create('one', template);
  await expect(stacks.update('one', template)).rejects.toMatchObject({ name: 'ValidationError', message: 'No updates are to be performed.' });
});

test('an update of a stack that does not exist is refused', async () => {
  await expect(stacks.update('nobody', { Resources: { P: parameter('x') } })).rejects.toThrow('Stack [nobody] does not exist');
});

test('an update changes, adds and removes resources; unchanged ones have no event', async () => {
  await stacks.create('one', { Resources: { Same: parameter('s'), Changed: parameter('a', { Name: '/changed' }), Removed: parameter('r', { Name: '/removed' }) } });
  const after = { Resources: { Same: parameter('s'), Changed: parameter('b', { Name: '/changed' }), Added: parameter('n', { Name: '/added' }) } };
  expect(await stacks.update('one', after)).toBe('UPDATE_COMPLETE');
  expect([await stacks.parameter('/changed'), await stacks.parameter('/removed'), await stacks.parameter('/added')]).toEqual(['b', undefined, 'n']);
  expect(await stacks.events('one', 'Same')).toHaveLength(3);
  expect((await stacks.events('one')).slice(-3)).toEqual(['UPDATE_IN_PROGRESS: User Initiated', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE']);
});

test('a new name replaces a resource, and its references are updated', async () => {
  const template = (name: string) => ({ Resources: { A: parameter('v', { Name: name }), B: parameter({ Ref: 'A' }, { Name: '/b' }) } });
  await stacks.create('one', template('/old'));
  expect(await stacks.update('one', template('/new'))).toBe('UPDATE_COMPLETE');
  expect([await stacks.parameter('/old'), await stacks.parameter('/new'), await stacks.parameter('/b')]).toEqual([undefined, 'v', '/new']);
  expect((await stacks.events('one', 'A')).slice(3)).toEqual([
    'UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.',
    'UPDATE_IN_PROGRESS: Resource creation Initiated', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE',
  ]);
});

test('DescribeStackResources shows each resource with the status of its own last change', async () => {
  await stacks.create('one', { Resources: { A: parameter('1') } });
  await stacks.update('one', { Resources: { A: parameter('2'), B: parameter('3') } });
  const { StackResources } = await stacks.call('DescribeStackResources', { StackName: 'one' });
  expect(StackResources.map((resource: any) => [resource.LogicalResourceId, resource.ResourceStatus])).toEqual([['A', 'UPDATE_COMPLETE'], ['B', 'CREATE_COMPLETE']]);
});

test.each([[undefined, undefined], ['Delete', undefined], ['Retain', 'v']])('UpdateReplacePolicy %s leaves %s of what was replaced', async (UpdateReplacePolicy, left) => {
  const template = (name: string) => ({ Resources: { A: parameter('v', { Name: name, UpdateReplacePolicy }) } });
  await stacks.create('one', template('/old'));
  await stacks.update('one', template('/new'));
  expect(await stacks.parameter('/old')).toBe(left);
});

test.each([[undefined, undefined], ['Retain', 'v'], ['RetainExceptOnCreate', 'v']])('DeletionPolicy %s leaves %s of what is removed from the template', async (DeletionPolicy, left) => {
  await stacks.create('one', { Resources: { A: parameter('v', { Name: '/a', DeletionPolicy }), B: parameter('b') } });
  await stacks.update('one', { Resources: { B: parameter('b') } });
  expect(await stacks.parameter('/a')).toBe(left);
  await expect(stacks.physicalId('one', 'A')).rejects.toThrow('Resource A does not exist for stack one');
});

test('an update of outputs alone is an update', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  expect(await stacks.update('one', { Resources: { P: parameter('x') }, Outputs: { O: { Value: 'o' } } })).toBe('UPDATE_COMPLETE');
  expect(await stacks.outputs('one')).toEqual({ O: 'o' });
});

test('tags of a stack are propagated to its resources, which keep their own', async () => {
  const tagged = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/p', Type: 'String', Value: 'x', Tags: { own: 'mine', team: 'resource' } } };
  await stacks.create('one', { Resources: { P: tagged } }, { Tags: [{ Key: 'team', Value: 'stack' }, { Key: 'kind', Value: 'a' }] });
  const tags = async () => {
    const { TagList } = await stacks.account.call('ssm', 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId: '/p' });
    return Object.fromEntries(TagList.map((tag: any) => [tag.Key, tag.Value]));
  };
  expect(await tags()).toEqual({ own: 'mine', team: 'resource', kind: 'a' });
  expect(await stacks.update('one', { Resources: { P: tagged } }, { Tags: [{ Key: 'kind', Value: 'b' }] })).toBe('UPDATE_COMPLETE');
  expect(await tags()).toEqual({ own: 'mine', team: 'resource', kind: 'b' });
});

test('a resource cannot change its type', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  await expect(stacks.update('one', { Resources: { P: { Type: 'AWS::SNS::Topic' } } })).rejects.toThrow(/The new template modifies resource type of the following resources: \[P\]/);
});

test('a custom-named resource that would have to be replaced under its own name fails the update', async () => {
  const template = (Path: string) => ({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'mine', Path, AssumeRolePolicyDocument: TRUST } } } });
  await stacks.create('one', template('/'));
  expect(await stacks.update('one', template('/deep/'))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await stacks.events('one', 'R'))[4]).toContain('Rename mine and update the stack again.');
});

describe('an update that fails', () => {
  const before = {
    Parameters: { V: { Type: 'String', Default: 'a' } },
    Resources: { Changed: parameter({ Ref: 'V' }, { Name: '/changed' }), Replaced: parameter('r', { Name: '/old' }), Removed: parameter('x', { Name: '/removed' }) },
    Outputs: { Value: { Value: { 'Fn::GetAtt': ['Changed', 'Value'] } } },
  };
  const after = {
    Parameters: { V: { Type: 'String', Default: 'b' } },
    Resources: {
      Changed: parameter({ Ref: 'V' }, { Name: '/changed' }),
      Replaced: parameter('r', { Name: '/new' }),
      Added: parameter('n', { Name: '/added' }),
      Bad: broken({ DependsOn: ['Changed', 'Replaced', 'Added'] }),
    },
    Outputs: { Value: { Value: { 'Fn::GetAtt': ['Changed', 'Value'] } } },
  };

  test('reverts everything and ends in UPDATE_ROLLBACK_COMPLETE', async () => {
    await stacks.create('one', before, { Tags: [{ Key: 'k', Value: '1' }] });
    expect(await stacks.update('one', after, { Tags: [{ Key: 'k', Value: '2' }] })).toBe('UPDATE_ROLLBACK_COMPLETE');
    const values = await Promise.all(['/changed', '/old', '/new', '/added', '/removed'].map(name => stacks.parameter(name)));
    expect(values).toEqual(['a', 'r', undefined, undefined, 'x']);
    expect(await stacks.outputs('one')).toEqual({ Value: 'a' });
    const { Parameters, Tags } = await stacks.describe('one');
    expect(Parameters[0].ParameterValue).toBe('a');
    expect(Tags).toEqual([{ Key: 'k', Value: '1' }]);
    expect(await stacks.physicalId('one', 'Replaced')).toBe('/old');
    expect((await stacks.events('one')).slice(2)).toEqual([
      'UPDATE_IN_PROGRESS: User Initiated', 'UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad]. ',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await stacks.events('one', 'Added')).toEqual([
      'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS: Resource creation Initiated', 'CREATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE',
    ]);
  });

  test('can be followed by a successful one', async () => {
    await stacks.create('one', before);
    await stacks.update('one', after);
    const { Bad, ...good } = after.Resources;
    expect(Bad).toBeDefined();
    expect(await stacks.update('one', { ...after, Resources: good })).toBe('UPDATE_COMPLETE');
    const values = await Promise.all(['/changed', '/old', '/new', '/added', '/removed'].map(name => stacks.parameter(name)));
    expect(values).toEqual(['b', undefined, 'r', 'n', undefined]);
  });

  test('keeps its state with DisableRollback, and can be rolled back later', async () => {
    await stacks.create('one', before);
    expect(await stacks.update('one', after, { DisableRollback: true })).toBe('UPDATE_FAILED');
    expect(await stacks.parameter('/changed')).toBe('b');
    await stacks.call('RollbackStack', { StackName: 'one' });
    expect(await stacks.settle('one')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.parameter('/changed')).toBe('a');
  });

  test('does not restore a resource that was deleted outside of the stack, so the rollback fails until it is skipped', async () => {
    await stacks.create('one', before);
    const put = stacks.account.call.bind(stacks.account);
    const call = jest.spyOn(stacks.account, 'call').mockImplementation(async (service, operation, input = {}, options) => {
      const answer = await put(service, operation, input, options);
      const isUpdate = operation === 'PutParameter' && (input as any).Name === '/changed';
      if (isUpdate) await put('ssm', 'DeleteParameter', { Name: '/changed' });
      return answer;
    });
    expect(await stacks.update('one', after)).toBe('UPDATE_ROLLBACK_FAILED');
    call.mockRestore();
    expect((await stacks.describe('one')).StackStatusReason).toBe('The following resource(s) failed to update: [Changed]. ');
    await expect(stacks.update('one', after)).rejects.toThrow(/is in UPDATE_ROLLBACK_FAILED state and can not be updated/);
    await stacks.call('ContinueUpdateRollback', { StackName: 'one', ResourcesToSkip: ['Changed'] });
    expect(await stacks.settle('one')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.parameter('/removed')).toBe('x');
  });

  test('is the result of a cancelled update', async () => {
    await stacks.create('one', before);
    const { Bad, ...good } = after.Resources;
    expect(Bad).toBeDefined();
    await stacks.call('UpdateStack', { StackName: 'one', TemplateBody: JSON.stringify({ ...after, Resources: good }) });
    await stacks.call('CancelUpdateStack', { StackName: 'one' });
    expect(await stacks.settle('one')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await stacks.parameter('/changed')).toBe('a');
  });
});
