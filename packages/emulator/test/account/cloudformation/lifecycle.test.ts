import { parameter, broken, Stacks } from './testing';
import { cloudformationService } from '../../../src/account/cloudformation';

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

describe('creation', () => {
  test('is answered before it is complete, and every intermediate status can be read', async () => {
    await stacks.call('CreateStack', { StackName: 'one', TemplateBody: JSON.stringify({ Resources: { P: parameter('x', { Name: '/p' }) } }) });
    expect((await stacks.describe('one')).StackStatus).toBe('CREATE_IN_PROGRESS');
    expect(await stacks.parameter('/p')).toBeUndefined();
    expect(await stacks.settle('one')).toBe('CREATE_COMPLETE');
    expect(await stacks.parameter('/p')).toBe('x');
    expect(await stacks.events('one')).toEqual(['CREATE_IN_PROGRESS: User Initiated', 'CREATE_COMPLETE']);
    expect(await stacks.events('one', 'P')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS: Resource creation Initiated', 'CREATE_COMPLETE']);
  });

  test('that fails deletes the created resources and ends in ROLLBACK_COMPLETE, after which only deletion is possible', async () => {
    const template = { Resources: { Good: parameter('x', { Name: '/good' }), Bad: broken({ DependsOn: 'Good' }) } };
    expect(await stacks.create('one', template)).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.parameter('/good')).toBeUndefined();
    expect((await stacks.events('one'))[1]).toBe('ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad]. Rollback requested by user.');
    await expect(stacks.update('one', { Resources: { Good: parameter('y') } })).rejects.toThrow(/is in ROLLBACK_COMPLETE state and can not be updated/);
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
    expect(await stacks.create('one', { Resources: { Good: parameter('y') } })).toBe('CREATE_COMPLETE');
  });

  test.each([
    [{ DisableRollback: true }, 'CREATE_FAILED', 'x'],
    [{ OnFailure: 'DO_NOTHING' }, 'CREATE_FAILED', 'x'],
    [{ OnFailure: 'ROLLBACK' }, 'ROLLBACK_COMPLETE', undefined],
  ])('that fails with %j ends in %s', async (options, status, left) => {
    const template = { Resources: { Good: parameter('x', { Name: '/good' }), Bad: broken({ DependsOn: 'Good' }) } };
    expect(await stacks.create('one', template, options)).toBe(status);
    expect(await stacks.parameter('/good')).toBe(left);
  });

  test('that fails with OnFailure DELETE leaves no stack', async () => {
    const { StackId } = await stacks.call('CreateStack', { StackName: 'one', TemplateBody: JSON.stringify({ Resources: { Bad: broken() } }), OnFailure: 'DELETE' });
    expect(await stacks.settle(StackId)).toBe('DELETE_COMPLETE');
    await expect(stacks.describe('one')).rejects.toThrow('Stack with id one does not exist');
  });

  test('of a resource whose physical name exists fails', async () => {
    await stacks.account.call('ssm', 'PutParameter', { Name: '/taken', Value: 'mine', Type: 'String' });
    expect(await stacks.create('one', { Resources: { P: parameter('x', { Name: '/taken' }) } })).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.events('one', 'P'))[1]).toBe("CREATE_FAILED: Resource of type 'AWS::SSM::Parameter' with identifier '/taken' already exists.");
    expect(await stacks.parameter('/taken')).toBe('mine');
  });

  test('of a stack that exists is refused, unless it is the same request again', async () => {
    const template = { Resources: { P: parameter('x') } };
    await stacks.create('one', template, { ClientRequestToken: 'token-1' });
    await expect(stacks.create('one', template)).rejects.toMatchObject({ name: 'AlreadyExistsException', message: 'Stack [one] already exists' });
    const { StackId } = await stacks.describe('one');
    const again = await stacks.call('CreateStack', { StackName: 'one', TemplateBody: JSON.stringify(template), ClientRequestToken: 'token-1' });
    expect(again.StackId).toBe(StackId);
  });

  test('has the token of its request in its events', async () => {
    await stacks.create('one', { Resources: { P: parameter('x') } }, { ClientRequestToken: 'token-1' });
    const { StackEvents } = await stacks.call('DescribeStackEvents', { StackName: 'one' });
    expect(new Set(StackEvents.map((event: any) => event.ClientRequestToken))).toEqual(new Set(['token-1']));
  });

  test('checks required and unknown properties when a resource is about to be created', async () => {
    const template = { Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Vaule: 'x' } } } };
    expect(await stacks.create('one', template)).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.events('one', 'P'))[1]).toBe(
      'CREATE_FAILED: Property validation failure: [The property {/Value} is required, Encountered unsupported properties in {/}: [Vaule]]');
  });
});

