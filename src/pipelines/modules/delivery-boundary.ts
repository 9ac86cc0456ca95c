import { Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SOLUTION } from './parameters';
import {
  assetBucketName, buildRoleName, corePath, deliveredPath, deliveryBoundaryName, directoryPath, gatedPath, logGroupName,
  moduleBoundaryName, moduleStackName, ownStackNames, removalApprovalPath,
} from '../../model/names';
import { ADMINISTRATION } from '../boundary';
import { expandLanguageExtensions } from '../grants';
import { acceptPatterns, arn, document, iamArn, parameterArn, Permission, s3Arn, stackArn, statement, sub } from '../permissions';

/** What the roles of deliveries do with what is the core's, and all that the role of a build does. */
const BUILDING = [
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetBucket*', 's3:GetObject*', 's3:ListBucket',
  's3:PutObject', 's3:PutObjectAcl', 's3:PutObjectTagging', 'ssm:GetParameters',
];

/** What changes who may do what, or makes something act with the rights of another role. */
const EMPOWERING = [
  ...['Create', 'Delete', 'Execute', 'Set', 'Update'].map(verb => `cloudformation:${verb}*`),
  ...['Add', 'Attach', 'Create', 'Deactivate', 'Delete', 'Detach', 'Enable', 'PassRole', 'Put', 'Remove', 'Set', 'Tag', 'Untag', 'Update', 'Upload'].map(verb => `iam:${verb}*`),
  'lambda:UpdateFunctionC*', 'states:UpdateStateMachine',
];

/** What no delivery needs, whatever it has the name of. */
const NEVER = [
  ...ADMINISTRATION.filter(actions => !/^(cloudformation|iam):/.test(actions)), 'ecs:ExecuteCommand', 'iam:DeleteRolePermissionsBoundary', 'ssm:SendCommand', 'ssm:Start*', 'sts:AssumeRole*',
];

const everything: Permission = {
  actions: ['*'], resources: ['*'], because: 'a boundary grants nothing: it only limits, and what the permissions of entries add to deployments has no limits but those that are denied',
};

const deny = (limit: object) => ({ Effect: 'Deny', ...limit });
const all = (...texts: string[]) => texts.map(text => sub(text));

/** What belongs to the core or to deliveries, and what the roles of deliveries only read and write as builds do. */
const shared = () => all(
  '${KeyArn}', arn('logs', `log-group:${logGroupName(SOLUTION)}*`), parameterArn(`${corePath(SOLUTION)}*`),
  ...['${ModuleArtifactBucket}', assetBucketName(SOLUTION, '${AWS::AccountId}', '${AWS::Region}')].flatMap(bucket => [s3Arn(bucket), s3Arn(`${bucket}/*`)]),
);
const foreign = () => all(
  ...['core-*', 'delivery-*'].flatMap(name => [iamArn(`role/${SOLUTION}-${name}`), iamArn(`policy/${SOLUTION}-${name}`), arn('events', `rule/${SOLUTION}-${name}`)]),
  arn('lambda', `function:${moduleStackName(SOLUTION, 'core-*')}`), '${TopicArn}', s3Arn('${ArtifactBucket}'), s3Arn('${ArtifactBucket}/*'),
  ...[`${directoryPath(SOLUTION)}*`, removalApprovalPath(SOLUTION), gatedPath(SOLUTION, '*'), deliveredPath(SOLUTION, '*')].map(parameterArn), ...ownStackNames(SOLUTION).map(stackArn),
);
const solutionsOwn = () => all(
  ...['role', 'policy', 'instance-profile'].map(type => iamArn(`${type}/${SOLUTION}-*`)), iamArn('role/aws-service-role/*'),
  arn('lambda', `function:${SOLUTION}-*`), arn('states', `stateMachine:${SOLUTION}-*`), stackArn(`${SOLUTION}-*`), expandLanguageExtensions.resources[0],
);

/**
 * The most that the roles of all deliveries can do, whatever a delivery's template says. Their own policies are much narrower. The role that
 * deploys deliveries creates no role without it, so who controls that role or a delivery's template does not control the account.
 */
export function defineDeliveryBoundary(scope: Construct): CfnManagedPolicy {
  const policy = new CfnManagedPolicy(scope, 'DeliveryBoundary', {
    managedPolicyName: sub(deliveryBoundaryName(SOLUTION)),
    description: sub(`Limits the roles that build and deploy modules of the solution ${SOLUTION}`),
    policyDocument: document([
      statement(everything),
      deny({ Action: NEVER, Resource: '*' }),
      deny({ Action: EMPOWERING, NotResource: solutionsOwn() }),
      deny({ Action: '*', Resource: foreign() }),
      deny({ NotAction: BUILDING, Resource: shared() }),
      deny({
        Action: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
        Resource: '*',
        Condition: { StringNotLike: { 'iam:PermissionsBoundary': sub(iamArn(`policy/${moduleBoundaryName(SOLUTION, '*')}`)) } },
      }),
      // The code of a module's author runs with it.
      deny({ NotAction: BUILDING, Resource: '*', Condition: { ArnLike: { 'aws:PrincipalArn': sub(iamArn(`role/${buildRoleName(SOLUTION, '*')}`)) } } }),
    ]),
  });
  acceptPatterns(policy, [everything]);
  Validations.of(policy).acknowledge({ id: 'CloudFormation-Validate::W2512', reason: everything.because! });
  return policy;
}
