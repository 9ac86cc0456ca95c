import type { CodePipelineEvent, Context } from 'aws-lambda';
import { readArtifact } from './aws/artifact';
import { answerJob, fail, userParameters } from './aws/job';
import { newest, progress as stages } from './aws/pipelines';
import { deleteStack, stackStatus } from './aws/stack-state';
import type { GateDependencies } from './gate/facts';
import { gate } from './gate/gate';
import { ownSolution } from './own-solution';
import type { GateParameters } from '../model/environment';
import { leftOut } from '../model/left-out';
import { contractIn } from '../model/template-contract';
import { list, read, write } from '../registry/aws/ssm';

/** The action Gate of a module's pipeline. */
exports.handler = ({ 'CodePipeline.job': job }: CodePipelineEvent, { invokedFunctionArn: deployer }: Context) => answerJob(job, async () => {
  const { module }: GateParameters = userParameters(job);
  const since = Number(job.data.continuationToken) || Date.now();
  const own = ownSolution();
  const { solution } = own;
  const [template, { Parameters = {} }] = await readArtifact(job, 'template.json', 'template-configuration.json');
  const contract = contractIn(template, solution, module);
  if (typeof contract === 'string') return fail(contract);
  const dependencies: GateDependencies = {
    ...own,
    store: { list, read, write },
    pipelines: { newest, stages },
    stackStatus,
    deleteStack,
    leftOut: registry => leftOut(template, Parameters, solution, module, contract.produces, registry, deployer),
  };
  return gate(dependencies, module, contract, since);
});
