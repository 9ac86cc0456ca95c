import {
  AddTagsToResourceCommand, DeleteParameterCommand, DeleteParametersCommand, DescribeParametersCommand, GetParameterCommand,
  GetParameterHistoryCommand, GetParametersByPathCommand, GetParametersCommand, LabelParameterVersionCommand, ListTagsForResourceCommand,
  ParameterAlreadyExists, ParameterNotFound, PutParameterCommand, RemoveTagsFromResourceCommand, SSMClient, UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { served, Served } from './served';

let account: Served;
let ssm: SSMClient;
beforeEach(async () => {
  account = await served();
  ssm = new SSMClient(account.config);
});
afterEach(async () => {
  ssm.destroy();
  await account.close();
});

const put = (Name: string, Value: string, more: object = {}) => ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, more: object = {}) => (await ssm.send(new GetParameterCommand({ Name, ...more }))).Parameter!;

describe('a parameter', () => {
  test('is read back with its version, ARN and date', async () => {
    await expect(put('/a/b', 'x')).resolves.toMatchObject({ Version: 1, Tier: 'Standard' });
    const parameter = await get('/a/b');
    expect(parameter).toMatchObject({ Value: 'x', Version: 1, Type: 'String', DataType: 'text', ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/a/b' });
    expect(Date.now() - parameter.LastModifiedDate!.getTime()).toBeLessThan(10_000);
  });

  test('is overwritten only on request, and keeps its versions', async () => {
    await put('/a', '1');
    await expect(put('/a', '2')).rejects.toBeInstanceOf(ParameterAlreadyExists);
    await expect(put('/a', '2', { Overwrite: true })).resolves.toMatchObject({ Version: 2 });
    await expect(get('/a:1')).resolves.toMatchObject({ Value: '1', Selector: ':1' });
    await expect(get('/a:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
    const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name: '/a' }));
    expect(Parameters!.map(({ Value }) => Value)).toEqual(['1', '2']);
  });

  test('keeps its type when it is overwritten', async () => {
    await put('/a', '1');
    await expect(put('/a', '2', { Overwrite: true, Type: 'StringList' })).rejects.toMatchObject({ name: 'HierarchyTypeMismatchException' });
    await expect(put('/a', '2', { Overwrite: true, Type: undefined })).resolves.toMatchObject({ Version: 2 });
  });

  test('that is missing has its specific error', async () => {
    await expect(get('/missing')).rejects.toBeInstanceOf(ParameterNotFound);
    await expect(ssm.send(new DeleteParameterCommand({ Name: '/missing' }))).rejects.toBeInstanceOf(ParameterNotFound);
  });

  test.each([
    ['aws-reserved', 'AccessDeniedException'],
    ['/ssm/reserved', 'ValidationException'],
    ['not/qualified', 'ValidationException'],
    ['/with space', 'ValidationException'],
    [`/${Array.from({ length: 16 }, (_, i) => i).join('/')}`, 'HierarchyLevelLimitExceededException'],
  ])('cannot be named %s', async (name, error) => {
    await expect(put(name, 'x')).rejects.toMatchObject({ name: error });
  });

  test('is limited to 4 KB, and to 8 KB in the advanced tier', async () => {
    await expect(put('/a', 'x'.repeat(4097))).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('4096') });
    await expect(put('/a', 'x'.repeat(4097), { Tier: 'Advanced' })).resolves.toMatchObject({ Tier: 'Advanced' });
    await expect(put('/b', 'x'.repeat(8193), { Tier: 'Advanced' })).rejects.toMatchObject({ message: expect.stringContaining('8192') });
    await expect(put('/c', 'x'.repeat(5000), { Tier: 'Intelligent-Tiering' })).resolves.toMatchObject({ Tier: 'Advanced' });
    await expect(put('/a', 'x', { Tier: 'Standard', Overwrite: true })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('of type SecureString is returned only with decryption', async () => {
    await put('/secret', 'plain', { Type: 'SecureString' });
    expect((await get('/secret')).Value).not.toContain('plain');
    await expect(get('/secret', { WithDecryption: true })).resolves.toMatchObject({ Value: 'plain' });
  });

  test('has to match its allowed pattern', async () => {
    await expect(put('/a', 'x', { AllowedPattern: '\\d+' })).rejects.toMatchObject({ name: 'ParameterPatternMismatchException' });
    await expect(put('/a', '12', { AllowedPattern: '\\d+' })).resolves.toMatchObject({ Version: 1 });
  });
});

describe('many parameters', () => {
  test('are read by path in pages of ten', async () => {
    for (let i = 0; i < 23; i++) await put(`/p/${String(i).padStart(2, '0')}`, String(i));
    await put('/p/nested/deep', 'x');
    await put('/pp', 'x');
    const names: string[] = [];
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const answer = await ssm.send(new GetParametersByPathCommand({ Path: '/p', Recursive: true, NextToken }));
      names.push(...answer.Parameters!.map(({ Name }) => Name!));
      sizes.push(answer.Parameters!.length);
      NextToken = answer.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([10, 10, 4]);
    expect(new Set(names).size).toBe(24);
    const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path: '/p/nested/' }));
    expect(Parameters!.map(({ Name }) => Name)).toEqual(['/p/nested/deep']);
    await expect(ssm.send(new GetParametersByPathCommand({ Path: '/p', MaxResults: 11 }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('are read and deleted by name, and missing ones are listed', async () => {
    await put('/a', '1');
    await put('/b', '2');
    const found = await ssm.send(new GetParametersCommand({ Names: ['/a', '/b', '/c'] }));
    expect(found.Parameters!.map(({ Value }) => Value)).toEqual(['1', '2']);
    expect(found.InvalidParameters).toEqual(['/c']);
    const deleted = await ssm.send(new DeleteParametersCommand({ Names: ['/a', '/c'] }));
    expect(deleted).toMatchObject({ DeletedParameters: ['/a'], InvalidParameters: ['/c'] });
    await expect(ssm.send(new GetParametersCommand({ Names: Array(11).fill('/a') }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('are described by filters', async () => {
    await put('/x/one', '1', { Tags: [{ Key: 'team', Value: 'red' }] });
    await put('/x/two', '2', { Type: 'StringList' });
    const described = async (Key: string, Values?: string[], Option?: string) =>
      (await ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key, Values, Option }] }))).Parameters!.map(({ Name }) => Name);
    await expect(described('Name', ['/x'], 'BeginsWith')).resolves.toEqual(['/x/one', '/x/two']);
    await expect(described('Type', ['StringList'])).resolves.toEqual(['/x/two']);
    await expect(described('tag:team', ['red'])).resolves.toEqual(['/x/one']);
    await expect(described('Path', ['/x'])).resolves.toEqual(['/x/one', '/x/two']);
    await expect(described('Colour', ['red'])).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });
});

test('labels move from version to version', async () => {
  await put('/a', '1');
  await put('/a', '2', { Overwrite: true });
  await ssm.send(new LabelParameterVersionCommand({ Name: '/a', ParameterVersion: 1, Labels: ['live', 'aws-no'] }));
  await expect(get('/a:live')).resolves.toMatchObject({ Value: '1' });
  await expect(ssm.send(new LabelParameterVersionCommand({ Name: '/a', Labels: ['live'] }))).resolves.toMatchObject({ ParameterVersion: 2 });
  await expect(get('/a:live')).resolves.toMatchObject({ Value: '2' });
  await expect(ssm.send(new UnlabelParameterVersionCommand({ Name: '/a', ParameterVersion: 2, Labels: ['live'] })))
    .resolves.toMatchObject({ RemovedLabels: ['live'] });
});

test('tags are added, listed and removed', async () => {
  await put('/a', '1', { Tags: [{ Key: 'x', Value: '1' }] });
  const resource = { ResourceType: 'Parameter', ResourceId: '/a' } as const;
  await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'y', Value: '2' }] }));
  await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['x'] }));
  await expect(ssm.send(new ListTagsForResourceCommand(resource))).resolves.toMatchObject({ TagList: [{ Key: 'y', Value: '2' }] });
  await expect(ssm.send(new ListTagsForResourceCommand({ ...resource, ResourceId: '/b' }))).rejects.toMatchObject({ name: 'InvalidResourceId' });
});

test('the number of standard parameters is limited, overwriting them is not', async () => {
  for (let i = 0; i < 10_000; i++) await account.account.call('ssm', 'PutParameter', { Name: `/many/${i}`, Value: 'x', Type: 'String' });
  await expect(put('/one-more', 'x')).rejects.toMatchObject({ name: 'ParameterLimitExceeded' });
  await expect(put('/many/1', 'y', { Overwrite: true })).resolves.toMatchObject({ Version: 2 });
  await expect(put('/one-more', 'x', { Tier: 'Advanced' })).resolves.toMatchObject({ Version: 1 });
}, 30_000);
