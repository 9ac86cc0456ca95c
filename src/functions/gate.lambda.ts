import type { CodePipelineEvent } from 'aws-lambda';
import { readArtifact } from './aws/artifact';
import { answerJob, fail, userParameters } from './aws/job';
import { newest, stages } from './aws/pipelines';
import { deleteStack, stackStatus } from './aws/stack-state';
import { gate } from './gate/gate';
import { ownSolution } from './own-solution';
import type { GateParameters } from '../model/environment';
import { hidesChanges } from '../model/nested-stacks';
import { contractIn } from '../model/template-contract';
import { list, read, write } from '../registry/aws/ssm';

/** The action Gate of a module's pipeline. */
exports.handler = ({ 'CodePipeline.job': job }: CodePipelineEvent) => answerJob(job, async () => {
  const { module, approval }: GateParameters = userParameters(job);
  const since = Number(job.data.continuationToken) || Date.now();
  const dependencies = { ...ownSolution(), store: { list, read, write }, pipelines: { newest, stages }, stackStatus, deleteStack };
  const template = await readArtifact(job, 'template.json');
  const contract = approval === 'true' && hidesChanges(template) || contractIn(template, dependencies.solution, module);
  return typeof contract === 'string' ? fail(contract) : gate(dependencies, module, contract, since);
});
