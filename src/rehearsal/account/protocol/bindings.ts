import type { HttpRequest } from './http';
import type { Operation, Schema } from './schema';
import { fromText, toText } from './text';

/** How a REST protocol reads and writes what stands in the body. */
export interface BodyFormat {
  readonly contentType: string;
  read(schema: Schema, body: Buffer): any;
  write(schema: Schema, value: any): string;
  /** A structure that is the whole body under its member's name. */
  writePayload(schema: Schema, value: any): string;
}

/** Collects an operation's input from path, query, headers and body. */
export function readBindings(request: HttpRequest, operation: Operation, labels: Record<string, string>, format: BodyFormat): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  let inBody = false;
  let hasPayload = false;
  for (const [name, member] of operation.input.structIterator()) {
    const traits = member.getMergedTraits();
    let value: unknown;
    if (traits.httpLabel) {value = labels[name] === undefined ? undefined : fromText(member, labels[name]);} else if (traits.httpQuery) {value = fromQuery(member, request.query.getAll(String(traits.httpQuery)));} else if (traits.httpHeader) {value = fromHeader(member, request.headers[String(traits.httpHeader).toLowerCase()]);} else if (traits.httpPrefixHeaders !== undefined) {value = withPrefix(request.headers, String(traits.httpPrefixHeaders));} else if (traits.httpPayload) {
      hasPayload = true;
      value = payload(member, request.body, format);
    } else {inBody = true;}
    if (value !== undefined) input[name] = value;
  }
  return inBody && !hasPayload && request.body.length ? { ...format.read(operation.input, request.body), ...input } : input;
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

/** Spreads an operation's output over status, headers and body. */
export function writeBindings(output: any, operation: Operation, format: BodyFormat) {
  const headers: Record<string, string> = {};
  let status = operation.http!.status;
  let body: string | Uint8Array | undefined;
  let inBody = false;
  const members = operation.output.isStructSchema() ? [...operation.output.structIterator()] : [];
  for (const [name, member] of members) {
    const traits = member.getMergedTraits();
    const value = output[name];
    const bound = traits.httpHeader || traits.httpPrefixHeaders !== undefined || traits.httpPayload || traits.httpResponseCode;
    if (!bound) inBody = true;
    if (value === undefined || value === null) continue;
    if (traits.httpHeader) {headers[String(traits.httpHeader).toLowerCase()] = headerText(member, value);} else if (traits.httpPrefixHeaders !== undefined) {
      for (const [key, each] of Object.entries(value)) headers[`${traits.httpPrefixHeaders}${key}`.toLowerCase()] = String(each);
    } else if (traits.httpResponseCode) {status = value;} else if (traits.httpPayload) {
      const structured = member.isStructSchema();
      body = structured ? format.writePayload(member, value) : value;
      if (structured) headers['content-type'] ??= format.contentType;
    }
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
