import type { CodePipelineEvent, ScheduledEvent } from 'aws-lambda';
import { announce } from './announce/announce';
import { recordDelivery } from './announce/delivery';
import { answerJob, userParameters } from './aws/job';
import { names, newest, newestAttempt, stages, start, startedBy } from './aws/pipelines';
import { findStack } from './aws/stack-state';
import { ownSolution } from './own-solution';
import type { AnnounceParameters } from '../model/environment';
import { lastModified, namesBelow, read, write } from '../registry/aws/ssm';

/** The action Announce after a deployment. Started by the schedule, it announces the outputs of all modules. */
exports.handler = async (event: CodePipelineEvent | ScheduledEvent) => {
  const pipelines = { names, newest, newestAttempt, stages, start, startedBy };
  const dependencies = { ...ownSolution(), store: { read }, lastModified, pipelines, findStack };
  if (!('CodePipeline.job' in event)) return announce(dependencies);
  const job = event['CodePipeline.job'];
  return answerJob(job, async () => {
    const { producers = dependencies.core, delivered }: AnnounceParameters = userParameters(job);
    const problem = delivered && await recordDelivery({ ...dependencies, store: { read, write }, namesBelow }, producers[0], delivered);
    // Consumers are told in any case.
    const answer = await announce(dependencies, producers);
    return problem ?? answer;
  });
};
