import type { CodePipelineEvent, ScheduledEvent } from 'aws-lambda';
import { answerJob } from './aws/job';
import * as pipelines from './aws/pipelines';
import { startMissedPushes } from './ensure/missed-pushes';
import { ensure, ensureDaily } from './ensure/start';
import { ownSolution } from './own-solution';
import type { HourlyEvent } from '../model/environment';
import { list, read } from '../registry/aws/ssm';

/** The action Ensure of the core pipeline. Started by the daily schedule, it checks all pipelines; by the hourly one, those that may have missed a push. */
exports.handler = async (event: CodePipelineEvent | ScheduledEvent | HourlyEvent) => {
  const dependencies = { ...ownSolution(), store: { list, read }, pipelines };
  if ('hourly' in event) return startMissedPushes(dependencies, new Date().getUTCHours());
  if (!('CodePipeline.job' in event)) return ensureDaily(dependencies);
  const job = event['CodePipeline.job'];
  return answerJob(job, () => ensure(dependencies, Boolean(job.data.continuationToken)));
};
