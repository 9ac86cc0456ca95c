import { Construct } from 'constructs';
import { applyBuildSpec } from './build-spec';
import { ARTIFACT_PREFIX, DEFINITIONS, SOLUTION } from './parameters';
import { ENVIRONMENT } from '../../registry/environment';
import {
  applyProjectName, coreStackName, deliveryStackName, deployRoleName, modulePath, modulesStackName, moduleStackName, pipelineName, TAGS,
} from '../../registry/names';
import { lookAtStacks, readRegistry, useArtifacts, writeLogs } from '../grants';
import { coreRoleName, logGroupName } from '../names';
import { arn, iamArn, parameterArn, passRole, serviceRole, stackArn, sub } from '../permissions';
import { pipelineProject } from '../project';

const MODULES_COME_AND_GO = 'modules come and go; ids of stacks end with random parts';

/** The build that installs, changes and removes modules. */
export function defineApply(scope: Construct) {
  serviceRole(scope, 'ApplyRole', {
    name: coreRoleName(SOLUTION, 'apply'),
    service: 'codebuild.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(SOLUTION)),
      ...useArtifacts('${ArtifactBucket}', [ARTIFACT_PREFIX, DEFINITIONS], '${KeyArn}'),
      readRegistry(SOLUTION),
      lookAtStacks(SOLUTION),
      {
        actions: ['ssm:DeleteParameter', 'ssm:DeleteParameters', 'ssm:PutParameter'],
        resources: [parameterArn(modulePath(SOLUTION, '*'))],
        because: 'what a removed module wrote is removed with it',
      },
      {
        actions: [
          'cloudformation:CreateStack', 'cloudformation:DescribeStackEvents', 'cloudformation:TagResource', 'cloudformation:UntagResource',
          'cloudformation:UpdateStack',
        ],
        resources: [stackArn(deliveryStackName(SOLUTION, '*'))],
        because: MODULES_COME_AND_GO,
      },
      { actions: ['cloudformation:DeleteStack'], resources: [stackArn(moduleStackName(SOLUTION, '*'))], because: MODULES_COME_AND_GO },
      {
        actions: ['cloudformation:ListStackResources', 'cloudformation:ListStacks'],
        resources: ['*'],
        because: 'AWS knows no narrower resource for listing stacks',
      },
      passRole([iamArn(`role/${coreRoleName(SOLUTION, 'deliver')}`), iamArn(`role/${deployRoleName(SOLUTION, '*')}`)], 'cloudformation.amazonaws.com',
        'a removed module\'s stack is deleted with the role that deployed it'),
      {
        actions: [
          'codepipeline:DisableStageTransition', 'codepipeline:EnableStageTransition', 'codepipeline:GetPipelineExecution', 'codepipeline:GetPipelineState',
          'codepipeline:ListPipelineExecutions', 'codepipeline:StartPipelineExecution', 'codepipeline:StopPipelineExecution',
        ],
        resources: [arn('codepipeline', pipelineName(SOLUTION, '*'))],
        because: 'modules come and go; the name of each pipeline of the solution ends with its name',
      },
    ],
    statements: [{
      Effect: 'Deny', Action: 'cloudformation:DeleteStack', Resource: [coreStackName, modulesStackName].map(name => sub(stackArn(name(SOLUTION)))),
    }],
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
