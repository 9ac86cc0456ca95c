import { ValidationError } from '../../errors';

/** What the transform cannot process. */
export class TransformError extends ValidationError {
  constructor(message: string) {
    super(`Transform AWS::LanguageExtensions failed with: ${message}`);
  }
}

export const layoutError = (name: string) => new TransformError(`${name} layout is incorrect`);
