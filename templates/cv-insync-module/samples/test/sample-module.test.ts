import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SampleModule } from '../src/sample-module';

const template = Template.fromStack(new SampleModule(new App(), 'sample-module', { solution: 'connected-vehicle' }));

test('reads the outputs that it consumes during deployment', () => {
  template.hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/connected-vehicle/modules/fleet/outputs/TripTableName' });
  template.hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/connected-vehicle/modules/fleet/outputs/TripTableArn' });
});

test('produces the name of its function', () => {
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/connected-vehicle/modules/sample-module/outputs/FunctionName',
    Value: { Ref: Match.stringLikeRegexp('^Remember') },
  });
});

test('retains its data when it is removed', () => {
  template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('its function may only read the trips and write its own table', () => {
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Action: 'dynamodb:GetItem', Resource: { Ref: 'FleetOutputTripTableArn' } }),
        Match.objectLike({ Action: 'dynamodb:PutItem' }),
      ],
    },
  });
});
