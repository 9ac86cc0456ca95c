import { createAccount, type Account } from '../../../src/account';

const ROLE = 'arn:aws:iam::123456789012:role/deploy';
const CAPABILITIES = ['CAPABILITY_NAMED_IAM'];

let account: Account;
beforeEach(async () => {
  account = createAccount({ iam: true });
  await account.call('iam', 'CreateRole', { RoleName: 'deploy', AssumeRolePolicyDocument: trust('cloudformation.amazonaws.com') });
});

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = (Service: string) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });
const grant = (...statements: [actions: string | string[], resource: string, condition?: object][]) => account.call('iam', 'PutRolePolicy', {
  RoleName: 'deploy',
  PolicyName: 'own',
  PolicyDocument: policy(...statements.map(([Action, Resource, Condition]) => ({ Effect: 'Allow', Action, Resource, ...Condition ? { Condition } : {} }))),
});

async function deploy(Resources: object, options: object = {}) {
  const { StackId } = await account.call('cloudformation', 'CreateStack', { StackName: 's', TemplateBody: JSON.stringify({ Resources }), RoleARN: ROLE, Capabilities: CAPABILITIES, ...options });
  await account.settled();
  return eventsOf(StackId);
}

async function eventsOf(StackName: string) {
  const { StackEvents } = await account.call('cloudformation', 'DescribeStackEvents', { StackName });
  const { Stacks: [{ StackStatus }] } = await account.call('cloudformation', 'DescribeStacks', { StackName });
  const failed = StackEvents.filter((event: any) => /_FAILED$/.test(event.ResourceStatus) && event.PhysicalResourceId !== StackName);
  return { status: StackStatus, failed: failed.map((event: any) => [event.LogicalResourceId, event.ResourceStatus, event.ResourceStatusReason]) };
}

/** The published schema's handlers. */
const CREATE_QUEUE = ['sqs:CreateQueue', 'sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'];
const queue = { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } } };

test('creates with the role of a stack, by what the handler of each type calls', async () => {
  await grant([CREATE_QUEUE, 'arn:aws:sqs:us-east-1:123456789012:q']);

  expect(await deploy(queue)).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
});

test('a resource that the role may not create fails with the words of IAM, and the stack rolls back', async () => {
  const { status, failed: [[id, event, reason]] } = await deploy(queue);

  expect({ status, id, event }).toEqual({ status: 'ROLLBACK_COMPLETE', id: 'Q', event: 'CREATE_FAILED' });
  expect(reason).toMatch(/^Resource handler returned message: "User: arn:aws:sts::123456789012:assumed-role\/deploy\/AWSCloudFormation is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:123456789012:q because no identity-based policy allows the sqs:CreateQueue action \(Service: SQS, Status Code: 403, /);
});

test('asks for tags of the stack, and only where the resource has some', async () => {
  await grant([CREATE_QUEUE, '*']);
  const { failed: [[, , reason]] } = await deploy(queue, { Tags: [{ Key: 'team', Value: 'cars' }] });

  expect(reason).toContain('sqs:TagQueue');
});

/** The form of the ARN: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html. */
test('a subscription is asked for as a part of its topic', async () => {
  const TopicArn = 'arn:aws:sns:us-east-1:123456789012:news';
  await account.call('sns', 'CreateTopic', { Name: 'news' });
  await grant([['sns:Subscribe', 'sns:GetSubscriptionAttributes'], `${TopicArn}*`]);

  expect(await deploy({ S: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn, Protocol: 'email', Endpoint: 'a@example.com' } } })).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
});

test('a role is created only with the boundary that the policy names', async () => {
  const limit = await account.call('iam', 'CreatePolicy', { PolicyName: 'limit', PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) });
  await grant(
    ['iam:CreateRole', '*', { StringEquals: { 'iam:PermissionsBoundary': limit.Policy.Arn } }],
    [['iam:Get*', 'iam:List*', 'iam:DeleteRole', 'iam:PutRolePermissionsBoundary'], '*'],
  );
  const role = (PermissionsBoundary?: string) => ({
    R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: JSON.parse(trust('lambda.amazonaws.com')), PermissionsBoundary } },
  });

  expect((await deploy(role(), { StackName: 'without' })).failed[0][2]).toContain('iam:CreateRole');
  expect(await deploy(role(limit.Policy.Arn), { StackName: 'with' })).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
});

test('a role that does not trust CloudFormation is no role of a stack', async () => {
  await account.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'deploy', PolicyDocument: trust('lambda.amazonaws.com') });

  await expect(deploy(queue)).rejects.toThrow(`Role ${ROLE} is invalid or cannot be assumed`);
});

test('without a role of the stack, CloudFormation acts as whoever began the operation', async () => {
  const caller = 'arn:aws:sts::123456789012:assumed-role/deploy/run';
  await grant(['cloudformation:CreateStack', 'arn:aws:cloudformation:us-east-1:123456789012:stack/s/*']);
  const { StackId } = await account.call('cloudformation', 'CreateStack', { StackName: 's', TemplateBody: JSON.stringify({ Resources: queue }) }, { caller });
  await account.settled();

  expect((await eventsOf(StackId)).failed[0][2]).toContain(`User: ${caller} is not authorized to perform: sqs:CreateQueue`);
});

test('a parameter from the Parameter Store is read with the role of the stack', async () => {
  await account.call('ssm', 'PutParameter', { Name: '/a', Value: 'q', Type: 'String' });
  const template = { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a' } }, Resources: queue };

  await expect(account.call('cloudformation', 'CreateStack', { StackName: 's', TemplateBody: JSON.stringify(template), RoleARN: ROLE }))
    .rejects.toThrow('assumed-role/deploy/AWSCloudFormation is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/a');
});
