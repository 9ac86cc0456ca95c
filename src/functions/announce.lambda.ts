import type { CodePipelineEvent, ScheduledEvent } from 'aws-lambda';
import { announce } from './announce/announce';
import { answerJob, userParameters } from './aws/job';
import { names, newest, newestAttempt, stages, start, startedBy } from './aws/pipelines';
import { findStack } from './aws/stack-state';
import { ownSolution } from './own-solution';
import type { AnnounceParameters } from '../model/environment';
import { lastModified, read } from '../registry/aws/ssm';

/** The action Announce after a deployment. Started by the schedule, it announces the outputs of all modules. */
exports.handler = async (event: CodePipelineEvent | ScheduledEvent) => {
  const pipelines = { names, newest, newestAttempt, stages, start, startedBy };
  const dependencies = { ...ownSolution(), store: { read }, lastModified, pipelines, findStack };
  if (!('CodePipeline.job' in event)) return announce(dependencies);
  const job = event['CodePipeline.job'];
  return answerJob(job, async () => {
    const { producers = dependencies.core }: AnnounceParameters = userParameters(job);
    return announce(dependencies, producers);
  });
};
