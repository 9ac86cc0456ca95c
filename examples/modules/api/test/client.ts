import { Tables } from './tables';
import { handlerWith } from '../src/handler';
import { ROUTES, keyOf } from '../src/routes';

export const settings = { OWNER_TABLE: 'owners', TRIP_TABLE: 'trips', HEALTH_REPORT_TABLE: 'reports', DTC_TABLE: 'dtc', ANOMALY_TABLE: 'anomalies' };

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: any;
}

/** Somebody who signed in, or nobody, in front of the real handler. As API Gateway does, paths are decoded, once, and then matched against the routes. */
export function client(tables: Pick<Tables, 'send'>, owner?: string) {
  const handler = handlerWith({ dynamodb: tables as never }, settings);
  return async (method: string, encoded: string, queryStringParameters?: Record<string, string>): Promise<Answer> => {
    const path = decodeURIComponent(encoded);
    const route = ROUTES.find(one => one.method === method && patternOf(one.path).test(path))!;
    const event = {
      routeKey: keyOf(route),
      pathParameters: { ...patternOf(route.path).exec(path)!.groups },
      queryStringParameters,
      requestContext: { requestId: 'r-1', authorizer: { jwt: { claims: owner ? { sub: owner } : {} } } },
    };
    const { statusCode, headers, body } = await handler(event as never);
    return { status: statusCode!, type: String(headers!['content-type']), body: JSON.parse(body!) };
  };
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
