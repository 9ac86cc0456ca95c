import type { HttpRequest } from './http';
import type { Operation, Schema } from './schema';
import { fromText, toText } from './text';

/** How a REST protocol reads and writes bodies. */
export interface BodyFormat {
  readonly contentType: string;
  read(schema: Schema, body: Buffer): any;
  write(schema: Schema, value: any): string;
  /** A structure that is the whole body (httpPayload). */
  writePayload(schema: Schema, value: any): string;
}

type Labels = Readonly<Record<string, string>>;

/** Collects an operation's input from path, query, headers and body. */
export function readBindings(request: HttpRequest, { input }: Operation, labels: Labels, format: BodyFormat): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  let inBody = request.body.length > 0;
  for (const [name, member] of input.structIterator()) {
    if (member.getMergedTraits().httpPayload) inBody = false;
    const value = readMember(request, name, member, labels, format);
    if (value !== undefined) result[name] = value;
  }
  return inBody ? { ...format.read(input, request.body), ...result } : result;
}

function readMember({ query, headers, body }: HttpRequest, name: string, member: Schema, labels: Labels, format: BodyFormat): unknown {
  const traits = member.getMergedTraits();
  if (traits.httpLabel) return labels[name] === undefined ? undefined : fromText(member, labels[name]);
  if (traits.httpQuery) return fromQuery(member, query.getAll(String(traits.httpQuery)));
  if (traits.httpHeader) return fromHeader(member, headers[String(traits.httpHeader).toLowerCase()]);
  if (traits.httpPrefixHeaders !== undefined) return withPrefix(headers, String(traits.httpPrefixHeaders));
  return traits.httpPayload ? payload(member, body, format) : undefined;
}

function payload(schema: Schema, body: Buffer, format: BodyFormat): unknown {
  if (schema.isBlobSchema()) return body;
  if (schema.isStringSchema()) return body.toString();
  return body.length ? format.read(schema, body) : undefined;
}

function fromQuery(schema: Schema, values: string[]): unknown {
  if (values.length === 0) return undefined;
  return schema.isListSchema() ? values.map(value => fromText(schema.getValueSchema(), value)) : fromText(schema, values[0]);
}

function fromHeader(schema: Schema, value: string | undefined): unknown {
  if (value === undefined) return undefined;
  if (schema.isListSchema()) return value.split(',').map(item => fromText(schema.getValueSchema(), item.trim()));
  if (schema.getMergedTraits().mediaType) return Buffer.from(value, 'base64').toString();
  return fromText(schema, value);
}

function withPrefix(headers: Readonly<Record<string, string>>, prefix: string): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix.toLowerCase()));
  return found.length ? Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value])) : undefined;
}

/** Writes an operation's output to status, headers and body. */
export function writeBindings(output: any, operation: Operation, format: BodyFormat) {
  const headers: Record<string, string> = {};
  let status = operation.http!.status;
  let body: string | Uint8Array | undefined;
  let inBody = false;
  for (const [name, member] of operation.output.isStructSchema() ? operation.output.structIterator() : []) {
    const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = member.getMergedTraits();
    if (!httpHeader && httpPrefixHeaders === undefined && !httpPayload && !httpResponseCode) inBody = true;
    const value = output[name];
    if (value === undefined || value === null) continue;
    if (httpHeader) headers[String(httpHeader).toLowerCase()] = headerText(member, value);
    for (const [key, each] of httpPrefixHeaders === undefined ? [] : Object.entries(value)) headers[`${httpPrefixHeaders}${key}`.toLowerCase()] = String(each);
    if (httpResponseCode) status = value;
    if (httpPayload && member.isStructSchema()) headers['content-type'] ??= format.contentType;
    if (httpPayload) body = member.isStructSchema() ? format.writePayload(member, value) : value;
  }
  if (inBody && body === undefined) {
    body = format.write(operation.output, output);
    headers['content-type'] ??= format.contentType;
  }
  return { status, headers, body };
}

function headerText(schema: Schema, value: any): string {
  if (schema.isListSchema()) return (value as unknown[]).map(item => toText(schema.getValueSchema(), item, 'http-date')).join(', ');
  if (schema.getMergedTraits().mediaType) return Buffer.from(String(value)).toString('base64');
  return toText(schema, value, 'http-date');
}
