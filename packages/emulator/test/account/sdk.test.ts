import {
  CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, ExecuteChangeSetCommand,
  ListStacksCommand,
  paginateDescribeStackEvents, paginateDescribeStacks, paginateListExports, paginateListStackResources, paginateListStacks, UpdateStackCommand,
  waitUntilChangeSetCreateComplete, waitUntilStackCreateComplete, waitUntilStackDeleteComplete, waitUntilStackExists, waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateLogGroupCommand, CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, CreateRoleCommand, paginateListRoles, waitUntilRoleExists } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand, paginateListObjectsV2, PutObjectCommand, S3Client, waitUntilBucketExists, waitUntilBucketNotExists, waitUntilObjectExists,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { paginateDescribeParameters, paginateGetParametersByPath, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { broken, parameter, TRUST } from './cloudformation/testing';
import { served, type Served } from './served';

let account: Served;
let cfn: CloudFormationClient;
beforeEach(async () => {
  account = await served();
  cfn = new CloudFormationClient(account.config);
});
afterEach(() => account.close());

const body = (resources: object, more: object = {}) => JSON.stringify({ Resources: resources, ...more });
const patience = <Client>(client: Client) => ({ client, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 });

test('a call for another region fails and names the account\'s region, except for global services', async () => {
  const elsewhere = { ...account.config, region: 'eu-west-1' };
  const answer = new SSMClient(elsewhere).send(new PutParameterCommand({ Name: '/x', Value: 'y', Type: 'String' }));

  await expect(answer).rejects.toMatchObject({ name: 'InvalidRegion', message: expect.stringMatching(/account is in us-east-1, but the call is meant for eu-west-1: choose us-east-1/) });
  await expect(new S3Client({ ...elsewhere, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'x' }))).rejects.toThrow(/is meant for eu-west-1/);
  await expect(new IAMClient(elsewhere).send(new CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: JSON.stringify(TRUST) }))).resolves.toMatchObject({ Role: { RoleName: 'x' } });
});

