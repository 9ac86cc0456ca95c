import { AwsError } from '../aws-error';

/** The error for an invalid template or request. */
export class ValidationError extends AwsError {
  constructor(message: string) {
    super('ValidationError', message);
  }
}

export const templateError = (message: string) => new ValidationError(`Template error: ${message}`);
export const formatError = (message: string) => new ValidationError(`Template format error: ${message}`);

/** Refuses what a condition refers to, if it is no parameter. */
export function unresolvedInConditions(id: string): never {
  throw formatError(`Unresolved dependencies [${id}]. Cannot reference resources in the Conditions block of the template`);
}

/** A failed operation on a resource; with a physical id if the resource exists nevertheless. */
export class ResourceFailure extends Error {
  constructor(message: string, readonly physicalId?: string) {
    super(message);
  }
}

export const messageOf = (error: unknown) => error instanceof Error ? error.message : String(error);
