import { parameter, Stacks } from './testing';

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const producer = (value: string, name = 'shared') => ({ Resources: { P: parameter(value) }, Outputs: { Out: { Value: value, Export: { Name: name } } } });
const consumer = { Resources: { C: parameter({ 'Fn::ImportValue': 'shared' }, { Name: '/imported' }) } };

test('an export is imported, listed, and so are its importers', async () => {
  await stacks.create('producer', producer('v1'));
  await stacks.create('consumer', consumer);
  expect(await stacks.parameter('/imported')).toBe('v1');
  const { StackId } = await stacks.describe('producer');
  expect((await stacks.call('ListExports')).Exports).toEqual([{ ExportingStackId: StackId, Name: 'shared', Value: 'v1' }]);
  expect((await stacks.call('ListImports', { ExportName: 'shared' })).Imports).toEqual(['consumer']);
});

test('an unknown export fails the importing stack', async () => {
  expect(await stacks.create('consumer', consumer)).toBe('ROLLBACK_COMPLETE');
  expect((await stacks.events('consumer'))[1]).toBe('ROLLBACK_IN_PROGRESS: No export named shared found. Rollback requested by user.');
});

test('a changed export in use rolls the update back, naming the importing stack', async () => {
  await stacks.create('producer', producer('v1'));
  await stacks.create('consumer', consumer);
  expect(await stacks.update('producer', producer('v2'))).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await stacks.events('producer')).toContain('UPDATE_ROLLBACK_IN_PROGRESS: Export shared cannot be updated as it is in use by consumer. ');
  expect(await stacks.outputs('producer')).toEqual({ Out: 'v1' });
});

test('a removed export in use rolls the update back, naming the importing stack', async () => {
  await stacks.create('producer', producer('v1'));
  await stacks.create('consumer', consumer);
  expect(await stacks.update('producer', { Resources: { P: parameter('other') } })).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await stacks.events('producer')).toContain('UPDATE_ROLLBACK_IN_PROGRESS: Export shared cannot be deleted as it is in use by consumer. ');
});

test('a stack whose export is in use is not deleted until its importer is', async () => {
  await stacks.create('producer', producer('v1'));
  await stacks.create('consumer', consumer);
  expect(await stacks.delete('producer')).toBe('DELETE_FAILED');
  expect((await stacks.describe('producer')).StackStatusReason).toBe('Delete canceled. Cannot delete export shared as it is in use by consumer.');
  expect(await stacks.delete('consumer')).toBe('DELETE_COMPLETE');
  expect(await stacks.delete('producer')).toBe('DELETE_COMPLETE');
});

test('an export without importers can change', async () => {
  await stacks.create('producer', producer('v1'));
  expect(await stacks.update('producer', producer('v2'))).toBe('UPDATE_COMPLETE');
});

test('an export name that another stack uses fails the creation', async () => {
  await stacks.create('producer', producer('v1'));
  expect(await stacks.create('second', producer('v2'))).toBe('ROLLBACK_COMPLETE');
  expect((await stacks.events('second')).find(event => event.startsWith('ROLLBACK_IN_PROGRESS')))
    .toBe('ROLLBACK_IN_PROGRESS: Export with name shared is already exported by stack producer. Rollback requested by user.');
});

// Recorded by LocalStack: test_describe_change_set_import_non_existent_export and ..._then_create.
describe('a change set that imports an export which does not exist yet', () => {
  const describeSet = (input: Record<string, unknown> = {}) => stacks.call('DescribeChangeSet', { StackName: 'consumer', ChangeSetName: 'cs', ...input });
  const execute = async () => {
    await stacks.call('ExecuteChangeSet', { StackName: 'consumer', ChangeSetName: 'cs' });
    return stacks.settle('consumer');
  };

  beforeEach(async () => {
    await stacks.call('CreateChangeSet', { StackName: 'consumer', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify(consumer) });
    await stacks.account.settled();
  });

  test('is available, and has a warning if values are requested', async () => {
    expect(await describeSet()).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE', StatusReason: undefined });
    const { StatusReason, Changes: [{ ResourceChange }] } = await describeSet({ IncludePropertyValues: true });
    expect(StatusReason).toBe('[WARN] --include-property-values option can return incomplete ChangeSet data because: '
      + 'ChangeSet creation failed for resource [C] because: No export named shared');
    expect(JSON.parse(ResourceChange.AfterContext).Properties.Value).toBe('{{changeSet:KNOWN_AFTER_APPLY}}');
  });

  test('is executed with the value that the export has at that time', async () => {
    await stacks.create('producer', producer('late'));
    expect(await execute()).toBe('CREATE_COMPLETE');
    expect(await stacks.parameter('/imported')).toBe('late');
    expect((await stacks.describe('consumer')).ChangeSetId).toBeDefined();
  });

  test('fails when the export is still missing', async () => {
    expect(await execute()).toBe('ROLLBACK_COMPLETE');
    expect(await stacks.events('consumer')).toContain('ROLLBACK_IN_PROGRESS: No export named shared found. Rollback requested by user.');
    const { ChangeSetId, DeletionTime } = await stacks.describe('consumer');
    expect([ChangeSetId, DeletionTime]).toEqual([undefined, expect.any(Date)]);
  });
});

test('an update by a change set has a warning about a missing export, too', async () => {
  await stacks.create('consumer', { Resources: { C: parameter('plain', { Name: '/imported' }) } });
  await stacks.call('CreateChangeSet', { StackName: 'consumer', ChangeSetName: 'cs', TemplateBody: JSON.stringify(consumer) });
  await stacks.account.settled();
  const { StatusReason } = await stacks.call('DescribeChangeSet', { StackName: 'consumer', ChangeSetName: 'cs', IncludePropertyValues: true });
  expect(StatusReason).toMatch(/resource \[C\] because: No export named shared$/);
});
