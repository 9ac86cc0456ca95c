import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Jitr } from '../lib/jitr';

/** Without bundling: what is in the function, the build finds out. */
const template = Template.fromStack(new Jitr(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'jitr'));
const named = (resource: string) => ({ 'Fn::Join': ['', Match.arrayWith([`:${resource}`])] });
const NAME = '${iot:Certificate.Subject.CommonName}';

test('certificates that are new go to the function, and what fails to the queue', () => {
  template.hasResourceProperties('AWS::IoT::TopicRule', {
    TopicRulePayload: {
      Sql: "SELECT * FROM '$aws/events/certificates/registered/#'",
      Actions: [{ Lambda: Match.anyValue() }],
      ErrorAction: { Sqs: Match.anyValue() },
    },
  });
});

test('a vehicle connects under the name in its certificate, and publishes and hears about itself alone', () => {
  template.hasResourceProperties('AWS::IoT::Policy', {
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'iot:Connect', Resource: named(`client/${NAME}`) },
        { Effect: 'Allow', Action: 'iot:Publish', Resource: ['telemetry', 'trip', 'dtc'].map(kind => named(`topic/connectedcar/${kind}/${NAME}`)) },
        { Effect: 'Allow', Action: 'iot:Subscribe', Resource: named(`topicfilter/connectedcar/alert/${NAME}/*`) },
        { Effect: 'Allow', Action: 'iot:Receive', Resource: named(`topic/connectedcar/alert/${NAME}/*`) },
      ],
    },
  });
});

test('vehicles keep their policy when the module goes', () => {
  template.hasResource('AWS::IoT::Policy', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('the function can neither write a policy nor a certificate of its own', () => {
  const actions = Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).flatMap(({ Action }) => [Action].flat()).filter(action => action.startsWith('iot:'));

  assert.deepEqual(actions, ['iot:AttachPolicy', 'iot:DescribeCertificate', 'iot:UpdateCertificate']);
});
