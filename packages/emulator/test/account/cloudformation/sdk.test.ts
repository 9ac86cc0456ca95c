import {
  CancelUpdateStackCommand, ChangeSetNotFoundException, CloudFormationClient, ContinueUpdateRollbackCommand, CreateChangeSetCommand,
  CreateStackCommand, DeleteChangeSetCommand, DeleteStackCommand, DescribeChangeSetCommand, DescribeEventsCommand, DescribeStackEventsCommand,
  DescribeStackResourceCommand, DescribeStackResourcesCommand, DescribeStacksCommand, ExecuteChangeSetCommand, GetStackPolicyCommand,
  GetTemplateCommand, GetTemplateSummaryCommand, ListChangeSetsCommand, ListExportsCommand, ListImportsCommand, ListStackResourcesCommand,
  ListStacksCommand, RollbackStackCommand, SetStackPolicyCommand, UpdateStackCommand, UpdateTerminationProtectionCommand, ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { broken, parameter } from './testing';
import { served, type Served } from '../served';

let account: Served;
let client: CloudFormationClient;
beforeEach(async () => {
  account = await served();
  client = new CloudFormationClient(account.config);
});
afterEach(async () => {
  client.destroy();
  await account.close();
});

const body = (resources: object, more: object = {}) => JSON.stringify({ Resources: resources, ...more });
const SHARING = body({ P: parameter('x') }, { Outputs: { O: { Value: 'x', Export: { Name: 'shared' } } }, Description: 'shares' });
const USING = body({ Q: { ...parameter(''), Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'shared' } } } });
const create = async (StackName: string, TemplateBody: string, more: object = {}) => {
  const { StackId } = await client.send(new CreateStackCommand({ StackName, TemplateBody, ...more }));
  await account.account.settled();
  return StackId!;
};
const status = async (StackName: string) => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks![0].StackStatus;
const refused = (answer: Promise<unknown>, message: string) =>
  expect(answer).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringContaining(message), $metadata: { httpStatusCode: 400 } });

