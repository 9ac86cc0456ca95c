import type { WireError } from './error';
import type { HttpRequest, HttpResponse } from './http';
import type { Operation, Schemas } from './schema';
import type { ServiceModel } from './services';

/** The server side of an AWS protocol. */
export interface Protocol {
  /** The name of the requested operation. */
  operationOf(request: HttpRequest, schemas: Schemas): string;
  read(request: HttpRequest, operation: Operation): Record<string, unknown>;
  write(output: any, operation: Operation, service: ServiceModel, requestId: string): HttpResponse;
  writeError(error: WireError, service: ServiceModel, requestId: string): HttpResponse;
}
