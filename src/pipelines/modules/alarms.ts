import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { SOLUTION } from './parameters';
import { consoleDomain } from '../../model/console';
import { moduleStackName } from '../../model/names';
import { sub } from '../permissions';

/**
 * Tells people of the alarms of all modules that go off. By their names, so that authors have nothing to do for it, and modules need no
 * right on the topic.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function defineAlarmRule(scope: Construct) {
  new CfnRule(scope, 'AlarmRule', {
    name: sub(moduleStackName(SOLUTION, 'core-alarms')),
    description: 'An alarm of the solution went off',
    eventPattern: {
      'source': ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      'detail': { alarmName: [{ prefix: sub(moduleStackName(SOLUTION, '')) }], state: { value: ['ALARM'] } },
    },
    targets: [{
      id: 'Topic',
      arn: sub('${TopicArn}'),
      inputTransformer: { inputPathsMap: ALARM, inputTemplate: sub(JSON.stringify(MESSAGE), { Console: consoleOf(scope) }) },
    }],
  });
}

/**
 * Where the message finds what it says. It consists of names and of CloudWatch's own words: EventBridge escapes nothing, so that a quote in
 * the description that an author gave would spoil the message.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-issues
 */
const ALARM = { alarm: '$.detail.alarmName', reason: '$.detail.state.reason', account: '$.account', region: '$.region' };

/** A blank follows the link, so that readers of mail do not take what comes next for a part of it. */
const MESSAGE = 'The alarm <alarm> (account <account>, <region>) went off: '
  + 'https://${Console}/cloudwatch/home?region=<region>#alarmsV2:alarm/<alarm> shows what it watches. CloudWatch says: <reason>';

/** The console's domain, wherever the template is deployed. */
function consoleOf(scope: Construct): string {
  const govCloud = new CfnCondition(scope, 'InGovCloud', { expression: Fn.conditionEquals(Aws.PARTITION, 'aws-us-gov') });
  return Fn.conditionIf(govCloud.logicalId, consoleDomain('us-gov-west-1'), consoleDomain('<region>')).toString();
}
