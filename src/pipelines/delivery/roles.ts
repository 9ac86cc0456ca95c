import { Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { buildRoleName, corePath, deliveryBoundaryName, deployRoleName, modulePath, modulesPath, moduleStackName, outputPath, TAGS, logGroupName } from '../../model/names';
import { deploymentPermissions } from '../deployment';
import { lookAtBucket, publishAssetsOnce, useKey, writeLogs } from '../grants';
import { iamArn, Permission, parameterArn, s3Arn, serviceRole, stackArn, sub } from '../permissions';

export const SOLUTION = '${Solution}';
export const MODULE = '${Module}';

/** The role that deploys deliveries creates no role without it. */
const BOUNDARY = iamArn(`policy/${deliveryBoundaryName(SOLUTION)}`);

/** Runs the module's own code, so it reaches that module's artifacts, assets and logs, and nothing else. */
export function buildRole(scope: Construct, source: readonly Permission[], trusted?: readonly string[]) {
  return serviceRole(scope, 'BuildRole', {
    name: buildRoleName(SOLUTION, MODULE),
    service: 'codebuild.amazonaws.com',
    boundary: BOUNDARY,
    trusted,
    permissions: [
      {
        actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
        resources: [s3Arn('${ArtifactBucket}/${ArtifactPrefix}/*')],
        because: 'keys of artifacts end with random parts',
      },
      lookAtBucket('${ArtifactBucket}'),
      useKey('${KeyArn}'),
      ...publishAssetsOnce('${AssetBucket}', MODULE),
      { actions: ['ssm:GetParameters'], resources: [parameterArn(corePath(SOLUTION, 'version'))] },
      writeLogs(logGroupName(SOLUTION), `${MODULE}/`),
      ...source,
    ],
  });
}

/** With a path such as `/<solution>-<module>-x/`, a role of any name would carry the module's prefix, also one that others trust by its name. */
const NO_PATHS = { Effect: 'Deny', Action: 'iam:Create*', Resource: ['role', 'policy', 'instance-profile'].map(type => sub(iamArn(`${type}/*/*`))) };

/** A rule with the topic of notifications as its target would send any text in the solution's name. Policies of topics have no conditions for EventBridge. */
const NO_NOTIFICATIONS = {
  Effect: 'Deny',
  Action: 'events:PutTargets',
  Resource: '*',
  Condition: { 'ForAnyValue:ArnEquals': { 'events:TargetArn': Fn.ref('TopicArn') } },
};

/** Deploys the module's stack: what it may create, change and delete carries that module's name or tags. */
export function deployRole(scope: Construct, permitted: readonly unknown[]) {
  const role = serviceRole(scope, 'DeployRole', {
    name: deployRoleName(SOLUTION, MODULE),
    service: 'cloudformation.amazonaws.com',
    boundary: BOUNDARY,
    permissions: [
      ...deploymentPermissions({
        prefix: `${moduleStackName(SOLUTION, MODULE)}-`,
        underscored: '${UnderscoredName}_',
        tags: { [TAGS.solution]: SOLUTION, [TAGS.module]: MODULE },
        boundary: '${Boundary}',
      }),
      ...contractPermissions(),
      { actions: ['s3:GetObject'], resources: [s3Arn(`\${AssetBucket}/${MODULE}/*`)], because: 'keys of assets are digests of their content' },
      {
        actions: [
          'cloudformation:CreateStack', 'cloudformation:DeleteStack', 'cloudformation:DescribeStacks', 'cloudformation:GetStackPolicy',
          'cloudformation:GetTemplate', 'cloudformation:TagResource', 'cloudformation:UntagResource', 'cloudformation:UpdateStack',
        ],
        resources: [stackArn(`${moduleStackName(SOLUTION, MODULE)}-*`)],
        because: 'nested stacks have generated names that begin with the name of their parent',
      },
    ],
    statements: [NO_PATHS, NO_NOTIFICATIONS, ...permitted],
  });
  return role;
}

/** Its own contract, outputs and further parameters, and the outputs of others, which its parameters read. */
const contractPermissions = (): Permission[] => [
  {
    actions: ['ssm:AddTagsToResource', 'ssm:DeleteParameter', 'ssm:GetParameters', 'ssm:ListTagsForResource', 'ssm:PutParameter', 'ssm:RemoveTagsFromResource'],
    resources: [
      parameterArn(outputPath(SOLUTION, MODULE, '*')),
      parameterArn(`${modulePath(SOLUTION, MODULE)}/contract`),
      ...['-', '/'].map(separator => parameterArn(`/${moduleStackName(SOLUTION, MODULE)}${separator}*`)),
    ],
    because: 'a module chooses the names of its outputs and of its own parameters',
  },
  {
    actions: ['ssm:GetParameters'],
    resources: [parameterArn(`${modulesPath(SOLUTION)}/*/outputs/*`)],
    because: 'a module consumes outputs of any other',
  },
];