describe('what a stack holds', () => {
  test('is described: stack, events, resources and template', async () => {
    const StackId = await create('a', SHARING, { Tags: [{ Key: 'k', Value: 'v' }] });
    await expect(client.send(new DescribeStacksCommand({ StackName: 'a' }))).resolves.toMatchObject({
      Stacks: [{ StackId, CreationTime: expect.any(Date), Tags: [{ Key: 'k', Value: 'v' }], Outputs: [{ OutputKey: 'O', OutputValue: 'x', ExportName: 'shared' }] }],
    });
    await expect(client.send(new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }))).resolves.toMatchObject({ StackSummaries: [{ StackId }] });
    const { PhysicalResourceId } = (await client.send(new DescribeStackResourceCommand({ StackName: 'a', LogicalResourceId: 'P' }))).StackResourceDetail!;
    await expect(client.send(new DescribeStackResourcesCommand({ PhysicalResourceId }))).resolves
      .toMatchObject({ StackResources: [{ StackName: 'a', LogicalResourceId: 'P', ResourceStatus: 'CREATE_COMPLETE', Timestamp: expect.any(Date) }] });
    await expect(client.send(new ListStackResourcesCommand({ StackName: 'a' }))).resolves.toMatchObject({ StackResourceSummaries: [{ PhysicalResourceId }] });
    await expect(client.send(new DescribeStackEventsCommand({ StackName: 'a' }))).resolves.toMatchObject({ StackEvents: { length: 5 } });
    const { OperationEvents } = await client.send(new DescribeEventsCommand({ StackName: 'a' }));
    expect(OperationEvents![0]).toMatchObject({ StackId, EventType: 'STACK_EVENT', ResourceStatus: 'CREATE_COMPLETE', Timestamp: expect.any(Date) });
    await expect(client.send(new GetTemplateCommand({ StackName: 'a' }))).resolves.toMatchObject({ TemplateBody: SHARING, StagesAvailable: ['Original', 'Processed'] });
    await expect(client.send(new GetTemplateSummaryCommand({ StackName: 'a' }))).resolves
      .toMatchObject({ Description: 'shares', ResourceTypes: ['AWS::SSM::Parameter'], ResourceIdentifierSummaries: [{ LogicalResourceIds: ['P'] }] });
  });

  test('is exported and imported by name', async () => {
    const ExportingStackId = await create('a', SHARING);
    await create('b', USING);
    await expect(client.send(new ListExportsCommand({}))).resolves.toMatchObject({ Exports: [{ ExportingStackId, Name: 'shared', Value: 'x' }] });
    await expect(client.send(new ListImportsCommand({ ExportName: 'shared' }))).resolves.toMatchObject({ Imports: ['b'] });
    await refused(client.send(new ListImportsCommand({ ExportName: 'none' })), 'not imported by any stack');
    await refused(client.send(new ListExportsCommand({ NextToken: 'none' })), '');
  });

  test('is an error if the stack does not exist', async () => {
    const none = { StackName: 'none' };
    for (const command of [
      new DescribeStacksCommand(none), new DescribeStackEventsCommand(none), new DescribeEventsCommand(none), new DescribeEventsCommand({}),
      new DescribeStackResourceCommand({ ...none, LogicalResourceId: 'P' }), new DescribeStackResourcesCommand(none), new ListStackResourcesCommand(none),
      new GetTemplateCommand(none), new GetTemplateSummaryCommand(none), new GetStackPolicyCommand(none),
      new SetStackPolicyCommand({ ...none, StackPolicyBody: '{}' }),
      new UpdateStackCommand({ ...none, TemplateBody: SHARING }), new CancelUpdateStackCommand(none), new ContinueUpdateRollbackCommand(none),
      new RollbackStackCommand(none), new UpdateTerminationProtectionCommand({ ...none, EnableTerminationProtection: true }),
      new ListChangeSetsCommand(none),
    ]) await refused(client.send(command as DescribeStacksCommand), '');
    await client.send(new DeleteStackCommand(none));
    await refused(client.send(new ListStacksCommand({ NextToken: 'none' })), '');
    await refused(client.send(new CreateStackCommand({ StackName: 'no name', TemplateBody: SHARING })), 'stackName');
  });
});

