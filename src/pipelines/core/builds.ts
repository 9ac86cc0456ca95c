import { Construct } from 'constructs';
import { applyBuildSpec, prepareBuildSpec } from './build-specs';
import { ARTIFACT_BUCKET, ASSET_BUCKET, CoreSettings, KEY_ARN } from './settings';
import { ENVIRONMENT } from '../../registry/environment';
import {
  applyProjectName, artifactPrefix, coreStackName, definitionKey, deliveryStackName, deployRoleName, modulePath, moduleStackName, modulesStackName, pipelineName,
  prepareProjectName, TAGS,
} from '../../registry/names';
import { publishAssets, useArtifacts, writeLogs } from '../grants';
import { coreRoleName, logGroupName } from '../names';
import { arn, iamArn, parameterArn, passRole, Permission, s3Arn, serviceRole, stackArn, sub } from '../permissions';
import { pipelineProject } from '../project';

/** The build projects of the core pipeline and of the module-definition pipeline. */
export function defineBuilds(scope: Construct, settings: CoreSettings) {
  definePrepare(scope, settings);
  defineApply(scope, settings);
}

function definePrepare(scope: Construct, { solution, source, core }: CoreSettings) {
  serviceRole(scope, 'PrepareRole', {
    name: coreRoleName(solution, 'prepare'),
    service: 'codebuild.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(solution)),
      ...useArtifacts(ARTIFACT_BUCKET, `${artifactPrefix(solution, 'core')}/`, KEY_ARN),
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [s3Arn(`${ARTIFACT_BUCKET}/${definitionKey('*')}`)], because: 'keys of definitions are digests of their content' },
      ...core.length ? publishAssets(ASSET_BUCKET, core.map(({ name }) => name)) : [],
      readRegistry(solution),
      lookAtStacks(solution),
    ],
  });
  pipelineProject(scope, 'Prepare', {
    ...common(solution, 'prepare', prepareProjectName(solution)),
    description: 'Prepares the solution in the repository of its core',
    role: '${PrepareRole.Arn}',
    buildSpec: prepareBuildSpec(source.kind === 's3' ? '' : source.folder),
    timeoutInMinutes: 60,
  });
}

function defineApply(scope: Construct, { solution }: CoreSettings) {
  const deliveries = deliveryStackName(solution, '*');
  const modules = moduleStackName(solution, '*');
  serviceRole(scope, 'ApplyRole', {
    name: coreRoleName(solution, 'apply'),
    service: 'codebuild.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(solution)),
      ...useArtifacts(ARTIFACT_BUCKET, `${artifactPrefix(solution, 'modules')}/`, KEY_ARN),
      readRegistry(solution),
      {
        actions: ['ssm:DeleteParameter', 'ssm:DeleteParameters', 'ssm:PutParameter'],
        resources: [parameterArn(modulePath(solution, '*'))],
        because: 'what a removed module wrote is removed with it',
      },
      {
        actions: [
          'cloudformation:CreateStack', 'cloudformation:DescribeStackEvents', 'cloudformation:TagResource', 'cloudformation:UntagResource',
          'cloudformation:UpdateStack',
        ],
        resources: [stackArn(deliveries)],
        because: 'modules come and go; ids of stacks end with random parts',
      },
      lookAtStacks(solution),
      { actions: ['cloudformation:DeleteStack'], resources: [stackArn(modules)], because: 'modules come and go; ids of stacks end with random parts' },
      passRole([iamArn(`role/${coreRoleName(solution, 'deliver')}`), iamArn(`role/${deployRoleName(solution, '*')}`)], 'cloudformation.amazonaws.com',
        'a removed module\'s stack is deleted with the role that deployed it'),
      {
        actions: [
          'codepipeline:DisableStageTransition', 'codepipeline:EnableStageTransition', 'codepipeline:GetPipelineExecution', 'codepipeline:GetPipelineState',
          'codepipeline:ListPipelineExecutions', 'codepipeline:StartPipelineExecution', 'codepipeline:StopPipelineExecution',
        ],
        resources: [arn('codepipeline', pipelineName(solution, '*'))],
        because: 'modules come and go; the name of each pipeline of the solution ends with its name',
      },
    ],
    statements: [{ Effect: 'Deny', Action: 'cloudformation:DeleteStack', Resource: [coreStackName, modulesStackName].map(name => sub(stackArn(name(solution)))) }],
  });
  pipelineProject(scope, 'Apply', {
    ...common(solution, 'apply', applyProjectName(solution)),
    description: 'Installs, changes and removes modules as the definition says',
    role: '${ApplyRole.Arn}',
    buildSpec: applyBuildSpec,
    timeoutInMinutes: 480,
  });
}

const common = (solution: string, logStream: string, name: string) => ({
  name,
  keyArn: KEY_ARN,
  environment: { [ENVIRONMENT.solution]: solution },
  logGroup: logGroupName(solution),
  logStream,
  tags: { [TAGS.solution]: solution, [TAGS.module]: 'core' },
});

const readRegistry = (solution: string): Permission => ({
  actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
  resources: [parameterArn(`/${solution}/*`)],
  because: 'the whole registry of the solution is read',
});

const lookAtStacks = (solution: string): Permission => ({
  actions: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
  resources: [stackArn(moduleStackName(solution, '*'))],
  because: 'ids of stacks end with random parts',
});
