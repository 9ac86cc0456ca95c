import { arn, type Need, parameterArn, passRole, pipelineArn, roleArn, s3Arn, stackArn } from './request';

/** An action that a role may perform on its own resources, but not on others. */
export interface Limit {
  readonly actions: readonly string[];
  readonly own: readonly Need['resource'][];
  readonly foreign: readonly Need['resource'][];
  readonly context?: Need['context'];
}

export interface Buckets {
  readonly core: string;
  readonly modules: string;
  readonly assets: string;
}

export const bucketsOf = (parameters: Readonly<Record<string, string>>): Buckets => (
  { core: parameters['/cv/core/artifact-bucket'], modules: parameters['/cv/core/module-artifact-bucket'], assets: parameters['/cv/core/asset-bucket'] });

export const needsOf = (limits: readonly Limit[], whose: 'own' | 'foreign'): Need[] => limits
  .flatMap(({ actions, context, ...resources }) => actions.flatMap(action => resources[whose].map(resource => ({ action, resource, context }))));

/** Other owners in the same account: another module, one with the same prefix, the solution's own resources, and a solution with the same prefix. */
const OTHERS = ['cv-two', 'cv-onex', 'cv-core', 'cv-delivery-one', 'cv-delivery-two', 'cv-x-one', 'cv-x-core', 'cvx-one'];
const others = (make: (prefix: string) => string) => OTHERS.map(make);
const boundary = { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/cv-delivery-one-boundary' };

const FOREIGN_PARAMETERS = [
  '/cv/modules/two/outputs/Out', '/cv/modules/onex/outputs/Out', '/cv/modules/two/contract', '/cv/modules/one/gated', '/cv/modules/one/delivered', '/cv/directory/self/one',
  '/cv/directory/listed/head', '/cv/directory/operator/one', '/cv/core/key-arn', '/cv/approvals/removal', '/cv-x/directory/operator/one',
].map(parameterArn);

/** The actions that the role that deploys the module `one` may perform, and the resources that they must not affect. */
export const deployLimits = (buckets: Buckets): Limit[] => [
  {
    actions: ['ssm:PutParameter', 'ssm:DeleteParameter'],
    own: ['/cv/modules/one/outputs/Out', '/cv/modules/one/contract'].map(parameterArn),
    foreign: [...FOREIGN_PARAMETERS, parameterArn('/cv-x/modules/one/outputs/Out')],
  },
  {
    actions: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:UpdateAssumeRolePolicy'],
    own: [roleArn('cv-one-Worker')],
    foreign: [...others(prefix => roleArn(`${prefix}-Worker`)), ...['cv-core-deploy', 'cv-core-apply', 'cv-delivery-one-deploy', 'cv-delivery-one-build'].map(roleArn)],
    context: boundary,
  },
  {
    actions: ['iam:CreateRole'], own: [roleArn('cv-one-Worker')], foreign: [roleArn('cv-one-x/cv-core-destroy')], context: boundary,
  },
  {
    actions: ['iam:DeleteRole'],
    own: [roleArn('cv-one-Worker')],
    foreign: ['cv-core-deploy', 'cv-core-apply', 'cv-delivery-one-deploy', 'cv-delivery-two-deploy', 'cv-two-Worker', 'cv-onex-Worker'].map(roleArn),
  },
  {
    actions: ['iam:PassRole'],
    own: [roleArn('cv-one-Worker')],
    foreign: ['cv-core-deploy', 'cv-core-deliver', 'cv-delivery-one-deploy', 'cv-two-Worker', 'cv-onex-Worker', 'Administrator'].map(roleArn),
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  },
  {
    actions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction', 'lambda:AddPermission', 'lambda:DeleteFunction'],
    own: [arn('lambda', 'function:cv-one-Worker')],
    foreign: [...others(prefix => arn('lambda', `function:${prefix}-Worker`)), ...['gate', 'ensure', 'announce'].map(id => arn('lambda', `function:cv-core-${id}`))],
  },
  { actions: ['dynamodb:DeleteTable', 'dynamodb:UpdateTable'], own: [arn('dynamodb', 'table/cv-one-T')], foreign: others(prefix => arn('dynamodb', `table/${prefix}-T`)) },
  { actions: ['sqs:DeleteQueue'], own: [arn('sqs', 'cv-one-Q')], foreign: others(prefix => arn('sqs', `${prefix}-Q`)) },
  { actions: ['sns:DeleteTopic', 'sns:Subscribe'], own: [arn('sns', 'cv-one-T')], foreign: [...others(prefix => arn('sns', `${prefix}-T`)), arn('sns', 'cv-core-notifications')] },
  { actions: ['events:PutRule', 'events:DeleteRule', 'events:RemoveTargets'], own: [arn('events', 'rule/cv-one-R')], foreign: [...others(prefix => arn('events', `rule/${prefix}-R`)), arn('events', 'rule/cv-core-daily')] },
  { actions: ['iot:CreateTopicRule', 'iot:DeleteTopicRule'], own: [arn('iot', 'rule/cv_one_r')], foreign: ['cv_two_r', 'cv_onex_r', 'cv_core_r', 'cv_x_one_r'].map(name => arn('iot', `rule/${name}`)) },
  { actions: ['logs:DeleteLogGroup'], own: ['cv-one-L', '/aws/lambda/cv-one-L'].map(name => arn('logs', `log-group:${name}`)), foreign: ['/cv/core', 'cv-two-L', '/aws/lambda/cv-onex-L', '/aws/lambda/cv-core-gate'].map(name => arn('logs', `log-group:${name}`)) },
  { actions: ['s3:DeleteBucket', 's3:PutBucketPolicy'], own: [s3Arn('cv-one-data')], foreign: [...Object.values(buckets).map(bucket => s3Arn(bucket)), ...others(prefix => s3Arn(`${prefix}-data`))] },
  {
    actions: ['s3:GetObject'],
    own: [s3Arn(buckets.assets, 'one/code.zip')],
    foreign: [s3Arn(buckets.assets, 'two/code.zip'), s3Arn(buckets.assets, 'onex/code.zip'), s3Arn(buckets.modules, 'one.cv/Source/x'), s3Arn(buckets.core, 'definitions/x.zip')],
  },
  {
    actions: ['cloudformation:UpdateStack', 'cloudformation:DeleteStack', 'cloudformation:CreateStack'],
    own: [stackArn('cv-one-Nested')],
    foreign: ['cv-one', 'cv-two', 'cv-onex', 'cv-core', 'cv-modules', 'cv-delivery-one', 'cv-registration-one', 'cv-x-one', 'cv-x-core'].map(stackArn),
  },
  {
    actions: ['codepipeline:StartPipelineExecution', 'codepipeline:UpdatePipeline', 'codepipeline:DeletePipeline'],
    own: [],
    foreign: ['one.cv', 'two.cv', 'core.cv', 'modules.cv', 'core.cv-x'].map(pipelineArn),
  },
  { actions: ['codebuild:StartBuild', 'codebuild:UpdateProject'], own: [], foreign: ['cv-delivery-one', 'cv-core-apply', 'cv-core-prepare'].map(name => arn('codebuild', `project/${name}`)) },
  { actions: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'], own: [], foreign: [roleArn('cv-one-Worker'), roleArn('cv-core-deploy')] },
  { actions: ['iam:CreatePolicyVersion', 'iam:DeletePolicy'], own: ['arn:aws:iam::123456789012:policy/cv-one-P'], foreign: ['cv-core-boundary', 'cv-delivery-one-boundary', 'cv-two-P', 'cv-onex-P'].map(name => `arn:aws:iam::123456789012:policy/${name}`) },
];

/** The actions that the role that builds the module \`one\`, and so its author's code, may perform. */
export const buildLimits = (buckets: Buckets, key: string): Limit[] => [
  {
    // Also with the condition that it needs to write assets, each of them once.
    actions: ['s3:GetObject', 's3:PutObject'],
    context: { 's3:if-none-match': '*' },
    own: [s3Arn(buckets.modules, 'one.cv/Source/x'), s3Arn(buckets.assets, 'one/code.zip')],
    foreign: [
      s3Arn(buckets.modules, 'two.cv/Source/x'), s3Arn(buckets.modules, 'onex.cv/Source/x'), s3Arn(buckets.modules, 'one.cv-x/Source/x'), s3Arn(buckets.assets, 'two/code.zip'),
      s3Arn(buckets.assets, 'onex/code.zip'), s3Arn(buckets.core, 'core.cv/Source/x'), s3Arn(buckets.core, 'definitions/x.zip'), s3Arn('cv-one-data', 'x'),
    ],
  },
  { actions: ['s3:PutObject', 's3:DeleteObject'], own: [], foreign: [s3Arn(buckets.assets, 'one/code.zip')] },
  { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], own: [key], foreign: [arn('kms', 'key/somebodys')] },
  { actions: ['s3:ListBucket'], own: [s3Arn(buckets.assets)], foreign: [s3Arn(buckets.core), s3Arn(buckets.modules)], context: { 's3:prefix': 'one/code.zip' } },
  { actions: ['s3:ListBucket'], own: [], foreign: [s3Arn(buckets.assets)], context: { 's3:prefix': 'two/' } },
  { actions: ['s3:ListBucket'], own: [], foreign: [s3Arn(buckets.assets)] },
  { actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter'], own: [], foreign: [...FOREIGN_PARAMETERS, parameterArn('/cv/modules/one/outputs/Out')] },
  { actions: ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:DeleteStack', 'cloudformation:DescribeStacks'], own: [], foreign: ['cv-one', 'cv-two', 'cv-core', 'cv-delivery-one'].map(stackArn) },
  { actions: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole', 'sts:AssumeRole'], own: [], foreign: ['cv-one-Worker', 'cv-delivery-one-deploy', 'cv-delivery-two-build', 'cv-core-deploy'].map(roleArn) },
  { actions: ['codepipeline:StartPipelineExecution', 'codepipeline:UpdatePipeline'], own: [], foreign: ['one.cv', 'two.cv', 'core.cv'].map(pipelineArn) },
  { actions: ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode'], own: [], foreign: [arn('lambda', 'function:cv-core-gate'), arn('lambda', 'function:cv-one-Worker')] },
  { actions: ['logs:PutLogEvents'], own: [arn('logs', 'log-group:/cv/core:log-stream:one/x')], foreign: ['/cv-x/core:log-stream:one/x', '/cv/core:log-stream:two/x', '/cv/core:log-stream:onex/x', '/cv/core:log-stream:apply/x'].map(stream => arn('logs', `log-group:${stream}`)) },
  { actions: ['codeconnections:UseConnection'], own: [], foreign: [arn('codeconnections', 'connection/any')] },
];

/** The actions that the role that builds the module `three` may perform on the bucket that its entry names. */
export const zipLimits = (buckets: Buckets): Limit[] => [
  {
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'],
    own: [s3Arn('somebodys-modules', 'three.zip')],
    foreign: [s3Arn('somebodys-modules', 'core.zip'), s3Arn('somebodys-modules', 'three.zip2'), s3Arn('elsewhere', 'three.zip'), s3Arn(buckets.core, 'three.zip'), s3Arn(buckets.assets, 'one/code.zip')],
  },
  { actions: ['s3:GetBucketVersioning'], own: [s3Arn('somebodys-modules')], foreign: [s3Arn('elsewhere'), s3Arn(buckets.core)] },
  {
    actions: ['s3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:ListBucketVersions', 's3:PutBucketNotification'],
    own: [],
    foreign: [s3Arn('somebodys-modules'), s3Arn('somebodys-modules', 'three.zip')],
  },
];

/** The actions that a module's roles may perform within the boundary, even if their policies allow more. */
export const boundaryLimits = (buckets: Buckets, key: string): Limit[] => [
  { actions: ['dynamodb:GetItem'], own: ['cv-one-T', 'cv-two-T'].map(name => arn('dynamodb', `table/${name}`)), foreign: [] },
  { actions: ['ssm:GetParameter'], own: [parameterArn('/cv/modules/two/outputs/Out')], foreign: ['/cv/directory/self/one', '/cv/directory/listed/head'].map(parameterArn) },
  { actions: ['ssm:GetParametersByPath'], own: [parameterArn('/cv/modules/two')], foreign: ['/cv', '/cv/', '/cv/directory', '/cv/directory/self'].map(parameterArn) },
  { actions: ['ssm:PutParameter', 'ssm:DeleteParameters'], own: ['/cv-one/rate', '/cv-one-rate'].map(parameterArn), foreign: [...FOREIGN_PARAMETERS, ...['/cv/modules/one/outputs/Out', '/cv-onex/rate', '/elsewhere/one'].map(parameterArn)] },
  { actions: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'], own: [], foreign: [arn('lambda', 'function:cv-two-Worker'), arn('lambda', 'function:somebodys')] },
  { actions: ['states:UpdateStateMachine'], own: [], foreign: [arn('states', 'stateMachine:somebodys')] },
  { actions: ['ssm:SendCommand', 'ssm:StartSession'], own: [], foreign: [arn('ec2', 'instance/i-0123456789abcdef0')] },
  { actions: ['lambda:InvokeFunction'], own: [arn('lambda', 'function:cv-two-Worker')], foreign: ['gate', 'verify', 'ensure', 'announce'].map(id => arn('lambda', `function:cv-core-${id}`)) },
  { actions: ['s3:GetObject', 's3:PutObject'], own: [s3Arn('cv-one-data', 'x')], foreign: [s3Arn(buckets.core, 'definitions/x.zip'), s3Arn(buckets.modules, 'one.cv/Source/x'), s3Arn(buckets.assets, 'one/code.zip')] },
  { actions: ['kms:Decrypt'], own: [], foreign: [key] },
  { actions: ['sns:Publish'], own: [arn('sns', 'cv-one-T')], foreign: [arn('sns', 'cv-core-notifications')] },
  { actions: ['iam:CreateRole', 'iam:PassRole', 'iam:PutRolePolicy'], own: [], foreign: ['cv-core-deploy', 'cv-delivery-one-deploy', 'cv-one-Worker'].map(roleArn), context: boundary },
  { actions: ['sts:AssumeRole'], own: [], foreign: ['cv-core-deploy', 'cv-core-functions', 'cv-delivery-one-deploy', 'cv-delivery-three-build', 'cdk-hnb659fds-deploy-role'].map(roleArn) },
  { actions: ['cloudformation:UpdateStack', 'cloudformation:DeleteStack'], own: [], foreign: ['cv-one', 'cv-core'].map(stackArn) },
  { actions: ['codepipeline:StartPipelineExecution', 'codepipeline:UpdatePipeline'], own: [], foreign: ['one.cv', 'core.cv'].map(pipelineArn) },
  { actions: ['codebuild:StartBuild'], own: [], foreign: [arn('codebuild', 'project/cv-core-apply')] },
];

/** The actions that the roles of the solution itself must not perform, by role. */
export const SOLUTION_LIMITS: Readonly<Record<string, readonly Need[]>> = {
  'cv-core-apply': [
    ...['cv-core', 'cv-modules'].map(name => ({ action: 'cloudformation:DeleteStack', resource: stackArn(name) })),
    ...['cv-core', 'cv-two', 'cv-new'].map(name => ({ action: 'cloudformation:UpdateStack', resource: stackArn(name) })),
    ...['cv-core-deploy', 'cv-core-functions'].map(role => passRole(role, 'cloudformation.amazonaws.com')),
    passRole('cv-core-deliver', 'lambda.amazonaws.com'),
    ...['/cv/directory/listed/head', '/cv/directory/operator/one', '/cv/core/key-arn'].map(name => ({ action: 'ssm:DeleteParameters', resource: parameterArn(name) })),
    { action: 'ssm:PutParameter', resource: parameterArn('/cv/approvals/removal') },
    { action: 'iam:CreateRole', resource: roleArn('cv-delivery-new-deploy') },
    { action: 'codepipeline:DisableStageTransition', resource: `${pipelineArn('two.cv-x')}/Deploy` },
  ],
  'cv-core-deliver': [
    ...['cv-core-apply', 'cv-two-Worker', 'Administrator'].map(name => ({ action: 'iam:CreateRole', resource: roleArn(name) })),
    ...['cv-core-apply', 'cv-core-deploy'].map(name => ({ action: 'iam:PutRolePolicy', resource: roleArn(name) })),
    passRole('cv-core-deploy', 'codebuild.amazonaws.com'), passRole('cv-core-deploy', 'codepipeline.amazonaws.com'), passRole('cv-delivery-two-deploy', 'codebuild.amazonaws.com'),
    { action: 'codepipeline:UpdatePipeline', resource: pipelineArn('core.cv-x') },
    { action: 'codebuild:UpdateProject', resource: arn('codebuild', 'project/cv-core-apply') },
    { action: 'ssm:GetParameters', resource: parameterArn('/cv/directory/self/two') },
  ],
  'cv-core-gate': [
    ...['cv-core', 'cv-modules', 'cv-delivery-two', 'cv-registration-two'].map(name => ({ action: 'cloudformation:DeleteStack', resource: stackArn(name) })),
    { action: 'codepipeline:StartPipelineExecution', resource: pipelineArn('two.cv') },
    { action: 'ssm:PutParameter', resource: parameterArn('/cv/modules/two/outputs/Out') },
    { action: 'ssm:PutParameter', resource: parameterArn('/cv/directory/self/two') },
  ],
  'cv-core-functions': [
    { action: 'cloudformation:DeleteStack', resource: stackArn('cv-two') },
    ...['two/gated', 'two/contract', 'two/outputs/Out'].map(path => ({ action: 'ssm:PutParameter', resource: parameterArn(`/cv/modules/${path}`) })),
    { action: 'codepipeline:StartPipelineExecution', resource: pipelineArn('core.cv-x') },
  ],
  'cv-core-module-pipelines': [
    ...['cv-core', 'cv-modules', 'cv-delivery-two'].map(name => ({ action: 'cloudformation:UpdateStack', resource: stackArn(name) })),
    passRole('cv-core-deploy', 'cloudformation.amazonaws.com'), passRole('cv-core-deliver', 'cloudformation.amazonaws.com'),
    { action: 'codebuild:StartBuild', resource: arn('codebuild', 'project/cv-core-apply') },
    { action: 'lambda:InvokeFunction', resource: arn('lambda', 'function:cv-core-ensure') },
    { action: 'sts:AssumeRole', resource: roleArn('cv-core-deploy') },
  ],
  'cv-core-modules-pipeline': [
    { action: 'codebuild:StartBuild', resource: arn('codebuild', 'project/cv-delivery-two') },
    { action: 'cloudformation:UpdateStack', resource: stackArn('cv-core') },
  ],
  'cv-core-pipeline': [
    { action: 'cloudformation:UpdateStack', resource: stackArn('cv-two') },
    passRole('cv-core-deliver', 'cloudformation.amazonaws.com'),
    { action: 'codebuild:StartBuild', resource: arn('codebuild', 'project/cv-core-apply') },
  ],
  'cv-core-prepare': [
    ...['/cv/directory/operator/two', '/cv/directory/self/two', '/cv/core/key-arn', '/cv/modules/two/gated', '/cv-x/directory/listed/head'].flatMap(path =>
      ['ssm:PutParameter', 'ssm:DeleteParameters'].map(action => ({ action, resource: parameterArn(path) }))),
    { action: 'cloudformation:UpdateStack', resource: stackArn('cv-core') },
    { action: 'ssm:GetParametersByPath', resource: parameterArn('/cv-x/directory') },
  ],
  'cv-core-start': [
    { action: 'codepipeline:StartPipelineExecution', resource: pipelineArn('two.cv-x') },
    { action: 'codepipeline:StopPipelineExecution', resource: pipelineArn('two.cv') },
  ],
};
