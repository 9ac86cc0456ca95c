import { modulesParameters } from '../../../src/pipelines/modules/parameters';
import { coreTemplate, staticTemplates } from '../solution';
import { type Account, createAccount, observe } from '@cv-insync/emulator';

const template = staticTemplates()['templates/modules.template.json'];

describe('an alarm', () => {
  const REASON = 'Threshold Crossed: 1 out of the last 1 datapoints [2.0 (01/03/26 10:00:00)] was greater than or equal to the threshold (1.0) '
    + '(minimum 1 datapoint for OK -> ALARM transition).';
  let account: Account;
  let alarm: string;
  beforeAll(async () => {
    account = createAccount();
    await account.call('s3', 'CreateBucket', { Bucket: 'templates' });
    await deploy('connected-vehicle-core', coreTemplate().toJSON());
    const parameters = modulesParameters('connected-vehicle', 'a'.repeat(64), ['auth', 'fleet', 'telemetry']);
    await deploy('connected-vehicle-modules', template, Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })));
    const Properties = { MetricName: 'Errors', Namespace: 'AWS/Lambda', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 0, Period: 300, Statistic: 'Sum' };
    await deploy('connected-vehicle-geofence', { Resources: { Failing: { Type: 'AWS::CloudWatch::Alarm', Properties } } });
    const { StackResources: [{ PhysicalResourceId }] } = await account.call('cloudformation', 'DescribeStackResources', { StackName: 'connected-vehicle-geofence' });
    alarm = PhysicalResourceId;
  });

  async function deploy(StackName: string, content: object, Parameters: object[] = []) {
    await account.call('s3', 'PutObject', { Bucket: 'templates', Key: StackName, Body: Buffer.from(JSON.stringify(content)) });
    const TemplateURL = `https://templates.s3.us-east-1.amazonaws.com/${StackName}`;
    await account.call('cloudformation', 'CreateStack', { StackName, TemplateURL, Parameters, Capabilities: ['CAPABILITY_NAMED_IAM'] });
    await account.settled();
    const { Stacks: [{ StackStatus, StackStatusReason }] } = await account.call('cloudformation', 'DescribeStacks', { StackName });
    expect([StackStatus, StackStatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
  }

  /** The notifications for an event about an alarm that changed its state. */
  async function told(alarmName: string, value: string, reason = REASON): Promise<string[]> {
    const observation = observe(account);
    const before = observation.messages().length;
    const timestamp = '2026-03-01T10:04:40.985+0000';
    account.publish({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [`arn:aws:cloudwatch:us-east-1:123456789012:alarm:${alarmName}`],
      detail: {
        alarmName,
        configuration: { description: 'The function "watch" has failed', metrics: [] },
        previousState: { reason: 'Unchecked: Initial alarm creation', timestamp, value: value === 'OK' ? 'ALARM' : 'OK' },
        state: { reason, reasonData: '{"version":"1.0","threshold":1.0}', timestamp, value },
      },
    });
    await account.settled();
    expect(account.failures).toEqual([]);
    const messages = observation.messages().slice(before);
    expect(messages.map(({ topicArn }) => topicArn)).toEqual(messages.map(() => 'arn:aws:sns:us-east-1:123456789012:connected-vehicle-core-notifications'));
    return messages.map(({ message }) => message);
  }

  test('of a module is notified with its name, region and link, with and without the CDK, and without the reason, which a module can choose', async () => {
    expect(alarm).toMatch(/^connected-vehicle-geofence-Failing-/);
    expect(await told(alarm, 'ALARM')).toEqual([`"The alarm ${alarm} (account 123456789012, us-east-1) went off: `
      + `https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/${alarm} shows what it watches, and why."`]);
  });

  // EventBridge does not escape what it puts into a message.
  test.each(['Too many errors', 'evil.example', 'https://x', 'a "quoted" one'])('is notified without its name if that could be text or a link: "%s"', async name => {
    expect(await told(`connected-vehicle-geofence-${name}`, 'ALARM')).toEqual(['"An alarm whose name is not shown here, as it has blanks or signs, '
      + '(account 123456789012, us-east-1) went off: https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2: shows which, and why."']);
  });

  test.each(['OK', 'INSUFFICIENT_DATA'])('that changes to %s is not notified', async state => {
    expect(await told(alarm, state)).toEqual([]);
  });

  test.each(['payroll-Failing', 'connected-vehicles-Failing', 'my-connected-vehicle-Failing'])('of anything else in the account, such as %s, is not notified', async name => {
    expect(await told(name, 'ALARM')).toEqual([]);
  });
});

test('in GovCloud, the link leads to the console of GovCloud', () => {
  const [, variables] = template.Resources.AlarmRule.Properties.Targets[0].InputTransformer.InputTemplate['Fn::Sub'];

  expect(template.Conditions).toMatchObject({ InGovCloud: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-us-gov'] } });
  expect(variables.Console).toEqual({ 'Fn::If': ['InGovCloud', 'console.amazonaws-us-gov.com', '<region>.console.aws.amazon.com'] });
});
