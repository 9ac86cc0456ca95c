import type { CodePipelineEvent, ScheduledEvent } from 'aws-lambda';
import { answerJob } from './aws/job';
import * as pipelines from './aws/pipelines';
import { ensure, ensureDaily } from './ensure/start';
import { ownSolution } from './own-solution';
import { list, read } from '../registry/aws/ssm';

/** The action Ensure of the core pipeline. Started by the schedule, it checks all pipelines. */
export const handler = async (event: CodePipelineEvent | ScheduledEvent) => {
  const dependencies = { ...ownSolution(), store: { list, read }, pipelines };
  if (!('CodePipeline.job' in event)) return ensureDaily(dependencies);
  const job = event['CodePipeline.job'];
  return answerJob(job, () => ensure(dependencies, Boolean(job.data.continuationToken)));
};
