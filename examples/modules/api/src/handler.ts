import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Clients, Settings, dependenciesOf } from './dependencies';
import { jsonOf, numberOf } from './json';
import { Problem, unexpected } from './problem';
import { respond } from './respond';

export function handlerWith(clients: Clients, settings: Settings) {
  const dependencies = dependenciesOf(clients, settings);
  return async (event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<APIGatewayProxyStructuredResultV2> => {
    // API Gateway has already decoded the path parameters. Decoding them again would change ids that contain a %.
    const { routeKey: route, pathParameters: path = {}, queryStringParameters: query = {}, requestContext } = event;
    const owner = requestContext.authorizer?.jwt.claims.sub?.toString();
    try {
      return response(200, 'application/json', await respond({ route, owner, path, query }, dependencies));
    } catch (error) {
      if (!(error instanceof Problem)) console.error({ message: 'request failed', route, requestId: requestContext.requestId, error });
      const problem = error instanceof Problem ? error : unexpected();
      return response(problem.status, 'application/problem+json', problem.body);
    }
  };
}

const response = (statusCode: number, type: string, body: object): APIGatewayProxyStructuredResultV2 =>
  ({ statusCode, headers: { 'content-type': type, 'cache-control': 'no-store' }, body: jsonOf(body) });

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(), { unmarshallOptions: { wrapNumbers: numberOf } });

export const handler = handlerWith({ dynamodb }, process.env);
