import { broken, parameter, Stacks } from './testing';

let stacks: Stacks;
const URL = (key: string) => `https://s3.us-east-1.amazonaws.com/templates/${key}`;
const put = (key: string, template: object) => stacks.account.call('s3', 'PutObject', { Bucket: 'templates', Key: key, Body: Buffer.from(JSON.stringify(template)) });
const child = { Parameters: { V: { Type: 'String' } }, Resources: { C: parameter({ Ref: 'V' }, { Name: '/child' }) }, Outputs: { Value: { Value: { 'Fn::GetAtt': ['C', 'Value'] } } } };
const parent = (value: string, key = 'child.json', more: object = {}) => ({
  Resources: {
    Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: URL(key), Parameters: { V: value } } },
    After: parameter({ 'Fn::GetAtt': ['Child', 'Outputs.Value'] }, { Name: '/after' }),
    ...more,
  },
});

beforeEach(async () => {
  stacks = new Stacks();
  await stacks.account.call('s3', 'CreateBucket', { Bucket: 'templates' });
  await put('child.json', child);
});

test('a nested stack is created and deleted with its parent, and has its tags', async () => {
  expect(await stacks.create('parent', parent('v1'), { Tags: [{ Key: 'k', Value: 'v' }] })).toBe('CREATE_COMPLETE');
  expect(await stacks.parameter('/after')).toBe('v1');
  const id = await stacks.physicalId('parent', 'Child');
  const { StackId } = await stacks.describe('parent');
  expect(await stacks.describe(id)).toMatchObject({ StackStatus: 'CREATE_COMPLETE', ParentId: StackId, RootId: StackId, Tags: [{ Key: 'k', Value: 'v' }] });
  expect((await stacks.describe(id)).StackName).toMatch(/^parent-Child-[A-Z0-9]{12}$/);
  expect(await stacks.update('parent', parent('v2'), { Tags: [{ Key: 'k', Value: 'v' }] })).toBe('UPDATE_COMPLETE');
  expect([await stacks.parameter('/child'), await stacks.parameter('/after')]).toEqual(['v2', 'v2']);
  await stacks.delete('parent');
  expect((await stacks.describe(id)).StackStatus).toBe('DELETE_COMPLETE');
  expect(await stacks.parameter('/child')).toBeUndefined();
});

test('a failed nested stack rolls its parent back', async () => {
  await put('bad.json', { ...child, Resources: { ...child.Resources, Bad: broken() } });
  expect(await stacks.create('parent', parent('v1', 'bad.json'))).toBe('ROLLBACK_COMPLETE');
  expect((await stacks.events('parent', 'Child')).find(event => event.startsWith('CREATE_FAILED')))
    .toMatch(/^CREATE_FAILED: Embedded stack arn:.+ was not successfully created: .*\[Bad\]/);
  expect(await stacks.parameter('/child')).toBeUndefined();
});

test('a nested stack rolls back when another resource of its parent fails', async () => {
  await stacks.create('parent', parent('v1'));
  expect(await stacks.update('parent', parent('v2', 'child.json', { Bad: broken({ DependsOn: 'After' }) }))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect([await stacks.parameter('/child'), await stacks.parameter('/after')]).toEqual(['v1', 'v1']);
});

test('a missing template is an error of the nested stack', async () => {
  expect(await stacks.create('parent', parent('v1', 'nobody.json'))).toBe('ROLLBACK_COMPLETE');
  expect((await stacks.events('parent', 'Child'))[1]).toMatch(/^CREATE_FAILED: S3 error: /);
});
