import { Aws, Stack, Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CoreSettings, TOPIC_ARN } from './settings';
import { consoleDomain } from '../../model/console';
import { directoryPath, pipelineName, topicName } from '../../model/names';
import { arn, document, sub } from '../permissions';

/** The rules that start pipelines and notify people: one for each kind of event. */
export function defineEvents(scope: Construct, settings: CoreSettings) {
  const { solution, source } = settings;
  startCore(scope, solution, 'DirectoryRule', 'The directory changed', {
    'account': [Aws.ACCOUNT_ID],
    'source': ['aws.ssm'],
    'detail-type': ['Parameter Store Change'],
    'detail': { operation: ['Create', 'Update', 'Delete'], name: (['self', 'operator'] as const).map(owner => ({ prefix: sub(`${directoryPath(solution, owner)}/`) })) },
  });
  if (source.kind === 's3') {
    startCore(scope, solution, 'SourceRule', 'The zip file of the core has a new version', {
      'account': [Aws.ACCOUNT_ID],
      'source': ['aws.s3'],
      'detail-type': ['Object Created'],
      'detail': { bucket: { name: [source.bucket] }, object: { key: [source.key] } },
    });
  }
  notify(scope, solution);
}

function startCore(scope: Construct, solution: string, id: string, description: string, eventPattern: object) {
  new CfnRule(scope, id, {
    description,
    eventPattern,
    targets: [{
      id: 'Pipeline',
      arn: sub(arn('codepipeline', pipelineName(solution, 'core'))),
      // Named by its logical id, so that the rule is created after the role.
      roleArn: sub('${StartRole.Arn}'),
    }],
  });
}

/**
 * The topic for notifications: failures of all pipelines, and what the pipelines publish: pending approvals, held-back entries, removed modules.
 * EventBridge does not support conditions in policies of topics, so deploy roles of modules are denied rules that have it as their target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
function notify(scope: Construct, solution: string) {
  new CfnTopic(scope, 'Topic', { topicName: sub(topicName(solution)), kmsMasterKeyId: sub('${Key}') });
  new CfnTopicPolicy(scope, 'TopicPolicy', {
    topics: [sub(TOPIC_ARN)],
    policyDocument: document([
      { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: sub(TOPIC_ARN) },
    ]),
  });
  new CfnRule(scope, 'FailureRule', {
    description: 'A pipeline failed',
    eventPattern: {
      'account': [Aws.ACCOUNT_ID],
      'source': ['aws.codepipeline'],
      // The event of the stage: there is one for each failed execution as well, and it names the stage.
      'detail-type': ['CodePipeline Stage Execution State Change'],
      'detail': { state: ['FAILED'], pipeline: [{ suffix: sub(pipelineName(solution, '')) }] },
    },
    targets: [{ id: 'Topic', arn: sub(TOPIC_ARN), inputTransformer: { inputPathsMap: FAILURE, inputTemplate: failureMessage(Stack.of(scope)) } }],
  });
}

/** Input paths of the message about a failure. */
const FAILURE = { pipeline: '$.detail.pipeline', execution: '$.detail.execution-id', stage: '$.detail.stage', account: '$.account', region: '$.region' };

/** A blank follows the link, so that mail readers do not include the closing quote. The domain depends on the stack's region, if that is known. */
function failureMessage({ region }: Stack): string {
  const console = consoleDomain(Token.isUnresolved(region) ? '<region>' : region);
  return JSON.stringify('The pipeline <pipeline> (account <account>, <region>) failed in its stage <stage>: '
    + `https://${console}/codesuite/codepipeline/pipelines/<pipeline>/executions/<execution>/timeline?region=<region> says why. Retry it there, or push a correction.`);
}
