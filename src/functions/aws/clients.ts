import { CodePipelineClient } from '@aws-sdk/client-codepipeline';

/** Throttled calls are repeated by the client, ever more slowly. */
export const PATIENT = { retryMode: 'adaptive', maxAttempts: 10 };

export const codePipeline = new CodePipelineClient(PATIENT);
