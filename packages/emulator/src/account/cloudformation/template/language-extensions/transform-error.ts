import { ValidationError } from '../../errors';

/** A template that the transform rejects. */
export class TransformError extends ValidationError {
  constructor(message: string) {
    super(`Transform AWS::LanguageExtensions failed with: ${message}`);
  }
}

export const layoutError = (name: string) => new TransformError(`${name} layout is incorrect`);
