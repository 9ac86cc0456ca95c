import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Anomalies } from '../lib/anomalies';

/** Without bundling: what is in the function, the build finds out. */
const template = Template.fromStack(new Anomalies(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'anomalies'));

test('the rule lets through what is watched and above what is tolerated, and keeps in the queue what fails', () => {
  template.hasResourceProperties('AWS::IoT::TopicRule', {
    RuleName: 'connected_vehicle_anomalies_signals',
    TopicRulePayload: {
      Sql: "SELECT * FROM 'connectedcar/telemetry/#' WHERE vin = topic(3) AND ((name = 'oil_temp' AND value > 280))",
      Actions: [{ Lambda: Match.anyValue() }],
      ErrorAction: { Sqs: Match.anyValue() },
    },
  });
});

test('the anomalies of a vehicle are found by trip, too', () => {
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }, { AttributeName: 'anomaly_id', KeyType: 'RANGE' }],
    GlobalSecondaryIndexes: [Match.objectLike({
      IndexName: 'by-trip', KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }, { AttributeName: 'trip_id', KeyType: 'RANGE' }],
    })],
  });
});

test('the function reaches its table, the trips, the stream and the notifications, and nothing else', () => {
  const allow = (Action: string | string[], Resource: object) => ({ Effect: 'Allow', Action, Resource });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayEquals([
        Match.objectLike({ Action: 'sqs:SendMessage' }),
        Match.objectLike({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
        Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
        allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], { 'Fn::GetAtt': [Match.stringLikeRegexp('^Anomalies'), 'Arn'] }),
        allow('dynamodb:GetItem', { Ref: 'FleetOutputTripTableArn' }),
        allow('firehose:PutRecord', { Ref: 'TelemetryOutputStreamArn' }),
        allow('lambda:InvokeFunction', { Ref: 'NotificationsOutputFunctionArn' }),
      ]),
    },
  });
});
