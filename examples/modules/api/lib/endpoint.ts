import {
  RemovalPolicy, Stack, aws_apigatewayv2 as api, aws_apigatewayv2_authorizers as authorizers, aws_apigatewayv2_integrations as integrations,
  aws_cloudwatch as cloudwatch, aws_lambda as lambda, aws_logs as logs,
} from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { ROUTES } from '../src/routes';

export interface EndpointProps {
  readonly responder: lambda.IFunction;
  /** The user pool and the client whose tokens are accepted. */
  readonly userPoolId: string;
  readonly clientId: string;
}

/** The HTTP API. It accepts only requests of signed-in users, writes an access log, and has an alarm for failures. */
export class Endpoint extends Construct {
  public readonly url: string;

  constructor(scope: Construct, id: string, { responder, userPoolId, clientId }: EndpointProps) {
    super(scope, id);
    const { stackName, region, urlSuffix } = Stack.of(this);
    const issuer = `https://cognito-idp.${region}.${urlSuffix}/${userPoolId}`;
    const http = new api.HttpApi(this, 'Api', {
      apiName: stackName,
      description: 'Owners and their vehicles',
      createDefaultStage: false,
      defaultAuthorizer: new authorizers.HttpJwtAuthorizer('Owners', issuer, { jwtAudience: [clientId] }),
    });
    const integration = new integrations.HttpLambdaIntegration('Responder', responder, { scopePermissionToRoute: false });
    for (const { method, path } of ROUTES) http.addRoutes({ path, methods: [api.HttpMethod[method]], integration });

    new api.HttpStage(this, 'Stage', {
      httpApi: http,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new api.LogGroupLogDestination(new logs.LogGroup(this, 'AccessLogs', {
          retention: logs.RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        })),
        format: ACCESS_LOG_FORMAT,
      },
    });
    http.metricServerError({ statistic: cloudwatch.Stats.SUM }).createAlarm(this, 'Failing', {
      alarmDescription: 'Requests of owners have failed for 15 minutes',
      threshold: 1,
      evaluationPeriods: 3,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.url = http.apiEndpoint;
  }
}

/** Format of the access log. It does not identify users. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  refused: '$context.authorizer.error',
  failed: '$context.integrationErrorMessage',
}));
