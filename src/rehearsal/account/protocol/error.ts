import { AwsError } from '../aws-error';
import type { Schemas } from './schema';

/** An error as it goes over the wire. */
export interface WireError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The code and status of a service's own error come from its schema; a failure of the account itself is an internal one. */
export function wireError(error: unknown, schemas?: Schemas): WireError {
  if (!(error instanceof AwsError)) {
    return { code: 'InternalFailure', status: 500, message: error instanceof Error ? error.message : String(error), fields: {} };
  }
  const schema = schemas?.error(error.code);
  const status = error.status === 400 ? schema?.status ?? 400 : error.status;
  return { code: schema?.code ?? error.code, status, message: error.message, fields: error.fields };
}
