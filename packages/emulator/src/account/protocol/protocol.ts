import type { WireError } from './error';
import type { HttpRequest, HttpResponse } from './http';
import type { Operation, Schemas } from './schema';
import type { ServiceModel } from './services';

/** One of AWS's protocols, from the server's side. */
export interface Protocol {
  /** The name of the operation that a request asks for. */
  operationOf(request: HttpRequest, schemas: Schemas): string;
  read(request: HttpRequest, operation: Operation): Record<string, unknown>;
  write(output: any, operation: Operation, service: ServiceModel, requestId: string): HttpResponse;
  writeError(error: WireError, service: ServiceModel, requestId: string): HttpResponse;
}
