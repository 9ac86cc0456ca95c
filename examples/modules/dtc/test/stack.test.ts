import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Dtc } from '../lib/dtc';

/** Without bundling: what is in the function, the build finds out. */
const template = Template.fromStack(new Dtc(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'dtc'));

test('what a vehicle reports about itself goes to the function and the stream, and what fails to the queue', () => {
  template.hasResourceProperties('AWS::IoT::TopicRule', {
    RuleName: 'connected_vehicle_dtc_codes',
    TopicRulePayload: {
      Sql: "SELECT * FROM 'connectedcar/dtc/#' WHERE vin = topic(3)",
      Actions: [{ Lambda: Match.anyValue() }, { Firehose: Match.objectLike({ DeliveryStreamName: { Ref: 'TelemetryOutputStreamName' } }) }],
      ErrorAction: { Sqs: Match.anyValue() },
    },
  });
});

test('the table is kept, and any second of it can be recovered', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
  });
});

test('the function reaches its table, the trips and the notifications, and nothing else', () => {
  const allow = (Action: string | string[], Resource: object) => ({ Effect: 'Allow', Action, Resource });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayEquals([
        Match.objectLike({ Action: 'sqs:SendMessage' }),
        Match.objectLike({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
        Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
        allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], { 'Fn::GetAtt': [Match.stringLikeRegexp('^Findings'), 'Arn'] }),
        allow('dynamodb:GetItem', { Ref: 'FleetOutputTripTableArn' }),
        allow('lambda:InvokeFunction', { Ref: 'NotificationsOutputFunctionArn' }),
      ]),
    },
  });
});
