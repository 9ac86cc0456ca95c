import { Construct } from 'constructs';
import { ASSET_BUCKET } from './settings';
import { corePath, modulesPath, moduleStackName, pipelineName, TAGS, coreRoleName, logGroupName } from '../../model/names';
import { changePartsOfApis } from '../apis';
import { managePipelines, passConnections } from '../grants';
import { arn, iamArn, parameterArn, Permission, s3Arn, serviceRole, stackArn } from '../permissions';
import { actionsOf, CHANGING, CREATING, CORE_SERVICES, NO_NARROWER } from '../resource-actions';

const OWN = 'what the solution consists of has names that begin or end with its name';
const TAGGED = 'AWS chooses these ids; the tag of the solution limits them';

/**
 * Deploys the core's own stack, the module-definition pipeline and the core modules, all of which the core's repository defines.
 * The role can change its own policy, so its actions are no limit. Names are: it reaches what has the name of the solution.
 */
export function defineDeployRole(scope: Construct, solution: string) {
  const permissions: Permission[] = [
    { actions: [...CORE_SERVICES.flatMap(actionsOf).filter(action => action !== 'lambda:InvokeFunction'), 'ssm:*Parameter*', 'ssm:*Resource'], resources: namedResources(solution), because: OWN },
    ...rolePermissions(solution),
    ...managePipelines([pipelineName(solution, 'core'), pipelineName(solution, 'modules')], moduleStackName(solution, 'core-*'), OWN),
    passConnections('another version of the core may read through another connection'),
    { actions: ['s3:GetObject'], resources: [s3Arn(`${ASSET_BUCKET}/*`)], because: 'keys of assets are digests of their content' },
    {
      actions: ['lambda:*EventSourceMapping'],
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:FunctionArn': arn('lambda', `function:${solution}-*`) } },
      because: 'event source mappings have no names; the function that they belong to limits them',
    },
    {
      actions: ['cloudformation:*Stack*', 'cloudformation:GetTemplate', 'cloudformation:TagResource', 'cloudformation:UntagResource'],
      resources: [stackArn(`${solution}-*`)],
      because: 'nested stacks have generated names that begin with the name of their parent',
    },
    { actions: ['cognito-identity:SetIdentity*', 'cognito-idp:DescribeUserPoolDomain', 'logs:Describe*'], resources: ['*'], because: NO_NARROWER },
    { actions: ['apigateway:POST', ...CREATING], resources: ['*'], conditions: { StringEquals: { [`aws:RequestTag/${TAGS.solution}`]: solution } }, because: TAGGED },
    { actions: CHANGING, resources: ['*'], conditions: { StringEquals: { [`aws:ResourceTag/${TAGS.solution}`]: solution } }, because: TAGGED },
    changePartsOfApis({ [TAGS.solution]: solution }),
  ];
  serviceRole(scope, 'DeployRole', { name: coreRoleName(solution, 'deploy'), service: 'cloudformation.amazonaws.com', permissions });
}

const namedResources = (solution: string) => [
  arn('cloudwatch', `alarm:${solution}-*`), arn('dynamodb', `table/${solution}-*`), arn('events', `rule/${solution}-*`),
  arn('firehose', `deliverystream/${solution}-*`), arn('iot', `policy/${solution}-*`), arn('iot', `rule/${underscored(solution)}_*`),
  arn('kinesis', `stream/${solution}-*`), arn('lambda', `function:${solution}-*`), arn('logs', `log-group:${solution}-*`),
  arn('logs', `log-group:/aws/*/${solution}-*`), arn('logs', `log-group:${logGroupName(solution)}*`), s3Arn(`${solution}-*`),
  arn('sns', `${solution}-*`), arn('sqs', `${solution}-*`), arn('states', `stateMachine:${solution}-*`),
  ...[`/${solution}-*`, ...[corePath(solution), modulesPath(solution)].map(path => `${path}/*`)].map(parameterArn),
];

/** Names of IoT rules have no hyphens. */
const underscored = (solution: string) => solution.replace('${Solution}', '${UnderscoredSolution}').replace(/-/g, '_');

/** The core's own roles have no boundary; those of core modules have the boundary of all modules. */
function rolePermissions(solution: string): Permission[] {
  const roles = iamArn(`role/${solution}-*`);
  const actions = ['iam:*RolePolicy', 'iam:CreateRole'];
  return [
    { actions, resources: [roles], conditions: { StringEquals: { 'iam:PermissionsBoundary': '${Boundary}' } }, because: OWN },
    { actions, resources: [iamArn(`role/${moduleStackName(solution, 'core-*')}`)], because: OWN },
    {
      actions: ['iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:DeleteRole', 'iam:Get*', 'iam:List*', 'iam:PassRole', 'iam:TagRole', 'iam:UntagRole', 'iam:Update*Role*'],
      resources: [roles, iamArn(`policy/${solution}-*`)],
      because: OWN,
    },
  ];
}