describe('deletion', () => {
  test('of a stack that does not exist succeeds', async () => {
    await expect(stacks.call('DeleteStack', { StackName: 'nobody' })).resolves.toEqual({});
  });

  test('is refused under termination protection', async () => {
    await stacks.create('one', { Resources: { P: parameter('x') } }, { EnableTerminationProtection: true });
    await expect(stacks.delete('one')).rejects.toThrow('Stack [one] cannot be deleted while TerminationProtection is enabled');
    await stacks.call('UpdateTerminationProtection', { StackName: 'one', EnableTerminationProtection: false });
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  });

  test('fails for a bucket that is not empty, and succeeds once it is', async () => {
    await stacks.create('one', { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } } } });
    await stacks.account.call('s3', 'PutObject', { Bucket: 'full-bucket', Key: 'k', Body: Buffer.from('x') });
    expect(await stacks.delete('one')).toBe('DELETE_FAILED');
    expect((await stacks.describe('one')).StackStatusReason).toBe('The following resource(s) failed to delete: [B]. ');
    await stacks.account.call('s3', 'DeleteObject', { Bucket: 'full-bucket', Key: 'k' });
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  });

  test('may retain resources only after it failed', async () => {
    await stacks.create('one', { Resources: { P: parameter('x') } });
    await expect(stacks.delete('one', { RetainResources: ['P'] })).rejects.toThrow(/only when the stack is in the DELETE_FAILED state/);
  });

  test('of a stack that is being created stops the creation first', async () => {
    const { StackId } = await stacks.call('CreateStack', {
      StackName: 'one', TemplateBody: JSON.stringify({ Resources: { P: parameter('x', { Name: '/p' }), Q: parameter('y', { Name: '/q', DependsOn: 'P' }) } }),
    });
    await stacks.call('DeleteStack', { StackName: 'one' });
    expect(await stacks.settle(StackId)).toBe('DELETE_COMPLETE');
    expect([await stacks.parameter('/p'), await stacks.parameter('/q')]).toEqual([undefined, undefined]);
  });

  test.each([
    [undefined, undefined],
    ['Delete', undefined],
    ['Retain', 'x'],
    ['RetainExceptOnCreate', 'x'],
  ])('with DeletionPolicy %s leaves %s', async (DeletionPolicy, left) => {
    await stacks.create('one', { Resources: { P: parameter('x', { Name: '/p', DeletionPolicy }) } });
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
    expect(await stacks.parameter('/p')).toBe(left);
  });

  test.each([
    ['Retain', 'x'],
    ['RetainExceptOnCreate', undefined],
  ])('by rollback of the creation with DeletionPolicy %s leaves %s', async (DeletionPolicy, left) => {
    expect(await stacks.create('one', { Resources: { P: parameter('x', { Name: '/p', DeletionPolicy }), Bad: broken({ DependsOn: 'P' }) } })).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.parameter('/p')).toBe(left);
  });

  test('succeeds if a resource was deleted already', async () => {
    await stacks.create('one', { Resources: { P: parameter('x', { Name: '/p' }) } });
    await stacks.account.call('ssm', 'DeleteParameter', { Name: '/p' });
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  });

  test('uses the last role, and is refused if that role was deleted', async () => {
    const role = { RoleName: 'deployer', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' };
    const { Role } = await stacks.account.call('iam', 'CreateRole', role);
    await stacks.create('one', { Resources: { P: parameter('x') } }, { RoleARN: Role.Arn });
    expect((await stacks.describe('one')).RoleARN).toBe(Role.Arn);
    await stacks.account.call('iam', 'DeleteRole', { RoleName: 'deployer' });
    await expect(stacks.delete('one')).rejects.toThrow(`Role ${Role.Arn} is invalid or cannot be assumed`);
    await stacks.account.call('iam', 'CreateRole', role);
    expect(await stacks.delete('one')).toBe('DELETE_COMPLETE');
  });
});

test('one operation at a time: a stack in progress refuses another one', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') } });
  await stacks.call('UpdateStack', { StackName: 'one', TemplateBody: JSON.stringify({ Resources: { P: parameter('y') } }) });
  await expect(stacks.update('one', { Resources: { P: parameter('z') } })).rejects.toThrow(/^Stack:arn:.+ is in UPDATE_IN_PROGRESS state and can not be updated\.$/);
  await expect(stacks.call('DeleteStack', { StackName: 'one' })).rejects.toThrow(/cannot be deleted while in status UPDATE_IN_PROGRESS/);
  expect(await stacks.settle('one')).toBe('UPDATE_COMPLETE');
});

test('of two concurrent requests for one name one succeeds', async () => {
  const request = () => stacks.call('CreateStack', { StackName: 'one', TemplateBody: JSON.stringify({ Resources: { P: parameter('x', { Name: '/p' }) } }) });
  const answers = await Promise.allSettled([request(), request(), request()]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect((answers[1] as PromiseRejectedResult).reason).toMatchObject({ name: 'AlreadyExistsException' });
  expect(await stacks.settle('one')).toBe('CREATE_COMPLETE');
  const template = JSON.stringify({ Resources: { P: parameter('y', { Name: '/p' }) } });
  const update = () => stacks.call('UpdateStack', { StackName: 'one', TemplateBody: template });
  expect((await Promise.allSettled([update(), update()])).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(await stacks.settle('one')).toBe('UPDATE_COMPLETE');
});

test('every status is published on the event bus', async () => {
  const seen: any[] = [];
  const publish = jest.spyOn(stacks.account, 'publish').mockImplementation(event => void seen.push(event));
  await stacks.create('one', { Resources: { P: parameter('x') } });
  publish.mockRestore();
  const { StackId } = await stacks.describe('one');
  expect(seen[0]).toEqual({
    source: 'aws.cloudformation',
    detailType: 'CloudFormation Stack Status Change',
    resources: [StackId],
    detail: { 'stack-id': StackId, 'status-details': { 'status': 'CREATE_IN_PROGRESS', 'status-reason': 'User Initiated' }, 'client-request-token': '' },
  });
  expect(seen.filter(event => event.detailType === 'CloudFormation Resource Status Change').map(event => event.detail['status-details'].status))
    .toEqual(['CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
});

test('the state is JSON', async () => {
  await stacks.create('one', { Resources: { P: parameter('x') }, Outputs: { O: { Value: { Ref: 'P' } } } });
  await stacks.update('one', { Resources: { P: parameter('y') }, Outputs: { O: { Value: { Ref: 'P' } } } });
  const { state } = cloudformationService(stacks.account);
  expect(JSON.parse(JSON.stringify(state))).toEqual(structuredClone(state));
});
