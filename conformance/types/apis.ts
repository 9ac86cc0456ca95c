import { att, ref, resource, sub, type TypeCase } from './case';

/** REST, HTTP and WebSocket APIs. */
export const APIS: readonly TypeCase[] = [
  {
    name: 'rest-api',
    onlyOnAws: 'the emulator does not know that parts of a REST API have the tags of their API',
    resources: {
      RestApi: resource('AWS::ApiGateway::RestApi', { Name: sub('${Prefix}rest'), Description: 'one' }),
      RestResource: resource('AWS::ApiGateway::Resource', { RestApiId: ref('RestApi'), ParentId: att('RestApi', 'RootResourceId'), PathPart: 'trips' }),
      RestModel: resource('AWS::ApiGateway::Model', { RestApiId: ref('RestApi'), ContentType: 'application/json', Schema: { type: 'object' } }),
      RestValidator: resource('AWS::ApiGateway::RequestValidator', { RestApiId: ref('RestApi'), ValidateRequestBody: true }),
      RestMethod: resource('AWS::ApiGateway::Method', {
        RestApiId: ref('RestApi'), ResourceId: ref('RestResource'), HttpMethod: 'GET', AuthorizationType: 'NONE', Integration: { Type: 'MOCK' },
      }),
      RestGatewayResponse: resource('AWS::ApiGateway::GatewayResponse', { RestApiId: ref('RestApi'), ResponseType: 'DEFAULT_4XX' }),
      RestPart: resource('AWS::ApiGateway::DocumentationPart', { RestApiId: ref('RestApi'), Location: { Type: 'API' }, Properties: '{"description":"one"}' }),
      RestDocumentation: resource('AWS::ApiGateway::DocumentationVersion', { RestApiId: ref('RestApi'), DocumentationVersion: '1' }, { DependsOn: 'RestPart' }),
      RestDeployment: resource('AWS::ApiGateway::Deployment', { RestApiId: ref('RestApi') }, { DependsOn: 'RestMethod' }),
      RestStage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('RestApi'), DeploymentId: ref('RestDeployment'), StageName: 'live', Description: 'one' }),
      RestUserPool: resource('AWS::Cognito::UserPool', {}, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }),
      RestAuthorizer: resource('AWS::ApiGateway::Authorizer', {
        RestApiId: ref('RestApi'), Name: 'users', Type: 'COGNITO_USER_POOLS', IdentitySource: 'method.request.header.Authorization', ProviderARNs: [att('RestUserPool')],
      }),
      RestApiKey: resource('AWS::ApiGateway::ApiKey', { Name: sub('${Prefix}key'), Description: 'one' }),
      RestPlan: resource('AWS::ApiGateway::UsagePlan', { Description: 'one', ApiStages: [{ ApiId: ref('RestApi'), Stage: ref('RestStage') }] }),
      RestPlanKey: resource('AWS::ApiGateway::UsagePlanKey', { KeyId: ref('RestApiKey'), KeyType: 'API_KEY', UsagePlanId: ref('RestPlan') }),
    },
    change: {
      RestApi: { Description: 'two' },
      RestStage: { Description: 'two' },
      RestApiKey: { Description: 'two' },
      RestPlan: { Description: 'two' },
      RestValidator: { ValidateRequestBody: false },
    },
  },
  {
    name: 'http-api',
    resources: {
      HttpApi: resource('AWS::ApiGatewayV2::Api', { Name: sub('${Prefix}http'), ProtocolType: 'HTTP', Description: 'one' }),
      HttpIntegration: resource('AWS::ApiGatewayV2::Integration', {
        ApiId: ref('HttpApi'), IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'GET', IntegrationUri: 'https://example.com/', PayloadFormatVersion: '1.0', Description: 'one',
      }),
      HttpUserPool: resource('AWS::Cognito::UserPool', {}, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }),
      HttpAuthorizer: resource('AWS::ApiGatewayV2::Authorizer', {
        ApiId: ref('HttpApi'),
        Name: 'users',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Audience: ['conformance'], Issuer: sub('https://cognito-idp.${AWS::Region}.amazonaws.com/${HttpUserPool}') },
      }),
      HttpRoute: resource('AWS::ApiGatewayV2::Route', { ApiId: ref('HttpApi'), RouteKey: 'GET /trips', Target: sub('integrations/${HttpIntegration}') }),
      HttpDeployment: resource('AWS::ApiGatewayV2::Deployment', { ApiId: ref('HttpApi') }, { DependsOn: 'HttpRoute' }),
      HttpStage: resource('AWS::ApiGatewayV2::Stage', { ApiId: ref('HttpApi'), StageName: 'live', DeploymentId: ref('HttpDeployment'), Description: 'one' }),
    },
    change: { HttpApi: { Description: 'two' }, HttpIntegration: { Description: 'two' }, HttpStage: { Description: 'two' } },
  },
  {
    name: 'web-socket-api',
    resources: {
      SocketApi: resource('AWS::ApiGatewayV2::Api', {
        Name: sub('${Prefix}socket'), ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action', Description: 'one',
      }),
      SocketIntegration: resource('AWS::ApiGatewayV2::Integration', {
        ApiId: ref('SocketApi'), IntegrationType: 'MOCK', RequestTemplates: { 200: '{"statusCode":200}' }, TemplateSelectionExpression: '200', Description: 'one',
      }),
      SocketIntegrationResponse: resource('AWS::ApiGatewayV2::IntegrationResponse', {
        ApiId: ref('SocketApi'), IntegrationId: ref('SocketIntegration'), IntegrationResponseKey: '$default',
      }),
      SocketModel: resource('AWS::ApiGatewayV2::Model', { ApiId: ref('SocketApi'), Name: 'trip', ContentType: 'application/json', Schema: { type: 'object' } }),
      SocketRoute: resource('AWS::ApiGatewayV2::Route', {
        ApiId: ref('SocketApi'), RouteKey: '$default', Target: sub('integrations/${SocketIntegration}'), RouteResponseSelectionExpression: '$default',
      }),
      SocketRouteResponse: resource('AWS::ApiGatewayV2::RouteResponse', { ApiId: ref('SocketApi'), RouteId: ref('SocketRoute'), RouteResponseKey: '$default' }),
    },
    change: { SocketApi: { Description: 'two' }, SocketIntegration: { Description: 'two' } },
  },
];
