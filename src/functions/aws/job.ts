import { PutJobFailureResultCommand, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline';
import type { CodePipelineEvent } from 'aws-lambda';
import { codePipeline } from './clients';

export type Job = CodePipelineEvent['CodePipeline.job'];

/** What an action says: done, not yet (it is called again with the token), or why not. */
export interface Answer {
  readonly failed?: boolean;
  readonly message: string;
  readonly token?: string;
}

export const succeed = (message: string): Answer => ({ message });
export const again = (message: string, token: string): Answer => ({ message, token });
export const refuse = (message: string): Answer => ({ message, failed: true });

/** Longest message of a failed action, and longest summary of another. */
const MESSAGE_LIMIT = 5000;
const SUMMARY_LIMIT = 2048;

/** Does a pipeline's job, and tells the pipeline how it went. What is thrown fails the action with its message. */
export async function answerJob({ id: jobId }: Job, work: () => Promise<Answer>): Promise<void> {
  const { failed, message, token } = await work().catch(
    (error: Error) => refuse(`${error.name}: ${error.message}; if this does not last, retry the stage`));
  const failureDetails = { type: 'JobFailed' as const, message: message.slice(0, MESSAGE_LIMIT) };
  const executionDetails = { summary: message.slice(0, SUMMARY_LIMIT) };
  await (failed
    ? codePipeline.send(new PutJobFailureResultCommand({ jobId, failureDetails }))
    : codePipeline.send(new PutJobSuccessResultCommand({ jobId, continuationToken: token, executionDetails })));
}

export const userParameters = (job: Job) => JSON.parse(job.data.actionConfiguration.configuration.UserParameters || '{}');
