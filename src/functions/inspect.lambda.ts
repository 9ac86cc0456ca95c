import type { CodePipelineEvent, Context } from 'aws-lambda';
import { readArtifact, readObject } from './aws/artifact';
import { answerJob, userParameters } from './aws/job';
import { inspect } from './inspect/inspect';
import { ownSolution } from './own-solution';
import type { InspectParameters } from '../model/environment';

/** The action Inspect of a module's pipeline. */
exports.handler = ({ 'CodePipeline.job': job }: CodePipelineEvent, { invokedFunctionArn: deployer }: Context) => answerJob(job, async () => {
  const { module, approval, allows }: InspectParameters = userParameters(job);
  const [template, { Parameters = {}, Tags = {} }] = await readArtifact(job, 'template.json', 'template-configuration.json');
  return inspect({
    solution: ownSolution().solution,
    module,
    approval: approval === 'true',
    allows: allows.split(',').filter(Boolean),
    template,
    parameters: Parameters,
    tags: Tags,
    deployer,
    read: readObject,
  });
});
