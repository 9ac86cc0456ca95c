import { AwsError } from '../aws-error';
import type { Schema } from './schema';
import { formatTimestamp, parseTimestamp, timestampFormat } from './timestamps';

export function parseJson(body: Buffer): unknown {
  try {
    return body.length ? JSON.parse(body.toString()) : {};
  } catch {
    throw new AwsError('SerializationException', 'the request is not valid JSON');
  }
}

/** Reads an operation's input from JSON. Unknown members are ignored, as AWS does. */
export function fromJson(schema: Schema, value: any): any {
  if (value === undefined || value === null) return undefined;
  if (schema.isListSchema()) return list(value).map(item => fromJson(schema.getValueSchema(), item));
  if (schema.isMapSchema()) return mapValues(object(value), item => fromJson(schema.getValueSchema(), item));
  if (schema.isStructSchema()) {
    object(value);
    const result: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const read = fromJson(member, value[name] ?? value[String(member.getMergedTraits().jsonName ?? name)]);
      if (read !== undefined) result[name] = read;
    }
    return result;
  }
  if (schema.isBlobSchema() && typeof value === 'string') return Buffer.from(value, 'base64');
  if (schema.isTimestampSchema()) return parseTimestamp(value);
  return value;
}

/** Writes an operation's output as JSON. */
export function toJson(schema: Schema, value: any): any {
  if (value === undefined || value === null) return undefined;
  if (schema.isListSchema()) return list(value).map(item => toJson(schema.getValueSchema(), item));
  if (schema.isMapSchema()) return mapValues(value, item => toJson(schema.getValueSchema(), item));
  if (schema.isStructSchema()) {
    const result: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      if (value[name] !== undefined) result[String(member.getMergedTraits().jsonName ?? name)] = toJson(member, value[name]);
    }
    return result;
  }
  if (schema.isBlobSchema()) return Buffer.from(value).toString('base64');
  if (schema.isTimestampSchema()) return formatTimestamp(value, timestampFormat(schema, 'epoch-seconds'));
  return schema.isDocumentSchema() ? plain(value) : value;
}

function plain(value: any): any {
  if (value instanceof Date) return formatTimestamp(value, 'epoch-seconds');
  if (Array.isArray(value)) return value.map(plain);
  return value && typeof value === 'object' ? mapValues(value, plain) : value;
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new AwsError('SerializationException', `expected a list, got ${JSON.stringify(value)}`);
}

function object(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new AwsError('SerializationException', `expected an object, got ${JSON.stringify(value)}`);
}

function mapValues(value: object, change: (item: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}
