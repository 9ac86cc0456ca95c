import { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error';
import type { ServiceModel } from './services';

export type Schema = NormalizedSchema;

/** An operation as the AWS SDK's schemas describe it. */
export interface Operation {
  readonly name: string;
  readonly input: Schema;
  readonly output: Schema;
  /** Method and path, for REST protocols. */
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number };
}

type StaticOperation = [9, string, string, { http?: [string, string, number] } | number, any, any];
type StaticError = [-3, string, string, { awsQueryError?: [string, number]; httpError?: number } | number];

const DOCUMENT = 15;

/** The operations and errors of a service, from its AWS SDK client. */
export interface Schemas {
  readonly operations: ReadonlyMap<string, Operation>;
  error(code: string): ErrorSchema | undefined;
}

export interface ErrorSchema {
  /** The error code of the query protocol, if it differs from the shape's name. */
  readonly queryCode?: string;
  readonly status?: number;
}

const loaded = new Map<ServiceModel, Schemas>();

export function schemasOf(model: ServiceModel): Schemas {
  const schemas = loaded.get(model) ?? (model.client ? read(model.client()) : ANYTHING);
  loaded.set(model, schemas);
  return schemas;
}

function read(client: Record<string, any>): Schemas {
  const operations = new Map<string, Operation>();
  for (const [key, value] of Object.entries(client)) {
    if (key.endsWith('$') && value[0] === 9) operations.set(value[2], operation(value));
  }
  return {
    operations,
    error: code => {
      const schema: StaticError | undefined = client[`${code}$`];
      if (schema?.[0] !== -3) return undefined;
      const traits = typeof schema[3] === 'object' ? schema[3] : {};
      return { queryCode: traits.awsQueryError?.[0], status: traits.awsQueryError?.[1] ?? traits.httpError };
    },
  };
}

function operation([, , name, traits, input, output]: StaticOperation): Operation {
  const http = typeof traits === 'object' ? traits.http : undefined;
  const shapes: { input?: Schema; output?: Schema } = {};
  return {
    name,
    // The SDK gives shapes as functions, evaluated on first use.
    get input() { return shapes.input ??= NormalizedSchema.of(input); },
    get output() { return shapes.output ??= NormalizedSchema.of(output); },
    http: http && { method: http[0], uri: http[1], status: http[2] },
  };
}

/** Schemas of a service without an SDK client: input and output are JSON as they are. */
const ANYTHING: Schemas = {
  operations: {
    get: (name: string) => ({ name, input: NormalizedSchema.of(DOCUMENT), output: NormalizedSchema.of(DOCUMENT) }),
  } as ReadonlyMap<string, Operation>,
  error: () => undefined,
};

/** The number of required members; they come first in a structure. */
export function requiredMembers(schema: Schema): string[] {
  const structure = schema.getSchema() as unknown[];
  if (!schema.isStructSchema() || !Array.isArray(structure)) return [];
  return (structure[4] as string[]).slice(0, (structure[6] as number | undefined) ?? 0);
}

const CODES: Readonly<Record<ServiceModel['protocol'], { readonly missing: string; readonly wrong: string }>> = {
  json: { missing: 'ValidationException', wrong: 'SerializationException' },
  restJson: { missing: 'ValidationException', wrong: 'SerializationException' },
  query: { missing: 'ValidationError', wrong: 'MalformedInput' },
  restXml: { missing: 'InvalidRequest', wrong: 'MalformedXML' },
};

/** Refuses an input whose members have other types than their shapes, or that lacks required members: all of them at once. */
export function checkInput(schema: Schema, input: unknown, protocol: ServiceModel['protocol']): void {
  const missing: string[] = [];
  check(schema, input, '', missing, CODES[protocol].wrong);
  // S3 looks for the bucket first.
  if (missing.length === 0 || protocol === 'restXml') return;
  const errors = missing.map(name => `Value null at '${name}' failed to satisfy constraint: Member must not be null`);
  throw new AwsError(CODES[protocol].missing, `${missing.length} validation error${missing.length > 1 ? 's' : ''} detected: ${errors.join('; ')}`);
}

function check(schema: Schema, value: any, path: string, missing: string[], code: string): void {
  const expect = (isRight: boolean, type: string) => {
    if (!isRight) throw new AwsError(code, `${path || 'the request'}: expected ${type}`);
  };
  const isObject = value !== null && typeof value === 'object';
  if (schema.isDocumentSchema() || schema.isStreaming() || value === undefined) return;
  if (schema.isListSchema()) {
    expect(Array.isArray(value), 'a list');
    value.forEach((item: unknown, index: number) => check(schema.getValueSchema(), item, `${path}.${index + 1}.member`, missing, code));
  } else if (schema.isMapSchema()) {
    expect(isObject, 'a map');
    for (const [key, item] of Object.entries(value)) check(schema.getValueSchema(), item, `${path}.${key}`, missing, code);
  } else if (schema.isStructSchema()) {
    expect(isObject && !Array.isArray(value), 'a structure');
    const prefix = path && `${path}.`;
    missing.push(...requiredMembers(schema).filter(name => value[name] === undefined || value[name] === null).map(name => prefix + name));
    for (const [name, member] of schema.structIterator()) check(member, value[name] ?? undefined, prefix + name, missing, code);
  } else if (schema.isBlobSchema()) {
    expect(value instanceof Uint8Array, 'bytes in Base64');
  } else if (schema.isTimestampSchema()) {
    expect(value instanceof Date && !Number.isNaN(value.getTime()), 'a time');
  } else if (schema.isNumericSchema()) {
    expect(typeof value === 'number' && Number.isFinite(value), 'a number');
  } else if (schema.isBooleanSchema()) {
    expect(typeof value === 'boolean', 'true or false');
  } else if (schema.isStringSchema()) {
    expect(typeof value === 'string', 'text');
  }
}
