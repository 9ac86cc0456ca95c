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

/** JSON services report all missing required members at once. */
export function checkRequired(schema: Schema, input: Record<string, unknown>): void {
  const missing = requiredMembers(schema).filter(name => input[name] === undefined || input[name] === null);
  if (missing.length === 0) return;
  const errors = missing.map(name => `Value null at '${name}' failed to satisfy constraint: Member must not be null`);
  throw new AwsError('ValidationException', `${missing.length} validation error${missing.length > 1 ? 's' : ''} detected: ${errors.join('; ')}`);
}
