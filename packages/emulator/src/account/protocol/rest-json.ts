import { AwsError } from '../aws-error';
import { BodyFormat, readBindings, writeBindings } from './bindings';
import type { HttpRequest } from './http';
import { fromJson, parseJson, toJson } from './json';
import type { Protocol } from './protocol';
import { route } from './route';
import type { Schemas } from './schema';

const JSON_BODY: BodyFormat = {
  contentType: 'application/json',
  read: (schema, body) => fromJson(schema, parseJson(body)),
  write: (schema, value) => JSON.stringify(toJson(schema, value) ?? {}),
  writePayload: (schema, value) => JSON.stringify(toJson(schema, value)),
};

/** restJson1: the operation by method and path, JSON bodies. */
export function restJson(schemas: Schemas): Protocol {
  return {
    operationOf: request => find(request, schemas)?.operation.name ?? '',
    read: (request, operation) => readBindings(request, operation, find(request, schemas)?.labels ?? {}, JSON_BODY),
    write(output, operation, _service, requestId) {
      const { headers, ...response } = writeBindings(output, operation, JSON_BODY);
      return { ...response, headers: { ...headers, 'x-amzn-requestid': requestId } };
    },
    writeError: ({ code, status, message, fields }, _service, requestId) => ({
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, 'x-amzn-requestid': requestId },
      body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', message, Message: message, ...fields }),
    }),
  };
}

function find(request: HttpRequest, schemas: Schemas) {
  try {
    return route(request, schemas, request.path, false);
  } catch {
    throw new AwsError('ValidationException', `the path ${request.path} is not well encoded`);
  }
}
