import type { CodePipelineEvent } from 'aws-lambda';
import { client, PutJobFailureResultCommand, PutJobSuccessResultCommand } from './pipelines';

/** How many pipelines a function looks at in parallel: each takes several calls, which AWS throttles. */
export const PARALLEL = 8;

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

/** A function ends after 15 minutes, and CodePipeline waits for 20 minutes for an answer that does not come. */
const LONGEST_WORK = 13 * 60 * 1000;

/** Performs a job and reports its result to the pipeline, also if the work fails or takes too long; then the pipeline calls again. */
export async function answerJob({ id: jobId, data }: Job, work: () => Promise<Answer>): Promise<void> {
  let timer;
  const late = new Promise<Answer>(resolve => {
    timer = setTimeout(resolve, LONGEST_WORK, continueLater('continues', data.continuationToken ?? '0'));
  });
  const answer = await Promise.race([Promise.resolve().then(work), late]).catch(failure);
  clearTimeout(timer);
  const send = ({ failed, message, token }: Answer) => client.send<any, any>(failed
    ? new PutJobFailureResultCommand({ jobId, failureDetails: { type: 'JobFailed', message: message.slice(0, MESSAGE_LIMIT) } })
    : new PutJobSuccessResultCommand({
      jobId, continuationToken: token, executionDetails: { summary: message.slice(0, SUMMARY_LIMIT) },
    }));
  await send(answer).catch(error => send(failure(error)));
}

/** Whatever was thrown. */
const failure = (error: unknown) => fail(`${String(error)}; if this is temporary, retry the stage`);

export const userParameters = (job: Job) => JSON.parse(job.data.actionConfiguration.configuration.UserParameters || '{}');
