import { fromJson, parseJson, toJson } from './json';
import type { Protocol } from './protocol';
import type { ServiceModel } from './services';

/** awsJson1.0 and awsJson1.1: the operation in a header, JSON in and out. */
export const awsJson: Protocol = {
  operationOf: request => request.headers['x-amz-target']?.split('.').pop() ?? '',

  read(request, operation) {
    return fromJson(operation.input, parseJson(request.body)) ?? {};
  },

  write: (output, operation, service, requestId) => ({
    status: 200,
    headers: headers(service, requestId),
    body: operation.output.isUnitSchema() ? '' : JSON.stringify(toJson(operation.output, output) ?? {}),
  }),

  writeError: ({ code, status, message, fields }, service, requestId) => ({
    status,
    headers: { ...headers(service, requestId), 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, ...fields }),
  }),
};

function headers(service: ServiceModel, requestId: string): Record<string, string> {
  return { 'content-type': `application/x-amz-json-${service.jsonVersion ?? '1.1'}`, 'x-amzn-requestid': requestId };
}
