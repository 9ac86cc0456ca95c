import { AwsError } from '../aws-error';

/** What CloudFormation answers to a wrong template or a wrong request. */
export class ValidationError extends AwsError {
  constructor(message: string) {
    super('ValidationError', message);
  }
}

export const templateError = (message: string) => new ValidationError(`Template error: ${message}`);
export const formatError = (message: string) => new ValidationError(`Template format error: ${message}`);

/** A resource that could not be made, changed or deleted; it may exist nevertheless. */
export class ResourceFailure extends Error {
  constructor(message: string, readonly physicalId?: string) {
    super(message);
  }
}

export const messageOf = (error: unknown) => error instanceof Error ? error.message : String(error);
