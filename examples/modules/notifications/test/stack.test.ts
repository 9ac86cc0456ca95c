import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Notifications } from '../lib/notifications';

/** Without bundling: what is in the function, the build finds out. */
const template = Template.fromStack(new Notifications(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'notifications'));

test('the function finds owners, publishes alerts only, and texts phones but no topics', () => {
  const allow = (Action: string, Resource: object) => ({ Effect: 'Allow', Action, Resource });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayEquals([
        Match.objectLike({ Action: 'sqs:SendMessage' }),
        Match.objectLike({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
        Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
        allow('dynamodb:Query', { 'Fn::Join': ['', [{ Ref: 'FleetOutputOwnerTableArn' }, '/index/', { Ref: 'FleetOutputOwnerByVinIndexName' }]] }),
        allow('cognito-idp:AdminGetUser', { Ref: 'AuthOutputUserPoolArn' }),
      ]),
    },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayEquals([
        allow('iot:Publish', { 'Fn::Join': ['', Match.arrayWith([':topic/connectedcar/alert/*'])] }),
        { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:*:sns:*:*:*' },
      ]),
    },
  });
});

test('the function is tried three times, then its message waits in an encrypted queue, and an alarm tells', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2 });
  template.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: Match.anyValue(), TracingConfig: { Mode: 'Active' } });
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 60 * 60 });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Lambda', MetricName: 'Errors', Threshold: 1 });
});
