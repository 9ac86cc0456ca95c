import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Api } from '../lib/api';
import { ROUTES, keyOf } from '../src/routes';

/** Without bundling: what is in the function, the build finds out. */
const template = Template.fromStack(new Api(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'api'));
const propertiesOf = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test('every route is there, and asks for a token of the solution\'s user pool, made out to its app', () => {
  const routes = propertiesOf('AWS::ApiGatewayV2::Route');

  assert.deepEqual(routes.map(({ RouteKey }) => RouteKey).sort(), ROUTES.map(keyOf).sort());
  for (const { AuthorizationType } of routes) assert.equal(AuthorizationType, 'JWT');
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: {
      Audience: [{ Ref: 'AuthOutputClientId' }],
      Issuer: { 'Fn::Join': ['', Match.arrayWith(['https://cognito-idp.', { Ref: 'AuthOutputUserPoolId' }])] },
    },
  });
});

test('requests are limited and logged, and failures raise an alarm', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('context.status') },
    DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/ApiGateway', MetricName: '5xx', Statistic: 'Sum' });
});

test('the function reads what owners may see, changes what they acknowledge, and deletes and adds nothing', () => {
  const statements = propertiesOf('AWS::IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith('dynamodb:')));

  assert.deepEqual(statements.map(({ Action, Resource }) => [Resource.Ref, ...Action]), [
    ['FleetOutputOwnerTableArn', 'dynamodb:GetItem', 'dynamodb:Query'],
    ['FleetOutputTripTableArn', 'dynamodb:GetItem', 'dynamodb:Query'],
    ['FleetOutputHealthReportTableArn', 'dynamodb:GetItem', 'dynamodb:Query'],
    ['DtcOutputTableArn', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    ['AnomaliesOutputTableArn', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  ]);
});
