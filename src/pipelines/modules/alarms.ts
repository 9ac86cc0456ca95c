import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { SOLUTION } from './parameters';
import { consoleDomain } from '../../model/console';
import { moduleStackName } from '../../model/names';
import { arn, sub } from '../permissions';

/**
 * Notifies people when an alarm of any module goes off. The rules match names of alarms, so authors need not configure anything, and modules
 * need no permission for the topic. Messages contain no text of the module's: a module can set the state of its alarms with any reason. A name
 * that could be a sentence or a link is left out.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function defineAlarmRules(scope: Construct) {
  const Console = consoleOf(scope);
  const define = (id: string, name: string, alarmName: readonly object[], message: string) => new CfnRule(scope, id, {
    name: sub(moduleStackName(SOLUTION, name)),
    description: 'An alarm of the solution went off',
    eventPattern: {
      'account': [Aws.ACCOUNT_ID],
      'source': ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      'resources': [{ prefix: sub(arn('cloudwatch', `alarm:${moduleStackName(SOLUTION, '')}`)) }],
      'detail': { alarmName, state: { value: ['ALARM'] } },
    },
    targets: [{
      id: 'Topic',
      arn: sub('${TopicArn}'),
      inputTransformer: { inputPathsMap: ALARM, inputTemplate: sub(JSON.stringify(message), { Console }) },
    }],
  });
  define('AlarmRule', 'core-alarms', [{ 'anything-but': { wildcard: TEXTS } }], NAMED);
  define('OtherAlarmRule', 'core-other-alarms', TEXTS.map(wildcard => ({ wildcard })), UNNAMED);
}

/** Names that could be a sentence or a link, or make a message invalid: EventBridge does not escape values. */
const TEXTS = ['* *', '*.*', '*/*', '*"*'];

/** Input paths of the messages. */
const ALARM = { alarm: '$.detail.alarmName', account: '$.account', region: '$.region' };

/** A blank follows each link, so that mail readers do not include what follows. */
const NAMED = 'The alarm <alarm> (account <account>, <region>) went off: '
  + 'https://${Console}/cloudwatch/home?region=<region>#alarmsV2:alarm/<alarm> shows what it watches, and why.';
const UNNAMED = 'An alarm whose name is not shown here, as it has blanks or signs, (account <account>, <region>) went off: '
  + 'https://${Console}/cloudwatch/home?region=<region>#alarmsV2: shows which, and why.';

/** The console's domain in the partition in which the template is deployed. */
function consoleOf(scope: Construct): string {
  const govCloud = new CfnCondition(scope, 'InGovCloud', { expression: Fn.conditionEquals(Aws.PARTITION, 'aws-us-gov') });
  return Fn.conditionIf(govCloud.logicalId, consoleDomain('us-gov-west-1'), consoleDomain('<region>')).toString();
}
