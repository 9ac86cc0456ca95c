import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SampleModule } from '../src/sample-module';

const template = Template.fromStack(new SampleModule(new App(), 'sample-module', { solution: 'connected-vehicle' }));

test('reads its inputs when it is deployed', () => {
  template.hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/connected-vehicle/modules/fleet/outputs/TripTableName' });
  template.hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/connected-vehicle/modules/fleet/outputs/TripTableArn' });
});

test('offers its function', () => {
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/connected-vehicle/modules/sample-module/outputs/FunctionName',
    Value: { Ref: Match.stringLikeRegexp('^Remember') },
  });
});

test('keeps its data when it is removed', () => {
  template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('its function may read the trips and write its own table, nothing else', () => {
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Action: 'dynamodb:GetItem', Resource: { Ref: 'FleetOutputTripTableArn' } }),
        Match.objectLike({ Action: 'dynamodb:PutItem' }),
      ],
    },
  });
});
