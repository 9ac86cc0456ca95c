import { Construct } from 'constructs';
import { ARTIFACT_BUCKET, CoreSettings, KEY_ARN, MODULE_ARTIFACT_BUCKET, TOPIC_ARN } from './settings';
import {
  applyProjectName, artifactPrefix, buildProjectName, buildRoleName, coreStackName, definitionKey, deployRoleName, functionName,
  modulesStackName, moduleStackName, pipelineName, prepareProjectName,
} from '../../registry/names';
import { deployStacks, invokeFunctions, readSource, runBuild, useArtifacts, useConnections } from '../grants';
import { coreRoleName } from '../names';
import { arn, iamArn, passRole, s3Arn, serviceRole, stackArn } from '../permissions';

const MODULES_COME_AND_GO = 'modules come and go; the role is shared by the pipelines of all of them';

/** The roles of pipelines, and of whoever starts them. Builds, functions and deployments define their own. */
export function definePipelineRoles(scope: Construct, settings: CoreSettings) {
  corePipelineRole(scope, settings);
  modulesPipelineRole(scope, settings.solution);
  modulePipelinesRole(scope, settings.solution);
  startRole(scope, settings.solution);
}

function corePipelineRole(scope: Construct, { solution, source, core }: CoreSettings) {
  const stacks = [coreStackName(solution), modulesStackName(solution), ...core.map(({ name }) => moduleStackName(solution, name))];
  serviceRole(scope, 'PipelineRole', {
    name: coreRoleName(solution, 'pipeline'),
    service: 'codepipeline.amazonaws.com',
    permissions: [
      ...useArtifacts(ARTIFACT_BUCKET, `${artifactPrefix(solution, 'core')}/`, KEY_ARN),
      ...source.kind === 's3' ? readSource(source.bucket, source.key) : [useConnections([source.connectionArn!])],
      runBuild(prepareProjectName(solution)),
      invokeFunctions(functionName(solution, 'announce'), functionName(solution, 'ensure')),
      deployStacks(stacks.map(stackArn)),
      passRole([iamArn(`role/${coreRoleName(solution, 'deploy')}`)], 'cloudformation.amazonaws.com'),
    ],
  });
}

function modulesPipelineRole(scope: Construct, solution: string) {
  serviceRole(scope, 'ModulesPipelineRole', {
    name: coreRoleName(solution, 'modules-pipeline'),
    service: 'codepipeline.amazonaws.com',
    permissions: [
      ...useArtifacts(ARTIFACT_BUCKET, `${artifactPrefix(solution, 'modules')}/`, KEY_ARN),
      {
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [s3Arn(`${ARTIFACT_BUCKET}/${definitionKey('*')}`)],
        because: 'keys of definitions are digests of their content',
      },
      runBuild(applyProjectName(solution)),
      invokeFunctions(functionName(solution, 'verify')),
    ],
  });
}

/** One role for the pipelines of all modules: it runs no code of theirs, and what they deploy is limited by roles of their own. */
function modulePipelinesRole(scope: Construct, solution: string) {
  serviceRole(scope, 'ModulePipelinesRole', {
    name: coreRoleName(solution, 'module-pipelines'),
    service: 'codepipeline.amazonaws.com',
    permissions: [
      ...useArtifacts(MODULE_ARTIFACT_BUCKET, '', KEY_ARN),
      useConnections([arn('codeconnections', 'connection/*'), arn('codestar-connections', 'connection/*')], 'a module may bring a connection of its own'),
      runBuild(buildProjectName(solution, '*'), MODULES_COME_AND_GO),
      invokeFunctions(functionName(solution, 'announce'), functionName(solution, 'gate')),
      deployStacks([stackArn(moduleStackName(solution, '*'))]),
      passRole([iamArn(`role/${deployRoleName(solution, '*')}`)], 'cloudformation.amazonaws.com', MODULES_COME_AND_GO),
      { actions: ['sts:AssumeRole'], resources: [iamArn(`role/${buildRoleName(solution, '*')}`)], because: MODULES_COME_AND_GO },
      { actions: ['sns:Publish'], resources: [TOPIC_ARN] },
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
      because: MODULES_COME_AND_GO,
    }],
  });
}
