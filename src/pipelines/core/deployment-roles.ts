import { Construct } from 'constructs';
import { ASSET_BUCKET, CoreSettings, KEY_ARN } from './settings';
import {
  buildProjectName, corePath, deliveryStackName, entryPath, modulesPath, moduleStackName, pipelineName, TAGS,
} from '../../registry/names';
import { deploymentPermissions } from '../deployment';
import { boundaryName, coreRoleName, logGroupName } from '../names';
import { arn, iamArn, parameterArn, passRole, Permission, s3Arn, serviceRole } from '../permissions';

const OWN = 'what the solution consists of has names that begin or end with its name';

/** The roles that CloudFormation takes on: one for the core's own stacks, one for the stacks that deliver modules. */
export function defineDeploymentRoles(scope: Construct, settings: CoreSettings) {
  deployRole(scope, settings.solution);
  deliverRole(scope, settings.solution);
}

/** The core's repository says what the core stack and the core modules' stacks are, so one role deploys both. */
function deployRole(scope: Construct, solution: string) {
  const core = moduleStackName(solution, 'core-*');
  serviceRole(scope, 'DeployRole', {
    name: coreRoleName(solution, 'deploy'),
    service: 'cloudformation.amazonaws.com',
    permissions: [
      ...deploymentPermissions({
        prefix: `${solution}-`,
        underscored: `${solution.replace(/-/g, '_')}_`,
        tags: { [TAGS.solution]: solution },
        boundary: iamArn(`policy/${boundaryName(solution)}`),
      }),
      {
        actions: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'],
        resources: [iamArn(`role/${core}`)],
        because: OWN,
      },
      ...pipelinePermissions([pipelineName(solution, 'core'), pipelineName(solution, 'modules')], moduleStackName(solution, 'core-*')),
      {
        actions: [...PARAMETER_ACTIONS, 'ssm:GetParameters'],
        resources: [corePath(solution), entryPath(solution, 'core', '*'), modulesPath(solution)].map(path => parameterArn(`${path.replace(/\/\*$/, '')}/*`)),
        because: OWN,
      },
      { actions: ['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:PutRetentionPolicy', 'logs:TagResource'], resources: [arn('logs', `log-group:${logGroupName(solution)}*`)], because: OWN },
      { actions: ['s3:GetObject'], resources: [s3Arn(`${ASSET_BUCKET}/*`)], because: 'keys of assets are digests of their content' },
      { actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey'], resources: [KEY_ARN] },
    ],
  });
}

/** Places what delivers a module: its pipeline, its build project and its two roles. */
function deliverRole(scope: Construct, solution: string) {
  const delivery = deliveryStackName(solution, '*');
  serviceRole(scope, 'DeliverRole', {
    name: coreRoleName(solution, 'deliver'),
    service: 'cloudformation.amazonaws.com',
    permissions: [
      ...pipelinePermissions([pipelineName(solution, '*')], buildProjectName(solution, '*')),
      {
        actions: [
          'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:UntagRole',
          'iam:UpdateAssumeRolePolicy',
        ],
        resources: [iamArn(`role/${delivery}`)],
        because: OWN,
      },
      passRole([iamArn(`role/${delivery}`)], 'codebuild.amazonaws.com', OWN),
      passRole([iamArn(`role/${coreRoleName(solution, 'module-pipelines')}`)], 'codepipeline.amazonaws.com'),
      passRole([iamArn(`role/${coreRoleName(solution, 'start')}`)], 'events.amazonaws.com'),
      {
        actions: ['events:DeleteRule', 'events:DescribeRule', 'events:PutRule', 'events:PutTargets', 'events:RemoveTargets'],
        resources: [arn('events', `rule/${delivery}`)],
        because: OWN,
      },
      { actions: ['ssm:GetParameters'], resources: [parameterArn(corePath(solution) + '/*')], because: OWN },
    ],
  });
}

const PARAMETER_ACTIONS = ['ssm:AddTagsToResource', 'ssm:DeleteParameter', 'ssm:PutParameter', 'ssm:RemoveTagsFromResource'];

const pipelinePermissions = (pipelines: readonly string[], projects: string): Permission[] => [
  {
    actions: [
      'codepipeline:CreatePipeline', 'codepipeline:DeletePipeline', 'codepipeline:GetPipeline', 'codepipeline:GetPipelineState',
      'codepipeline:ListTagsForResource', 'codepipeline:TagResource', 'codepipeline:UntagResource', 'codepipeline:UpdatePipeline',
    ],
    resources: pipelines.map(name => arn('codepipeline', name)),
    because: OWN,
  },
  {
    actions: ['codebuild:BatchGetProjects', 'codebuild:CreateProject', 'codebuild:DeleteProject', 'codebuild:UpdateProject'],
    resources: [arn('codebuild', `project/${projects}`)],
    because: OWN,
  },
];
