import { Construct } from 'constructs';
import { applyBuildSpec } from './build-spec';
import { ARTIFACT_PREFIX, SOLUTION } from './parameters';
import { ENVIRONMENT } from '../../model/environment';
import {
  applyProjectName, coreStackName, deliveryStackName, deployRoleName, modulePath, modulesStackName, moduleStackName, pipelineName,
  removalApprovalPath, TAGS,
  coreRoleName, logGroupName,
} from '../../model/names';
import { lookAtStacks, readRegistry, tellPeople, useArtifacts, writeLogs } from '../grants';
import { arn, iamArn, parameterArn, passRole, protectStacks, serviceRole, stackArn, sub } from '../permissions';
import { pipelineProject } from '../project';

const MODULES_COME_AND_GO = 'modules come and go; ids of stacks end with random parts';

/** The build that installs, changes and removes modules. */
export function defineApply(scope: Construct) {
  serviceRole(scope, 'ApplyRole', {
    name: coreRoleName(SOLUTION, 'apply'),
    service: 'codebuild.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(SOLUTION)),
      ...useArtifacts('${ArtifactBucket}', [ARTIFACT_PREFIX], '${KeyArn}'),
      readRegistry(SOLUTION),
      lookAtStacks(SOLUTION, 'GetTemplate'),
      ...tellPeople('${TopicArn}', pipelineName(SOLUTION, 'modules')),
      {
        actions: ['ssm:DeleteParameters'],
        resources: [parameterArn(modulePath(SOLUTION, '*')), parameterArn(removalApprovalPath(SOLUTION))],
        because: 'parameters of a removed module are deleted with it, and an approval of many removals counts once',
      },
      {
        actions: [
          'cloudformation:ContinueUpdateRollback', 'cloudformation:CreateStack', 'cloudformation:TagResource', 'cloudformation:UntagResource',
          'cloudformation:UpdateStack',
        ],
        resources: [stackArn(deliveryStackName(SOLUTION, '*'))],
        because: MODULES_COME_AND_GO,
      },
      {
        actions: ['cloudformation:DeleteStack', 'cloudformation:DescribeStackEvents', 'cloudformation:ListStackResources'],
        resources: [stackArn(moduleStackName(SOLUTION, '*'))],
        because: MODULES_COME_AND_GO,
      },
      {
        actions: ['cloudformation:DescribeStacks'],
        resources: ['*'],
        because: 'what is installed is found by listing stacks with their tags, and AWS lets only those list who may describe all',
      },
      passRole([iamArn(`role/${coreRoleName(SOLUTION, 'deliver')}`), iamArn(`role/${deployRoleName(SOLUTION, '*')}`)], 'cloudformation.amazonaws.com',
        'a removed module\'s stack is deleted with the role that deployed it'),
      {
        actions: ['codepipeline:ListPipelineExecutions', 'codepipeline:StopPipelineExecution'],
        resources: [arn('codepipeline', pipelineName(SOLUTION, '*'))],
        because: 'modules come and go; the name of each pipeline of the solution ends with its name',
      },
      {
        actions: ['codepipeline:DisableStageTransition'],
        resources: [arn('codepipeline', `${pipelineName(SOLUTION, '*')}/Deploy`)],
        because: 'a module that is being removed must not be deployed again',
      },
    ],
    statements: [protectStacks(['cloudformation:DeleteStack'], [coreStackName(SOLUTION), modulesStackName(SOLUTION)])],
  });
  return pipelineProject(scope, 'Apply', {
    name: applyProjectName(SOLUTION),
    description: 'Installs, changes and removes modules as the definition says',
    role: '${ApplyRole.Arn}',
    keyArn: '${KeyArn}',
    buildSpec: applyBuildSpec,
    environment: { [ENVIRONMENT.solution]: sub(SOLUTION) },
    logGroup: logGroupName(SOLUTION),
    logStream: 'apply',
    tags: { [TAGS.solution]: SOLUTION, [TAGS.module]: 'modules' },
    timeoutInMinutes: 480,
  });
}
