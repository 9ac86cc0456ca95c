import { Construct } from 'constructs';
import { ARTIFACT_BUCKET, CORE_ARTIFACTS, CoreSettings, KEY_ARN } from './settings';
import {
  coreStackName, functionName, modulesStackName, moduleStackName, pipelineName, prepareProjectName,
  coreRoleName,
} from '../../model/names';
import { deployStacks, invokeFunctions, passArtifacts, readSource, runBuild, useConnections } from '../grants';
import { arn, passRole, serviceRole, stackArn } from '../permissions';

/** The role of the core pipeline, and the role of the events that start pipelines. */
export function definePipelineRoles(scope: Construct, settings: CoreSettings) {
  corePipelineRole(scope, settings);
  startRole(scope, settings.solution);
}

function corePipelineRole(scope: Construct, { solution, source, core }: CoreSettings) {
  const stacks = [coreStackName(solution), modulesStackName(solution), ...core.map(({ name }) => moduleStackName(solution, name))];
  serviceRole(scope, 'PipelineRole', {
    name: coreRoleName(solution, 'pipeline'),
    service: 'codepipeline.amazonaws.com',
    permissions: [
      ...passArtifacts(ARTIFACT_BUCKET, [CORE_ARTIFACTS], KEY_ARN),
      ...source.kind === 's3' ? readSource(source.bucket, source.key) : [useConnections([source.connectionArn!])],
      runBuild(prepareProjectName(solution)),
      ...invokeFunctions(functionName(solution, 'announce'), functionName(solution, 'ensure')),
      deployStacks(stacks.map(stackArn)),
      passRole(['${DeployRole.Arn}'], 'cloudformation.amazonaws.com'),
    ],
  });
}

function startRole(scope: Construct, solution: string) {
  serviceRole(scope, 'StartRole', {
    name: coreRoleName(solution, 'start'),
    service: 'events.amazonaws.com',
    permissions: [{
      actions: ['codepipeline:StartPipelineExecution'],
      resources: [arn('codepipeline', pipelineName(solution, '*'))],
      because: 'modules come and go; the name of each pipeline of the solution ends with its name',
    }],
  });
}
