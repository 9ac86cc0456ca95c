import { AwsError } from '../aws-error';
import type { Schemas } from './schema';
import type { ServiceModel } from './services';

/** An error as it is sent. */
export interface WireError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Status and query code of a service's error come from its schema. A failure of the emulator is an internal error. */
export function wireError(error: unknown, protocol: ServiceModel['protocol'], schemas?: Schemas): WireError {
  if (!(error instanceof AwsError)) {
    return { code: 'InternalFailure', status: 500, message: error instanceof Error ? error.message : String(error), fields: {} };
  }
  const schema = schemas?.error(error.code);
  const status = error.status === 400 ? schema?.status ?? 400 : error.status;
  return { code: protocol === 'query' ? schema?.queryCode ?? error.code : error.code, status, message: error.message, fields: error.fields };
}