describe('the life cycle of a stack', () => {
  test('includes termination protection and stack policy until its deletion', async () => {
    const StackName = 'a';
    const StackId = await create(StackName, SHARING);
    await client.send(new SetStackPolicyCommand({ StackName, StackPolicyBody: '{"Statement":[]}' }));
    await expect(client.send(new GetStackPolicyCommand({ StackName }))).resolves.toMatchObject({ StackPolicyBody: '{"Statement":[]}' });
    await refused(client.send(new SetStackPolicyCommand({ StackName, StackPolicyBody: 'no' })), 'stack policy');
    await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: true }));
    await refused(client.send(new DeleteStackCommand({ StackName })), 'TerminationProtection is enabled');
    await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
    await client.send(new DeleteStackCommand({ StackName }));
    await account.account.settled();
    expect(await status(StackId)).toBe('DELETE_COMPLETE');
  });

  test('rolls back when an update is cancelled, and when it failed', async () => {
    await create('a', SHARING);
    await refused(client.send(new CancelUpdateStackCommand({ StackName: 'a' })), 'CREATE_COMPLETE');
    await refused(client.send(new RollbackStackCommand({ StackName: 'a' })), 'CREATE_COMPLETE');
    await refused(client.send(new ContinueUpdateRollbackCommand({ StackName: 'a' })), 'CREATE_COMPLETE');
    await client.send(new UpdateStackCommand({ StackName: 'a', TemplateBody: body({ P: parameter('x'), Q: broken() }), DisableRollback: true }));
    await account.account.settled();
    expect(await status('a')).toBe('UPDATE_FAILED');
    await client.send(new RollbackStackCommand({ StackName: 'a' }));
    await account.account.settled();
    expect(await status('a')).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('continues after a failed rollback', async () => {
    await account.close();
    account = await served({
      faults: {
        resources: [{ fail: 'update', logicalId: 'P', after: 1, times: 1 }],
        delays: [{ operation: 'ssm:PutParameter', by: 'services', milliseconds: 200 }],
      },
    });
    client = new CloudFormationClient(account.config);
    const StackName = 'a';
    await create(StackName, SHARING);
    await client.send(new UpdateStackCommand({ StackName, TemplateBody: body({ P: parameter('y'), Q: { ...broken(), DependsOn: 'P' } }) }));
    await account.account.settled();
    expect(await status(StackName)).toBe('UPDATE_ROLLBACK_FAILED');
    await client.send(new ContinueUpdateRollbackCommand({ StackName }));
    await account.account.settled();
    expect(await status(StackName)).toBe('UPDATE_ROLLBACK_COMPLETE');

    await client.send(new UpdateStackCommand({ StackName, TemplateBody: body({ P: parameter('z'), Q: { ...parameter('q'), DependsOn: 'P' } }) }));
    await client.send(new CancelUpdateStackCommand({ StackName }));
    await account.account.settled();
    expect(await status(StackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

test('a change set is created, described, listed, executed and deleted', async () => {
  const [StackName, ChangeSetName] = ['a', 'c'];
  await create(StackName, SHARING);
  const set = (name: string, value: string) =>
    client.send(new CreateChangeSetCommand({ StackName, ChangeSetName: name, TemplateBody: body({ P: parameter(value) }) }));
  await set(ChangeSetName, 'y');
  await account.account.settled();
  await expect(client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }))).resolves
    .toMatchObject({ Status: 'CREATE_COMPLETE', Changes: [{ ResourceChange: { Action: 'Modify', LogicalResourceId: 'P' } }] });
  await expect(client.send(new ListChangeSetsCommand({ StackName }))).resolves
    .toMatchObject({ Summaries: [{ ChangeSetName, CreationTime: expect.any(Date) }] });
  await expect(client.send(new GetTemplateCommand({ StackName, ChangeSetName }))).resolves.toMatchObject({ TemplateBody: body({ P: parameter('y') }) });
  await expect(set(ChangeSetName, 'z')).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  await account.account.settled();
  expect(await status(StackName)).toBe('UPDATE_COMPLETE');
  await set('d', 'z');
  await client.send(new DeleteChangeSetCommand({ StackName, ChangeSetName: 'd' }));
  const gone = { StackName, ChangeSetName: 'd' };
  await expect(client.send(new DescribeChangeSetCommand(gone))).rejects.toBeInstanceOf(ChangeSetNotFoundException);
  await expect(client.send(new ExecuteChangeSetCommand(gone))).rejects.toBeInstanceOf(ChangeSetNotFoundException);
  await refused(client.send(new DeleteChangeSetCommand({ StackName: 'none', ChangeSetName })), '');
});

test('a template is validated and summarized', async () => {
  const TemplateBody = body({ P: parameter('x') }, { Parameters: { N: { Type: 'Number', Default: 1, Description: 'how many' } } });
  await expect(client.send(new ValidateTemplateCommand({ TemplateBody }))).resolves
    .toMatchObject({ Parameters: [{ ParameterKey: 'N', DefaultValue: '1', NoEcho: false, Description: 'how many' }] });
  await expect(client.send(new GetTemplateSummaryCommand({ TemplateBody }))).resolves.toMatchObject({ Parameters: [{ ParameterKey: 'N', ParameterType: 'Number' }] });
  await refused(client.send(new ValidateTemplateCommand({ TemplateBody: '{}' })), 'Resources');
  await refused(client.send(new GetTemplateSummaryCommand({ TemplateBody: '{}' })), 'Resources');
});
