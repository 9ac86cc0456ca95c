import { PutJobFailureResultCommand, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline';
import type { CodePipelineEvent } from 'aws-lambda';
import { codePipeline } from './clients';

export type Job = CodePipelineEvent['CodePipeline.job'];

/** Result of an action: success; to be continued, if there is a token, with which the pipeline calls the function again; or failure. */
export interface Answer {
  readonly failed?: boolean;
  readonly message: string;
  readonly token?: string;
}

export const succeed = (message: string): Answer => ({ message });
export const continueLater = (message: string, token: string): Answer => ({ message, token });
export const fail = (message: string): Answer => ({ message, failed: true });

/** Maximum length of the message of a failed action, and of the summary of any other. */
const MESSAGE_LIMIT = 5000;
const SUMMARY_LIMIT = 2048;

/** Performs a job and reports its result to the pipeline. An error fails the action with its message. */
export async function answerJob({ id: jobId }: Job, work: () => Promise<Answer>): Promise<void> {
  const { failed, message, token } = await work().catch(
    (error: Error) => fail(`${error.name}: ${error.message}; if this is temporary, retry the stage`));
  const failureDetails = { type: 'JobFailed' as const, message: message.slice(0, MESSAGE_LIMIT) };
  const executionDetails = { summary: message.slice(0, SUMMARY_LIMIT) };
  await (failed
    ? codePipeline.send(new PutJobFailureResultCommand({ jobId, failureDetails }))
    : codePipeline.send(new PutJobSuccessResultCommand({ jobId, continuationToken: token, executionDetails })));
}

export const userParameters = (job: Job) => JSON.parse(job.data.actionConfiguration.configuration.UserParameters || '{}');
