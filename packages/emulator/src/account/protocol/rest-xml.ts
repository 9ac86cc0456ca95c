import { AwsError } from '../aws-error';
import { BodyFormat, readBindings, writeBindings } from './bindings';
import { bucketOf } from './bucket';
import type { HttpRequest } from './http';
import type { Protocol } from './protocol';
import { Match, route } from './route';
import type { Schema, Schemas } from './schema';
import { element, escape, fromXml, membersToXml, parseXml, toXml } from './xml';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** restXml as S3 uses it: the bucket in host or path, XML bodies. */
export function restXml(schemas: Schemas, namespace: string): Protocol {
  const body = xmlBody(namespace);
  return {
    operationOf: request => find(request, schemas)?.operation.name ?? '',
    read: (request, operation) => readBindings(request, operation, find(request, schemas)?.labels ?? {}, body),
    write(output, operation, _service, requestId) {
      const { headers, status, ...response } = writeBindings(output, operation, body);
      return { ...response, status: headers['content-range'] ? 206 : status, headers: { ...headers, 'x-amz-request-id': requestId } };
    },
    writeError({ code, status, message, fields }, _service, requestId) {
      const parts = Object.entries({ Code: code, Message: message, ...fields, RequestId: requestId, HostId: requestId })
        .map(([name, value]) => element(name, '', escape(String(value))));
      const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
      return { status, headers, body: status === 304 ? undefined : DECLARATION + element('Error', '', parts.join('')) };
    },
  };
}

function xmlBody(namespace: string): BodyFormat {
  const xmlns = ` xmlns="${namespace}"`;
  return {
    contentType: 'application/xml',
    read: (schema, body) => fromXml(schema, parseXml(body) ?? {}),
    write: (schema, value) => DECLARATION + root(schema, value, xmlns),
    writePayload: (schema, value) => DECLARATION + toXml(schema, value, nameOf(schema), xmlns),
  };
}

function root(schema: Schema, value: any, xmlns: string): string {
  const name = nameOf(schema);
  // A response whose one member has the response's name (GetBucketLocation) is not wrapped again.
  const [[only, member], ...others] = [...schema.structIterator()];
  if (others.length === 0 && only === name) return toXml(member, value[only] ?? '', name, xmlns);
  return element(name, xmlns, membersToXml(schema, value));
}

function nameOf(schema: Schema): string {
  return String(schema.getMergedTraits().xmlName ?? schema.getName());
}

function find(request: HttpRequest, schemas: Schemas): Match | undefined {
  const { bucket, path } = bucketOf(request);
  try {
    const match = route(request, schemas, path, bucket !== undefined);
    return match && { ...match, labels: bucket === undefined ? match.labels : { ...match.labels, Bucket: decodeURIComponent(bucket) } };
  } catch {
    throw new AwsError('InvalidURI', `Couldn't parse the specified URI: ${request.path}`);
  }
}
