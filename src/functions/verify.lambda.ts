import type { CodePipelineEvent } from 'aws-lambda';
import { readArtifact } from './aws/artifact';
import { answerJob } from './aws/job';
import { newest, stages, start } from './aws/pipelines';
import { ownSolution } from './own-solution';
import { parseProgress, verify } from './verify/verify';
import { BUILD_OUTPUT } from '../model/environment';

/** The action Verify of the module-definition pipeline. */
exports.handler = ({ 'CodePipeline.job': job }: CodePipelineEvent) => answerJob(job, async () => {
  const progress = parseProgress(job.data.continuationToken);
  return verify({ ...ownSolution(), pipelines: { newest, stages, start } }, (await readArtifact(job, BUILD_OUTPUT.applied))[0], progress);
});
