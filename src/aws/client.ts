/** Settings of all clients of the AWS SDK: throttled calls are retried, with growing delays. */
export const RETRY = { retryMode: 'adaptive', maxAttempts: 10 } as const;

/** For `catch`: resolves to undefined where `name: message` of the error matches, and throws any other error again. */
export const ignore = (pattern: RegExp) => (error: Error): undefined => {
  if (!pattern.test(`${error.name}: ${error.message}`)) throw error;
  return undefined;
};

/** CloudFormation reports a stack that does not exist as a ValidationError, as it does much else. */
export const ignoreMissingStack = ignore(/ does not exist/);

export const ignoreMissingPipeline = ignore(/^PipelineNotFoundException:/);
