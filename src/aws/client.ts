/** Settings of all AWS SDK clients: throttled calls are retried, with increasing delays. */
export const RETRY = { retryMode: 'adaptive', maxAttempts: 10 } as const;

/** For `catch`: returns undefined if `name: message` of the error matches, and rethrows other errors. */
export const ignore = (pattern: RegExp) => (error: Error): undefined => {
  if (!pattern.test(`${error.name}: ${error.message}`)) throw error;
  return undefined;
};

/** CloudFormation reports a missing stack as a ValidationError, which has many other causes, so the message decides. */
export const ignoreMissingStack = /* @__PURE__ */ ignore(/ does not exist/);

export const ignoreMissingPipeline = /* @__PURE__ */ ignore(/^PipelineNotFoundException:/);
