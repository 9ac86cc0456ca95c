import { Fn } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { ARTIFACT_PREFIX, DEFINITIONS, SOLUTION } from './parameters';
import {
  applyProjectName, buildProjectName, buildRoleName, corePath, CoreValue, deliveryStackName, deployRoleName, functionName, moduleBoundaryName,
  moduleStackName, pipelineName,
  coreRoleName, ownStackNames, TAGS,
} from '../../model/names';
import { deployStacks, expandLanguageExtensions, invokeFunctions, managePipelines, passArtifacts, passConnections, runBuild, useConnections } from '../grants';
import { arn, iamArn, parameterArn, passRole, protectStacks, serviceRole, stackArn, sub } from '../permissions';

const MODULES_COME_AND_GO = 'modules come and go; what delivers them has names that begin or end with the name of the solution';

/** The roles of the module-definition pipeline, of the pipelines of all modules, and of the stacks that hold these. */
export function defineModuleRoles(scope: Construct) {
  modulesPipelineRole(scope);
  modulePipelinesRole(scope);
  deliverRole(scope);
  for (const [value, role] of Object.entries(TOLD)) {
    new CfnParameter(scope, `Value${role}`, { name: sub(corePath(SOLUTION, value as CoreValue)), type: 'String', value: sub(`\${${role}.Arn}`) });
  }
}

/** Roles that are published in the parameter store. */
const TOLD: Readonly<Partial<Record<CoreValue, string>>> = {
  'delivery-role-arn': 'DeliverRole',
  'module-pipeline-role-arn': 'ModulePipelinesRole',
  'modules-pipeline-role-arn': 'PipelineRole',
};

function modulesPipelineRole(scope: Construct) {
  serviceRole(scope, 'PipelineRole', {
    name: coreRoleName(SOLUTION, 'modules-pipeline'),
    service: 'codepipeline.amazonaws.com',
    permissions: [
      // Its source is the definition, in the same bucket.
      ...passArtifacts('${ArtifactBucket}', [ARTIFACT_PREFIX, DEFINITIONS], '${KeyArn}'),
      runBuild(applyProjectName(SOLUTION)),
      ...invokeFunctions(functionName(SOLUTION, 'verify')),
    ],
  });
}

/** A stack of a module's name that the solution did not make has not its tags, until an operator takes it over. */
const NO_FOREIGN_STACKS = {
  Effect: 'Deny',
  Action: 'cloudformation:UpdateStack',
  Resource: '*',
  Condition: { StringNotEquals: { [`aws:ResourceTag/${TAGS.solution}`]: Fn.ref('Solution') } },
};

/** One role for the pipelines of all modules: it runs no code of modules, and each deployment uses the module's own role. */
function modulePipelinesRole(scope: Construct) {
  serviceRole(scope, 'ModulePipelinesRole', {
    name: coreRoleName(SOLUTION, 'module-pipelines'),
    service: 'codepipeline.amazonaws.com',
    permissions: [
      ...passArtifacts('${ModuleArtifactBucket}', [''], '${KeyArn}'),
      useConnections([arn('codeconnections', 'connection/*'), arn('codestar-connections', 'connection/*')], 'a module may bring a connection of its own'),
      runBuild(buildProjectName(SOLUTION, '*'), MODULES_COME_AND_GO),
      ...invokeFunctions(...(['announce', 'gate', 'inspect'] as const).map(id => functionName(SOLUTION, id))),
      deployStacks([stackArn(moduleStackName(SOLUTION, '*'))], 'cloudformation:*ChangeSet'),
      expandLanguageExtensions,
      passRole([iamArn(`role/${deployRoleName(SOLUTION, '*')}`)], 'cloudformation.amazonaws.com', MODULES_COME_AND_GO),
      { actions: ['sts:AssumeRole'], resources: [iamArn(`role/${buildRoleName(SOLUTION, '*')}`)], because: MODULES_COME_AND_GO },
      { actions: ['sns:Publish'], resources: ['${TopicArn}'] },
    ],
    statements: [NO_FOREIGN_STACKS, protectStacks([
      'cloudformation:CreateChangeSet', 'cloudformation:CreateStack', 'cloudformation:ExecuteChangeSet', 'cloudformation:UpdateStack',
    ], ownStackNames(SOLUTION))],
  });
}

/** Deploys the delivery of a module: its pipeline, its build project and its two roles. */
function deliverRole(scope: Construct) {
  const deliveryRoles = [buildRoleName, deployRoleName].map(nameOf => iamArn(`role/${nameOf(SOLUTION, '*')}`));
  serviceRole(scope, 'DeliverRole', {
    name: coreRoleName(SOLUTION, 'deliver'),
    service: 'cloudformation.amazonaws.com',
    permissions: [
      ...managePipelines([pipelineName(SOLUTION, '*')], buildProjectName(SOLUTION, '*'), MODULES_COME_AND_GO),
      passConnections('a module may bring a connection of its own'),
      {
        actions: ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePolicy'],
        resources: deliveryRoles,
        conditions: { StringEquals: { 'iam:PermissionsBoundary': '${DeliveryBoundary}' } },
        because: MODULES_COME_AND_GO,
      },
      {
        actions: [
          'iam:DeleteRole', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:TagRole', 'iam:UntagRole',
          'iam:UpdateAssumeRolePolicy',
        ],
        resources: deliveryRoles,
        because: MODULES_COME_AND_GO,
      },
      {
        actions: [
          'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:GetPolicy', 'iam:GetPolicyVersion',
          'iam:ListEntitiesForPolicy', 'iam:ListPolicyVersions',
        ],
        resources: [iamArn(`policy/${moduleBoundaryName(SOLUTION, '*')}`)],
        because: MODULES_COME_AND_GO,
      },
      // CodePipeline checks this for every role in a pipeline: those that its CloudFormation actions pass on, and that of a source in a bucket.
      passRole([iamArn(`role/${deployRoleName(SOLUTION, '*')}`)], 'cloudformation.amazonaws.com', MODULES_COME_AND_GO),
      passRole([iamArn(`role/${buildRoleName(SOLUTION, '*')}`)], ['codebuild.amazonaws.com', 'codepipeline.amazonaws.com'], MODULES_COME_AND_GO),
      passRole([iamArn(`role/${coreRoleName(SOLUTION, 'module-pipelines')}`)], 'codepipeline.amazonaws.com'),
      passRole([iamArn(`role/${coreRoleName(SOLUTION, 'start')}`)], 'events.amazonaws.com'),
      { actions: ['iam:GetRole'], resources: [iamArn(`role/${coreRoleName(SOLUTION, 'module-pipelines')}`)] },
      {
        actions: [
          'events:DeleteRule', 'events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule', 'events:PutRule', 'events:PutTargets',
          'events:RemoveTargets', 'events:TagResource', 'events:UntagResource',
        ],
        resources: [arn('events', `rule/${deliveryStackName(SOLUTION, '*')}`)],
        because: MODULES_COME_AND_GO,
      },
      { actions: ['ssm:GetParameters'], resources: [parameterArn(corePath(SOLUTION) + '/*')], because: 'deliveries read what the core publishes' },
    ],
  });
}
