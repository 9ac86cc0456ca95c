import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { jsonOf, numberOf } from './json';
import { Clients, Settings, outsideOf } from './outside';
import { Problem, unexpected } from './problem';
import { respond } from './respond';

export function handlerWith(clients: Clients, settings: Settings) {
  const outside = outsideOf(clients, settings);
  return async (event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<APIGatewayProxyStructuredResultV2> => {
    // Parameters of the path are decoded already, by API Gateway: doing it again would make another id of one with a % in it.
    const { routeKey: route, pathParameters: path = {}, queryStringParameters: query = {}, requestContext } = event;
    const owner = requestContext.authorizer?.jwt.claims.sub?.toString();
    try {
      return answer(200, 'application/json', await respond({ route, owner, path, query }, outside));
    } catch (error) {
      if (!(error instanceof Problem)) console.error({ message: 'request failed', route, requestId: requestContext.requestId, error });
      const problem = error instanceof Problem ? error : unexpected();
      return answer(problem.status, 'application/problem+json', problem.body);
    }
  };
}

const answer = (statusCode: number, type: string, body: object): APIGatewayProxyStructuredResultV2 =>
  ({ statusCode, headers: { 'content-type': type, 'cache-control': 'no-store' }, body: jsonOf(body) });

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(), { unmarshallOptions: { wrapNumbers: numberOf } });

export const handler = handlerWith({ dynamodb }, process.env);
