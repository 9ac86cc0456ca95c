import { RunningSolution } from './solution';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

/** A signed-in user of the deployed routes. As in API Gateway, paths are decoded once before they are matched with the routes. */
export function signedIn(solution: RunningSolution, sub: string) {
  const keys = solution.deployed.of('AWS::ApiGatewayV2::Route', 'api').map(({ properties }): string => properties.RouteKey);
  const responder = solution.resource('api', 'AWS::Lambda::Function', 'Responder').id;
  return async (method: string, path: string, queryStringParameters?: Record<string, string>): Promise<Answer> => {
    const asked = `${method} ${decodeURIComponent(path)}`;
    const routeKey = keys.find(key => patternOf(key).test(asked));
    if (!routeKey) return { status: 404, body: { message: 'Not Found' } };
    const { statusCode, body } = await solution.functions.ask(responder, {
      routeKey,
      pathParameters: { ...patternOf(routeKey).exec(asked)!.groups },
      queryStringParameters,
      requestContext: { requestId: 'r-1', authorizer: { jwt: { claims: { sub } } } },
    });
    return { status: statusCode, body: JSON.parse(body) };
  };
}

const patternOf = (routeKey: string) => new RegExp(`^${routeKey.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
