import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { SOLUTION } from './parameters';
import { consoleDomain } from '../../model/console';
import { moduleStackName } from '../../model/names';
import { sub } from '../permissions';

/**
 * Notifies people when an alarm of any module goes off. The rule matches names of alarms, so authors need not configure anything, and modules
 * need no permission for the topic.
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
 * Input paths of the message: names, and CloudWatch's own text. EventBridge does not escape values, so a quote in an author's description
 * would make the message invalid.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-issues
 */
const ALARM = { alarm: '$.detail.alarmName', reason: '$.detail.state.reason', account: '$.account', region: '$.region' };

/** A blank follows the link, so that mail readers do not include what follows. */
const MESSAGE = 'The alarm <alarm> (account <account>, <region>) went off: '
  + 'https://${Console}/cloudwatch/home?region=<region>#alarmsV2:alarm/<alarm> shows what it watches. CloudWatch says: <reason>';

/** The console's domain in the partition in which the template is deployed. */
function consoleOf(scope: Construct): string {
  const govCloud = new CfnCondition(scope, 'InGovCloud', { expression: Fn.conditionEquals(Aws.PARTITION, 'aws-us-gov') });
  return Fn.conditionIf(govCloud.logicalId, consoleDomain('us-gov-west-1'), consoleDomain('<region>')).toString();
}
