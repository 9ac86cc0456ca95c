import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CoreSettings, TOPIC_ARN } from './settings';
import { directoryPath, pipelineName } from '../../registry/names';
import { coreRoleName, topicName } from '../names';
import { arn, document, iamArn, sub } from '../permissions';

/** What starts pipelines by itself, and what is told to people: one rule per kind of event. */
export function defineEvents(scope: Construct, settings: CoreSettings) {
  const { solution, source } = settings;
  startCore(scope, solution, 'DirectoryRule', 'A module registered itself, or an operator changed the directory', {
    'source': ['aws.ssm'],
    'detail-type': ['Parameter Store Change'],
    'detail': { name: (['self', 'operator'] as const).map(owner => ({ prefix: sub(`${directoryPath(solution, owner)}/`) })) },
  });
  if (source.kind === 's3') {
    startCore(scope, solution, 'SourceRule', 'The zip file of the core has a new version', {
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
      roleArn: sub(iamArn(`role/${coreRoleName(solution, 'start')}`)),
    }],
  });
}

/** Failures of all pipelines, and approvals that wait, go to one topic. */
function notify(scope: Construct, solution: string) {
  new CfnTopic(scope, 'Topic', { topicName: sub(topicName(solution)), kmsMasterKeyId: sub('${Key}') });
  new CfnTopicPolicy(scope, 'TopicPolicy', {
    topics: [sub(TOPIC_ARN)],
    policyDocument: document([
      { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: sub(TOPIC_ARN) },
    ]),
  });
  new CfnRule(scope, 'FailureRule', {
    description: 'A pipeline of the solution failed',
    eventPattern: {
      'source': ['aws.codepipeline'],
      'detail-type': ['CodePipeline Pipeline Execution State Change'],
      'detail': { state: ['FAILED'], pipeline: [{ suffix: sub(pipelineName(solution, '')) }] },
    },
    targets: [{ id: 'Topic', arn: sub(TOPIC_ARN) }],
  });
}
