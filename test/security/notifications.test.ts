import { create, deployedSolution, deployRoleOf, SOLUTION } from './deployed';
import { type Account, observe } from '@cv-insync/emulator';

jest.setTimeout(120_000);

let account: Account;
beforeAll(async () => {
  account = await deployedSolution();
});

const TOPIC = `arn:aws:sns:us-east-1:123456789012:${SOLUTION}-core-notifications`;
const sent = () => observe(account).messages().map(({ message }) => message);

/** An event of the account's default bus, as if it had been forwarded from another account. */
async function receive(event: { source: string; detailType: string; detail: object; resources?: readonly string[] }, from = account.accountId) {
  const own = account.accountId;
  Object.assign(account, { accountId: from });
  try {
    account.publish(event);
    await account.settled();
  } finally {
    Object.assign(account, { accountId: own });
  }
}

const alarm = (name: string, reason = 'Threshold Crossed') => ({
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm State Change',
  resources: [`arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`],
  detail: { alarmName: name, state: { value: 'ALARM', reason }, previousState: { value: 'OK' } },
});
const failure = { source: 'aws.codepipeline', detailType: 'CodePipeline Stage Execution State Change', detail: { state: 'FAILED', pipeline: `one.${SOLUTION}`, stage: 'Build' } };

// EventBridge publishes to a topic for any rule of the account: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
test('a module cannot send mails through a rule of its own', async () => {
  const { status, reasons } = await create(account, `${SOLUTION}-one`, {
    Resources: {
      Mail: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: `${SOLUTION}-one-mail`,
          EventPattern: { source: ['one'] },
          Targets: [{ Id: 'Topic', Arn: TOPIC, InputTransformer: { InputPathsMap: { text: '$.detail.text' }, InputTemplate: '"<text>"' } }],
        },
      },
    },
  }, { roleArn: deployRoleOf('one') });

  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(reasons).toMatch(/not authorized to perform: events:PutTargets on resource: .*rule\/.*-one-mail with an explicit deny/);
});

test('a mail about an alarm contains no text of the module', async () => {
  await receive(alarm(`${SOLUTION}-one-Errors`, 'Call 555-1234 to unlock your account'));
  await receive(alarm(`${SOLUTION}-one-Call 555-1234 to unlock your account`));

  expect(sent()).toHaveLength(2);
  expect(sent().filter(message => message.includes('555'))).toEqual([]);
});

test('events of another account neither send mails nor start anything', async () => {
  const before = sent().length;
  const executions = async () => (await account.call('codepipeline', 'ListPipelineExecutions', { pipelineName: `core.${SOLUTION}` })).pipelineExecutionSummaries.length;
  const started = await executions();
  const entry = { source: 'aws.ssm', detailType: 'Parameter Store Change', detail: { operation: 'Create', name: `/${SOLUTION}/directory/self/evil`, type: 'String' } };
  for (const event of [alarm(`${SOLUTION}-one-Errors`), failure, entry]) await receive(event, '999999999999');

  expect(sent()).toHaveLength(before);
  expect(await executions()).toBe(started);

  await receive(failure);
  expect(sent()).toHaveLength(before + 1);
  await receive(entry);
  expect(await executions()).toBe(started + 1);
});
