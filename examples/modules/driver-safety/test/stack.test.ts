import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DriverSafety } from '../lib/driver-safety';

/** Without bundling: what is in the function, the build finds out. */
const template = Template.fromStack(new DriverSafety(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'driver-safety'));

test('trips that ended go to the function, and what fails to the queue', () => {
  template.hasResourceProperties('AWS::IoT::TopicRule', {
    RuleName: 'connected_vehicle_driver_safety_ended_trips',
    TopicRulePayload: {
      Sql: "SELECT * FROM 'connectedcar/trip/#' WHERE vin = topic(3) AND ignition_status = 'off'",
      Actions: [{ Lambda: Match.anyValue() }],
      ErrorAction: { Sqs: Match.anyValue() },
    },
  });
});

test('the function may write trips and have the score told, and nothing else', () => {
  const allow = (Action: string, Resource: object) => ({ Effect: 'Allow', Action, Resource });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayEquals([
        Match.objectLike({ Action: 'sqs:SendMessage' }),
        Match.objectLike({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
        Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
        allow('dynamodb:UpdateItem', { Ref: 'FleetOutputTripTableArn' }),
        allow('lambda:InvokeFunction', { Ref: 'NotificationsOutputFunctionArn' }),
      ]),
    },
  });
});
