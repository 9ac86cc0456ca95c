import type { CodePipelineEvent } from 'aws-lambda';
import { readArtifact } from './aws/artifact';
import { answerJob, userParameters } from './aws/job';
import { newest, stages } from './aws/pipelines';
import { deleteStack, findStack } from './aws/stack-state';
import { gate } from './gate/gate';
import { ownSolution } from './own-solution';
import type { GateParameters } from '../model/environment';
import { list, read, write } from '../registry/aws/ssm';

/** The action Gate of a module's pipeline. */
export const handler = ({ 'CodePipeline.job': job }: CodePipelineEvent) => answerJob(job, async () => {
  const { module }: GateParameters = userParameters(job);
  const since = Number(job.data.continuationToken) || Date.now();
  const dependencies = { ...ownSolution(), store: { list, read, write }, pipelines: { newest, stages }, findStack, deleteStack };
  return gate(dependencies, module, await readArtifact(job, 'contract.json'), since);
});