describe("the SDK's paginators", () => {
  type Name = string | undefined;

  /** All items of all pages; fails if there is only one page. */
  async function all<Page>(pages: AsyncIterable<Page>, items: (page: Page) => readonly Name[] | undefined): Promise<Name[]> {
    const found: Name[] = [];
    let count = 0;
    for await (const page of pages) {
      count += 1;
      found.push(...items(page) ?? []);
    }
    expect(count).toBeGreaterThan(1);
    return found.sort();
  }
  const names = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, '0')}`);
  const each = (list: readonly string[], send: (name: string) => Promise<unknown>) => Promise.all(list.map(send));

  test('get all stacks, exports, resources and events', async () => {
    const stacks = names(105, 'stack-');
    await each(stacks, StackName => cfn.send(new CreateStackCommand({
      StackName, TemplateBody: body({ P: parameter('x') }, { Outputs: { O: { Value: 'x', Export: { Name: `of-${StackName}` } } } }),
    })));
    const big = names(110, 'P');
    await cfn.send(new CreateStackCommand({ StackName: 'big', TemplateBody: body(Object.fromEntries(big.map(id => [id, parameter('x')]))) }));
    await each(['big', ...stacks], StackName => waitUntilStackCreateComplete(patience(cfn), { StackName }));

    expect(await all(paginateDescribeStacks({ client: cfn }, {}), page => page.Stacks?.map(({ StackName }) => StackName))).toEqual(['big', ...stacks]);
    expect(await all(paginateListStacks({ client: cfn }, {}), page => page.StackSummaries?.map(({ StackName }) => StackName))).toEqual(['big', ...stacks]);
    expect(await all(paginateListExports({ client: cfn }, {}), page => page.Exports?.map(({ Name }) => Name))).toEqual(stacks.map(name => `of-${name}`));
    expect(await all(paginateListStackResources({ client: cfn }, { StackName: 'big' }), page => page.StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId))).toEqual(big);
    const events = await all(paginateDescribeStackEvents({ client: cfn }, { StackName: 'big' }), page => page.StackEvents?.map(({ EventId }) => EventId));
    expect(new Set(events).size).toBe(110 * 3 + 2);
  }, 20_000);

  test('get all parameters, objects, roles, topics and log groups', async () => {
    const [ssm, s3, iam] = [new SSMClient(account.config), new S3Client(account.config), new IAMClient(account.config)];
    const [sns, logs] = [new SNSClient(account.config), new CloudWatchLogsClient(account.config)];
    const parameters = names(55, '/p/');
    await each(parameters, Name => ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' })));
    await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    const keys = names(25, 'key ');
    await each(keys, Key => s3.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: 'x' })));
    const many = names(105, 'n');
    await each(many, RoleName => iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) })));
    await each(many, Name => sns.send(new CreateTopicCommand({ Name })));
    await each(many, logGroupName => logs.send(new CreateLogGroupCommand({ logGroupName })));

    expect(await all(paginateGetParametersByPath({ client: ssm }, { Path: '/p' }), page => page.Parameters?.map(({ Name }) => Name))).toEqual(parameters);
    expect(await all(paginateDescribeParameters({ client: ssm }, {}), page => page.Parameters?.map(({ Name }) => Name))).toEqual(parameters);
    expect(await all(paginateListObjectsV2({ client: s3, pageSize: 10 }, { Bucket: 'bucket' }), page => page.Contents?.map(({ Key }) => Key))).toEqual(keys);
    expect(await all(paginateListRoles({ client: iam }, {}), page => page.Roles?.map(({ RoleName }) => RoleName))).toEqual(many);
    expect(await all(paginateListTopics({ client: sns }, {}), page => page.Topics?.map(({ TopicArn }) => TopicArn?.split(':').pop()))).toEqual(many);
    expect(await all(paginateDescribeLogGroups({ client: logs }, {}), page => page.logGroups?.map(({ logGroupName }) => logGroupName))).toEqual(many);
  }, 20_000);
});

describe("the SDK's waiters", () => {
  test('follow the life cycle of a stack', async () => {
    await cfn.send(new CreateChangeSetCommand({ StackName: 'a', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody: body({ P: parameter('x') }) }));
    await waitUntilStackExists(patience(cfn), { StackName: 'a' });
    await waitUntilChangeSetCreateComplete(patience(cfn), { StackName: 'a', ChangeSetName: 'c' });
    await cfn.send(new ExecuteChangeSetCommand({ StackName: 'a', ChangeSetName: 'c' }));
    await waitUntilStackCreateComplete(patience(cfn), { StackName: 'a' });
    await cfn.send(new UpdateStackCommand({ StackName: 'a', TemplateBody: body({ P: parameter('y') }) }));
    await waitUntilStackUpdateComplete(patience(cfn), { StackName: 'a' });
    await cfn.send(new DeleteStackCommand({ StackName: 'a' }));
    await expect(waitUntilStackDeleteComplete(patience(cfn), { StackName: 'a' })).resolves.toMatchObject({ state: 'SUCCESS' });
  });

  test('give up on a stack that rolls back, and on a change set without changes', async () => {
    await cfn.send(new CreateStackCommand({ StackName: 'a', TemplateBody: body({ P: broken() }) }));
    await expect(waitUntilStackCreateComplete(patience(cfn), { StackName: 'a' })).rejects.toThrow(/ROLLBACK/);
    await cfn.send(new CreateStackCommand({ StackName: 'b', TemplateBody: body({ P: parameter('x') }) }));
    await waitUntilStackCreateComplete(patience(cfn), { StackName: 'b' });
    await cfn.send(new CreateChangeSetCommand({ StackName: 'b', ChangeSetName: 'c', TemplateBody: body({ P: parameter('x') }) }));
    await expect(waitUntilChangeSetCreateComplete(patience(cfn), { StackName: 'b', ChangeSetName: 'c' })).rejects.toThrow(/FAILED/);
  });

  test('find buckets, objects and roles', async () => {
    const [s3, iam] = [new S3Client(account.config), new IAMClient(account.config)];
    await waitUntilBucketNotExists(patience(s3), { Bucket: 'bucket' });
    await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'k', Body: 'x' }));
    await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
    await waitUntilBucketExists(patience(s3), { Bucket: 'bucket' });
    await waitUntilObjectExists(patience(s3), { Bucket: 'bucket', Key: 'k' });
    await expect(waitUntilRoleExists(patience(iam), { RoleName: 'r' })).resolves.toMatchObject({ state: 'SUCCESS' });
  });
});

describe('a request that is repeated with its ClientRequestToken', () => {
  const statuses = async (StackName: string) => {
    const { StackEvents } = await cfn.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents!.filter(event => event.PhysicalResourceId === event.StackId).map(({ ResourceStatus, ClientRequestToken }) => `${ResourceStatus} ${ClientRequestToken}`).reverse();
  };

  test('is performed once: creation, update and deletion', async () => {
    const create = new CreateStackCommand({ StackName: 'a', TemplateBody: body({ P: parameter('x') }), ClientRequestToken: 'create' });
    const [first, second] = [await cfn.send(create), await cfn.send(create)];
    expect(second.StackId).toBe(first.StackId);
    await waitUntilStackCreateComplete(patience(cfn), { StackName: 'a' });
    const update = new UpdateStackCommand({ StackName: 'a', TemplateBody: body({ P: parameter('y') }), ClientRequestToken: 'update' });
    await cfn.send(update);
    await waitUntilStackUpdateComplete(patience(cfn), { StackName: 'a' });
    await expect(cfn.send(update)).resolves.toMatchObject({ StackId: first.StackId });
    await cfn.send(new DeleteStackCommand({ StackName: 'a', ClientRequestToken: 'delete' }));
    await cfn.send(new DeleteStackCommand({ StackName: 'a', ClientRequestToken: 'delete' }));
    await waitUntilStackDeleteComplete(patience(cfn), { StackName: first.StackId! });

    expect(await statuses(first.StackId!)).toEqual([
      'CREATE_IN_PROGRESS create', 'CREATE_COMPLETE create', 'UPDATE_IN_PROGRESS update', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS update', 'UPDATE_COMPLETE update',
      'DELETE_IN_PROGRESS delete', 'DELETE_COMPLETE delete',
    ]);
    await expect(cfn.send(new ListStacksCommand({}))).resolves.toMatchObject({ StackSummaries: [{ StackStatus: 'DELETE_COMPLETE' }] });
  });

  test('is refused if it differs', async () => {
    await cfn.send(new CreateStackCommand({ StackName: 'a', TemplateBody: body({ P: parameter('x') }), ClientRequestToken: 'one' }));
    await expect(cfn.send(new CreateStackCommand({ StackName: 'a', TemplateBody: body({ P: parameter('x') }), ClientRequestToken: 'two' })))
      .rejects.toMatchObject({ name: 'AlreadyExistsException' });
  });
});
